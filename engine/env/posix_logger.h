// The info log: lines of text for people, as LevelDB writes them.
//
//   2026/11/21-01:27:40.908515 2 Level-0 table #5: started
//   local time, microseconds   thread, message
#ifndef LSMSCOPE_ENGINE_ENV_POSIX_LOGGER_H_
#define LSMSCOPE_ENGINE_ENV_POSIX_LOGGER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "engine/env/os.h"
#include "lsm/env.h"

namespace lsm {

// Takes over `fd`. `os` is not owned. What cannot be written is lost: there is nobody to tell.
std::unique_ptr<Logger> NewPosixLogger(Os* os, int fd);

// "2026/11/21-01:27:40.908515": a moment since 1970, as the calendar and clock of UTC show it.
std::string FormatLogTime(uint64_t micros);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_ENV_POSIX_LOGGER_H_
