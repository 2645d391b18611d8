// Reads all of a database's files, and says what is wrong with them. Nothing is changed, and the
// database is not opened: what stands in the files is looked at as it is.
#ifndef LSMSCOPE_SIM_DATABASE_VERIFY_H_
#define LSMSCOPE_SIM_DATABASE_VERIFY_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm::sim {

struct VerifyReport {
  // "000005.ldb: what is wrong", one sentence each; none: all is well.
  std::vector<std::string> problems;
  // What is odd and does no harm: files that are not needed, a torn tail.
  std::vector<std::string> remarks;
  uint64_t tables = 0;
  uint64_t table_entries = 0;
  uint64_t table_bytes = 0;
  uint64_t logs = 0;
  uint64_t log_records = 0;
  uint64_t log_entries = 0;
  uint64_t last_sequence = 0;
  bool complete = true;  // false: interrupted
};

struct VerifyHooks {
  // Told of files done and files in all.
  std::function<void(uint64_t done, uint64_t all)> progress;
  const std::atomic<bool>* cancel = nullptr;
};

// Only options.comparator, env and filter_policy are used. An error if the directory cannot be
// read, or is no database.
[[nodiscard]] Status VerifyDatabase(const std::string& directory, const Options& options,
                                    const VerifyHooks& hooks, VerifyReport* report);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_VERIFY_H_
