// How it works: a line is cut into six columns, which are looked at from left to right; rows that
// belong to other threads are left after the second. A batch is gathered from rows that follow each
// other.
#include "sim/recording/csv_recording.h"

#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "sim/workload/byte_text.h"
#include "traces/format/line_reader.h"

namespace lsm::sim {
namespace {

constexpr std::string_view kHeader = "time_ns,thread,operation,key,value,flags";
constexpr uint64_t kMostThreadNumber = 1'000'000;
constexpr uint64_t kLongestRecordedValue = 64 << 20;      // bytes, as in value_bytes
constexpr uint64_t kLongestRecordedScan = 1'000'000'000;  // entries
constexpr size_t kLargestBatch = 1'000'000;               // entries, as in batch
constexpr uint32_t kScanEntries = 10;                     // where the row does not say

enum Column : size_t { kTime, kThread, kOperation, kKey, kValue, kFlags, kNumColumns };
constexpr std::array<std::string_view, kNumColumns> kColumnNames{"time_ns", "thread", "operation",
                                                                 "key",     "value",  "flags"};

std::string Shown(std::string_view text) {
  return "'" + std::string(text.substr(0, 40)) + (text.size() > 40 ? "...'" : "'");
}

class CsvRecording final : public RecordingReader {
 public:
  CsvRecording(const RecordingPlan& plan, uint32_t only_thread)
      : path_(plan.file), only_thread_(only_thread) {}

  Status Open() {
    status_ = lines_.Open(path_);
    std::string_view line;
    if (!status_.ok()) return status_;
    if (!lines_.Next(&line) || line != kHeader) {
      return Status::InvalidArgument(path_ + ":1: expected the line " + std::string(kHeader));
    }
    return Status::OK();
  }

  bool Next(RecordedOperation* operation) override {
    bool more = false;  // the batch goes on
    while (status_.ok() && NextRow()) {
      uint64_t time_ns = 0;
      uint64_t thread = 0;
      if (!Number(kTime, 0, UINT64_MAX, &time_ns)) return false;
      if (!Number(kThread, 1, kMostThreadNumber, &thread)) return false;
      if (more && thread != operation->thread) {
        return Fail(kThread, "the batch of the line before is not over, expected thread " +
                                 std::to_string(operation->thread));
      }
      if (only_thread_ != 0 && thread != only_thread_) continue;
      if (!more) {
        uint64_t& before = latest_ns_[static_cast<uint32_t>(thread)];
        if (time_ns < before) {
          return Fail(kTime, Shown(columns_[kTime]) + ": expected " + std::to_string(before) +
                                 " or later, when the operation of thread " +
                                 std::to_string(thread) + " before it began");
        }
        before = time_ns;
        operation->time_ns = time_ns;
        operation->thread = static_cast<uint32_t>(thread);
        operation->operation.sync = false;
        operation->operation.entries.clear();
        operation->letters.clear();
      }
      if (!ReadOperation(&more, operation)) return false;
      if (!more) return true;
    }
    if (more && status_.ok()) {
      status_ = Status::InvalidArgument(Where() + "the file ends within a batch (flag more)");
    }
    return false;
  }

  const Status& status() const override { return status_; }
  RecordingFacts Facts() const override { return {.format = "LsmScope CSV"}; }

 private:
  std::string Where() const { return path_ + ":" + std::to_string(lines_.line_number()) + ": "; }
  bool Fail(Column column, const std::string& what) {
    status_ = Status::InvalidArgument(Where() + std::string(kColumnNames[column]) + ": " + what);
    return false;
  }

  // The next line that is neither empty nor a remark, in columns.
  bool NextRow() {
    std::string_view line;
    while (lines_.Next(&line)) {
      if (line.empty() || line.starts_with('#')) continue;
      return Split(line);
    }
    if (status_.ok()) status_ = lines_.status();
    return false;
  }

  // Columns that are missing at the end are empty.
  bool Split(std::string_view line) {
    for (std::string& column : columns_) column.clear();
    size_t at = 0;
    for (size_t column = 0;; column++, at++) {
      if (column == kNumColumns) {
        status_ = Status::InvalidArgument(Where() + "more than six columns, expected " +
                                          std::string(kHeader));
        return false;
      }
      std::string* text = &columns_[column];
      if (at < line.size() && line[at] == '"') {
        if (!Unquote(line, &at, text))
          return Fail(static_cast<Column>(column), "the quote is open");
      } else {
        const size_t end = std::min(line.find(',', at), line.size());
        text->assign(line.substr(at, end - at));
        at = end;
      }
      if (at == line.size()) return true;
      if (line[at] != ',') {
        return Fail(static_cast<Column>(column), "expected a comma after the quote");
      }
    }
  }

  // "a ""b""": `at` is at the first quote, and then behind the last.
  static bool Unquote(std::string_view line, size_t* at, std::string* text) {
    for (size_t i = *at + 1; i < line.size(); i++) {
      if (line[i] == '"') {
        if (i + 1 == line.size() || line[i + 1] != '"') {
          *at = i + 1;
          return true;
        }
        i++;
      }
      text->push_back(line[i]);
    }
    return false;
  }

  // `or_else`: what else could stand there, for the message.
  bool Number(Column column, uint64_t least, uint64_t most, uint64_t* number,
              const char* or_else = "") {
    const std::string& text = columns_[column];
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, *number);
    if (error == std::errc() && stopped == end && *number >= least && *number <= most) return true;
    return Fail(column, Shown(text) + ": expected a whole number, " + std::to_string(least) + ".." +
                            std::to_string(most) + or_else);
  }

  bool ReadOperation(bool* more, RecordedOperation* recorded) {
    Operation& operation = recorded->operation;
    const std::string& name = columns_[kOperation];
    const bool is_write = name == "put" || name == "delete";
    if (*more && !is_write)
      return Fail(kOperation, Shown(name) + ": expected put or delete in a batch");
    if (is_write) {
      operation.kind = OperationKind::kWrite;
    } else if (name == "get") {
      operation.kind = OperationKind::kGet;
    } else if (name == "scan") {
      operation.kind = OperationKind::kScan;
    } else {
      return Fail(kOperation, Shown(name) + ": expected put, delete, get or scan");
    }
    if (operation.entries.size() == kLargestBatch) {
      return Fail(kFlags, "the batch has more than " + std::to_string(kLargestBatch) + " entries");
    }
    Operation::Entry& entry = operation.entries.emplace_back();
    recorded->letters.push_back(0);
    entry.remove = name == "delete";
    if (!BytesOfText(columns_[kKey], &entry.key)) {
      return Fail(kKey, Shown(columns_[kKey]) + ": expected pairs of hexadecimal digits after 0x");
    }
    return ReadValue(name, recorded) && ReadFlags(is_write, more, &operation);
  }

  bool ReadValue(const std::string& name, RecordedOperation* recorded) {
    const std::string& text = columns_[kValue];
    if (name == "put" && text.starts_with('=')) {
      recorded->operation.entries.back().value = text.substr(1);
      return true;
    }
    if (name == "put" && text.starts_with("0x")) {
      if (BytesOfText(text, &recorded->operation.entries.back().value)) return true;
      return Fail(kValue, Shown(text) + ": expected pairs of hexadecimal digits after 0x");
    }
    uint64_t number = 0;
    if (name == "put") {
      if (!Number(kValue, 0, kLongestRecordedValue, &number, " of letters, =text or 0x00ff")) {
        return false;
      }
      recorded->letters.back() = static_cast<uint32_t>(number);
      return true;
    }
    if (name == "scan") {
      if (text.empty()) {
        number = kScanEntries;
      } else if (!Number(kValue, 1, kLongestRecordedScan, &number)) {
        return false;
      }
      recorded->operation.scan_entries = static_cast<uint32_t>(number);
      return true;
    }
    return text.empty() || Fail(kValue, Shown(text) + ": expected nothing for " + name);
  }

  bool ReadFlags(bool is_write, bool* more, Operation* operation) {
    const std::string& flags = columns_[kFlags];
    if (!flags.empty() &&
        (!is_write || (flags != "sync" && flags != "more" && flags != "sync more"))) {
      return Fail(kFlags, Shown(flags) + ": expected " +
                              (is_write ? "sync, more, sync more or nothing" : "nothing"));
    }
    operation->sync = operation->sync || flags.starts_with("sync");
    *more = flags.ends_with("more");
    return true;
  }

  const std::string path_;
  const uint32_t only_thread_;
  trace::LineReader lines_;
  std::array<std::string, kNumColumns> columns_;
  std::map<uint32_t, uint64_t> latest_ns_;  // by thread
  Status status_;
};

}  // namespace

Status NewCsvRecording(const RecordingPlan& plan, uint32_t only_thread,
                       std::unique_ptr<RecordingReader>* reader) {
  auto csv = std::make_unique<CsvRecording>(plan, only_thread);
  if (Status status = csv->Open(); !status.ok()) return status;
  *reader = std::move(csv);
  return Status::OK();
}

}  // namespace lsm::sim
