// A directory of our own that is gone when we are.
#ifndef LSMSCOPE_SIM_RUN_TEMPORARY_DIRECTORY_H_
#define LSMSCOPE_SIM_RUN_TEMPORARY_DIRECTORY_H_

#include <memory>
#include <string>

#include "lsm/status.h"

namespace lsm::sim {

class TemporaryDirectory {
 public:
  // In the system's place for such ($TMPDIR, else /tmp), with a name that nobody else has.
  [[nodiscard]] static Status Make(std::unique_ptr<TemporaryDirectory>* made);
  // Removes it with all that is in it.
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  explicit TemporaryDirectory(std::string path) : path_(std::move(path)) {}

  const std::string path_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_TEMPORARY_DIRECTORY_H_
