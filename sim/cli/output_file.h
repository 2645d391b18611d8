// Where a file is written that is there whole or not at all.
#ifndef LSMSCOPE_SIM_CLI_OUTPUT_FILE_H_
#define LSMSCOPE_SIM_CLI_OUTPUT_FILE_H_

#include <string>
#include <utility>

#include "lsm/status.h"

namespace lsm::sim {

// What stood under the name before stays until the new file is whole; after an error nothing new is
// left behind. What is no ordinary file (a pipe, a device) is written to as it is, and a symbolic
// link stays one: what it points to is replaced. Values of this class can be moved, not copied.
class OutputFile {
 public:
  // Chooses a place for PATH and finds out whether it can be written, before long work is done.
  [[nodiscard]] static Status Choose(const std::string& path, OutputFile* file);

  OutputFile() = default;
  OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }
  OutputFile& operator=(OutputFile&& other) noexcept;
  // Removes what is not whole.
  ~OutputFile() { Abandon(); }

  // Where to write: a name of its own beside the target, or the device itself.
  const std::string& place() const { return place_; }
  // The file is whole: it gets its name. Without this call nothing is left behind.
  [[nodiscard]] Status Finish();
  // The same error, told of the name that the user knows.
  Status InTermsOfPath(const Status& status) const;

 private:
  void Abandon();

  std::string path_;    // as the user gave it
  std::string target_;  // where its symbolic links lead to
  std::string place_;   // the same as target_ for what is no ordinary file; empty: none
};

// Where PATH is being written now, by another process perhaps: the youngest of the places that
// Choose took for it, or PATH itself if there is none.
std::string UnfinishedPlaceOf(const std::string& path);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_OUTPUT_FILE_H_
