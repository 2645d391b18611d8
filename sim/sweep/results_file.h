// The table that a sweep fills: a CSV file, of which every row is whole at every moment.
#ifndef LSMSCOPE_SIM_SWEEP_RESULTS_FILE_H_
#define LSMSCOPE_SIM_SWEEP_RESULTS_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lsm/status.h"
#include "sim/sweep/grid.h"

namespace lsm::sim {

// Columns: the varied keys and the seed, the figures, `status` (ok, or the error of the run) and
// `hash`, which tells the scenario and the program that the row is of.
std::vector<std::string> ResultColumns(const std::vector<std::string>& keys);

using ResultRow = std::vector<std::string>;

std::string CsvLine(const ResultRow& row);  // with its end

// Reads a table. A last line without its end was cut off while it was written: it is left out, and
// *whole_bytes is where it begins. An error names the line.
struct ResultsTable {
  ResultRow columns;
  std::vector<ResultRow> rows;
  uint64_t whole_bytes = 0;
};
[[nodiscard]] Status ReadResults(const std::string& path, ResultsTable* table);

// By their first `keys` columns, numbers (with units) by size, the rest by letters; what is equal
// by the whole line. So a table does not depend on who finished first.
void SortRows(size_t keys, std::vector<ResultRow>* rows);

// What a merged table lacks. Runs are named by their first columns: "4K,50us,2".
struct MergeReport {
  static constexpr size_t kNamed = 20;
  uint64_t rows = 0;
  uint64_t missing = 0;  // of all combinations of the values that occur
  std::vector<std::string> some_missing;
  uint64_t failed = 0;  // rows whose status is not ok
  std::vector<std::string> some_failed;
};

// Rows of several tables as one, sorted; a row that is there twice is kept once. `grid` (may be
// null) says which runs there should be: a shard of which nothing is there can leave out values
// altogether. Without it, it is all combinations of the values that occur.
[[nodiscard]] Status MergeResults(const std::vector<std::string>& inputs, const std::string& output,
                                  MergeReport* report, const Grid* grid = nullptr);

// Adds rows to a table. One process at a time: it holds a lock on the file.
class ResultsFile {
 public:
  // Opens or makes the table. *rows: what is there already. A table of other columns is an error.
  [[nodiscard]] static Status Open(const std::string& path, const std::vector<std::string>& keys,
                                   std::vector<ResultRow>* rows,
                                   std::unique_ptr<ResultsFile>* file);
  ResultsFile(const ResultsFile&) = delete;
  ResultsFile& operator=(const ResultsFile&) = delete;
  ~ResultsFile();

  // One write to the operating system, so that it is there whole or not at all if the program ends.
  // Not safe from several threads.
  [[nodiscard]] Status Add(const ResultRow& row);
  // All rows in order (see SortRows), in the place of those in the order in which they came.
  [[nodiscard]] Status Sort();

 private:
  ResultsFile(std::string path, int fd, size_t keys)
      : path_(std::move(path)), fd_(fd), keys_(keys) {}

  const std::string path_;
  const int fd_;
  const size_t keys_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SWEEP_RESULTS_FILE_H_
