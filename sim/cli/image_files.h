// A simulated disk, written as real files.
#ifndef LSMSCOPE_SIM_CLI_IMAGE_FILES_H_
#define LSMSCOPE_SIM_CLI_IMAGE_FILES_H_

#include <string>

#include "lsm/status.h"
#include "sim/disk/disk.h"

namespace lsm::sim {

// What is in the disk's directories goes below `path`, which is created if it is missing.
[[nodiscard]] Status WriteFiles(const Disk& disk, const std::string& path);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_IMAGE_FILES_H_
