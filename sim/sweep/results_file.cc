#include "sim/sweep/results_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "sim/base/quantity.h"
#include "sim/sweep/figures.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kLargestTable = uint64_t{1} << 30;  // bytes

Status Failed(const std::string& path, const char* what) {
  return Status::IOError(path + ": cannot be " + what + ": " + std::strerror(errno));
}

// False: a quote stays open.
bool SplitCsv(std::string_view line, ResultRow* row) {
  row->assign(1, "");
  bool quoted = false;
  for (size_t i = 0; i < line.size(); i++) {
    if (quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      row->back() += '"';
      i++;
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      row->emplace_back();
    } else {
      row->back() += line[i];
    }
  }
  return !quoted;
}

// A number as SortRows compares it.
std::optional<uint64_t> SizeOf(const std::string& text) {
  if (const auto bytes = ParseQuantity(text, "bytes")) return bytes;
  return ParseQuantity(text, "ps");
}

// Negative, 0 or positive.
int Compare(const std::string& a, const std::string& b) {
  const std::optional<uint64_t> number_a = SizeOf(a);
  const std::optional<uint64_t> number_b = SizeOf(b);
  // Numbers before texts, so that the order is total.
  if (number_a.has_value() != number_b.has_value()) return number_a.has_value() ? -1 : 1;
  if (number_a && *number_a != *number_b) return *number_a < *number_b ? -1 : 1;
  return a.compare(b);
}

std::string Joined(const ResultRow& row) {
  std::string text = CsvLine(row);
  text.pop_back();
  return text;
}

// The number of columns before the first figure.
size_t KeysOf(const ResultRow& columns) {
  const auto seed = std::ranges::find(columns, "seed");
  return seed == columns.end() ? 0 : static_cast<size_t>(seed - columns.begin()) + 1;
}

Status WriteTable(const std::string& path, const ResultRow& columns,
                  const std::vector<ResultRow>& rows) {
  const std::string part = path + "." + std::to_string(getpid()) + ".part";
  {
    std::ofstream file(part, std::ios::binary);
    file << CsvLine(columns);
    for (const ResultRow& row : rows) file << CsvLine(row);
    file.close();
    if (!file) return Failed(path, "written");
  }
  std::error_code error;
  std::filesystem::rename(part, path, error);
  if (error) return Status::IOError(path + ": " + error.message());
  return Status::OK();
}

ResultRow KeyOf(const ResultRow& row, size_t keys) {
  return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys)};
}

void Name(const ResultRow& key, uint64_t* count, std::vector<std::string>* names) {
  if (names->size() < MergeReport::kNamed) names->push_back(Joined(key));
  ++*count;
}

// Of all combinations of the values of the first `keys` columns those that have no row.
void FindMissing(size_t keys, const std::vector<ResultRow>& rows, MergeReport* report) {
  constexpr uint64_t kMost = 10'000'000;  // combinations, as of a sweep
  std::vector<std::vector<std::string>> values(keys);
  std::set<ResultRow> there;
  for (const ResultRow& row : rows) there.insert(KeyOf(row, keys));
  uint64_t combinations = 1;
  for (size_t i = 0; i < keys; i++) {
    for (const ResultRow& row : rows) values[i].push_back(row[i]);
    std::ranges::sort(values[i], [](const auto& a, const auto& b) { return Compare(a, b) < 0; });
    values[i].erase(std::unique(values[i].begin(), values[i].end()), values[i].end());
    combinations *= values[i].size();
    if (combinations > kMost) return;  // tables of no sweep
  }
  std::vector<size_t> at(keys, 0);
  for (uint64_t n = 0; n < combinations && there.size() < combinations; n++) {
    ResultRow key;
    for (size_t i = 0; i < keys; i++) key.push_back(values[i][at[i]]);
    if (!there.contains(key)) Name(key, &report->missing, &report->some_missing);
    for (size_t i = keys; i-- > 0;) {
      if (++at[i] < values[i].size()) break;
      at[i] = 0;
    }
  }
}

}  // namespace

std::vector<std::string> ResultColumns(const std::vector<std::string>& keys) {
  std::vector<std::string> columns = keys;
  for (std::string& name : FigureNames()) columns.push_back(std::move(name));
  columns.emplace_back("state_matches_engine");
  columns.emplace_back("status");
  columns.emplace_back("hash");
  return columns;
}

std::string CsvLine(const ResultRow& row) {
  std::string line;
  for (size_t i = 0; i < row.size(); i++) {
    if (i > 0) line += ',';
    if (row[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += row[i];
      continue;
    }
    line += '"';
    for (const char c : row[i]) {
      if (c == '"') line += '"';
      line += c == '\n' || c == '\r' ? ' ' : c;  // a row is a line
    }
    line += '"';
  }
  return line + "\n";
}

Status ReadResults(const std::string& path, ResultsTable* table) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return Status::InvalidArgument(path + ": no such file; expected the table of a sweep");
  }
  if (std::filesystem::file_size(path, error) > kLargestTable) {
    return Status::InvalidArgument(path + ": larger than 1 GiB, expected the table of a sweep");
  }
  std::ifstream file(path, std::ios::binary);
  std::string line;
  uint64_t number = 0;
  while (std::getline(file, line)) {
    if (file.eof()) break;  // cut off
    number++;
    const std::string where = path + ":" + std::to_string(number) + ": ";
    ResultRow row;
    if (!SplitCsv(line, &row)) return Status::InvalidArgument(where + "a quote is open");
    if (number == 1) {
      table->columns = std::move(row);
    } else if (row.size() != table->columns.size()) {
      return Status::InvalidArgument(where + std::to_string(row.size()) + " columns, expected " +
                                     std::to_string(table->columns.size()));
    } else {
      table->rows.push_back(std::move(row));
    }
    table->whole_bytes += line.size() + 1;
  }
  if (file.bad()) return Failed(path, "read");
  if (number > 0 && (KeysOf(table->columns) == 0 || table->columns.back() != "hash")) {
    return Status::InvalidArgument(path + ":1: expected the columns of a sweep's table");
  }
  return Status::OK();
}

void SortRows(size_t keys, std::vector<ResultRow>* rows) {
  std::ranges::sort(*rows, [keys](const ResultRow& a, const ResultRow& b) {
    for (size_t i = 0; i < keys; i++) {
      if (const int order = Compare(a[i], b[i]); order != 0) return order < 0;
    }
    return a < b;
  });
}

Status MergeResults(const std::vector<std::string>& inputs, const std::string& output,
                    MergeReport* report, const Grid* grid) {
  ResultsTable all;
  for (const std::string& input : inputs) {
    ResultsTable table;
    if (Status status = ReadResults(input, &table); !status.ok()) return status;
    if (table.columns.empty()) continue;  // nothing was run yet
    if (all.columns.empty()) all.columns = table.columns;
    if (all.columns != table.columns) {
      return Status::InvalidArgument(input + ":1: has other columns than " + inputs.front());
    }
    std::ranges::move(table.rows, std::back_inserter(all.rows));
  }
  if (all.columns.empty()) return Status::InvalidArgument(inputs.front() + ": has no rows yet");
  SortRows(KeysOf(all.columns), &all.rows);
  all.rows.erase(std::unique(all.rows.begin(), all.rows.end()), all.rows.end());
  for (size_t i = 1; i < all.rows.size(); i++) {
    const ResultRow& a = all.rows[i - 1];
    const ResultRow& b = all.rows[i];
    const auto keys = static_cast<std::ptrdiff_t>(KeysOf(all.columns));
    if (std::equal(a.begin(), a.begin() + keys, b.begin())) {
      return Status::InvalidArgument(output + ": two different rows for " +
                                     Joined(ResultRow(a.begin(), a.begin() + keys)) +
                                     ": the tables are of different scenarios or programs");
    }
  }
  const size_t keys = KeysOf(all.columns);
  if (grid != nullptr && grid->Keys() != KeyOf(all.columns, keys)) {
    return Status::InvalidArgument(inputs.front() + ":1: has other columns, expected " +
                                   Joined(grid->Keys()));
  }
  report->rows = all.rows.size();
  for (const ResultRow& row : all.rows) {
    if (row[row.size() - 2] != "ok") {
      Name(KeyOf(row, keys), &report->failed, &report->some_failed);
    }
  }
  if (grid == nullptr) {
    FindMissing(keys, all.rows, report);
  } else {
    std::set<ResultRow> there;
    for (const ResultRow& row : all.rows) there.insert(KeyOf(row, keys));
    for (uint64_t index = 0; index < grid->size(); index++) {
      if (const ResultRow key = grid->At(index); !there.contains(key)) {
        Name(key, &report->missing, &report->some_missing);
      }
    }
  }
  return WriteTable(output, all.columns, all.rows);
}

Status ResultsFile::Open(const std::string& path, const std::vector<std::string>& keys,
                         std::vector<ResultRow>* rows, std::unique_ptr<ResultsFile>* file) {
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return Failed(path, "written");
  std::unique_ptr<ResultsFile> opened(new ResultsFile(path, fd, keys.size()));
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return Status::IOError(path + ": another sweep is writing it");
  }
  ResultsTable table;
  if (Status status = ReadResults(path, &table); !status.ok()) return status;
  const std::vector<std::string> columns = ResultColumns(keys);
  if (!table.columns.empty() && table.columns != columns) {
    return Status::InvalidArgument(path + ":1: has other columns, expected " + Joined(columns));
  }
  if (ftruncate(fd, static_cast<off_t>(table.whole_bytes)) != 0) return Failed(path, "written");
  if (table.columns.empty()) {
    if (Status status = opened->Add(columns); !status.ok()) return status;
  }
  *rows = std::move(table.rows);
  *file = std::move(opened);
  return Status::OK();
}

ResultsFile::~ResultsFile() { close(fd_); }

Status ResultsFile::Add(const ResultRow& row) {
  const std::string line = CsvLine(row);
  const off_t before = lseek(fd_, 0, SEEK_END);
  const ssize_t written = write(fd_, line.data(), line.size());
  if (written == static_cast<ssize_t>(line.size())) return Status::OK();
  const Status failed = Failed(path_, "written");
  if (written > 0 && ftruncate(fd_, before) != 0) return failed;  // a half row is cut off when read
  return failed;
}

Status ResultsFile::Sort() {
  ResultsTable table;
  if (Status status = ReadResults(path_, &table); !status.ok()) return status;
  SortRows(keys_, &table.rows);
  return WriteTable(path_, table.columns, table.rows);
}

}  // namespace lsm::sim
