// CURRENT: the file that names the MANIFEST in use.
#ifndef LSMSCOPE_ENGINE_VERSION_CURRENT_FILE_H_
#define LSMSCOPE_ENGINE_VERSION_CURRENT_FILE_H_

#include <cstdint>
#include <string>

#include "lsm/status.h"

namespace lsm {

class Env;

// Lets CURRENT name the MANIFEST of this number: a durable temporary file is renamed over it, and
// the directory is made durable, so that after a crash CURRENT names the old MANIFEST or the new.
[[nodiscard]] Status SetCurrentFile(Env* env, const std::string& dbname,
                                    uint64_t descriptor_number);

// The number of the MANIFEST that CURRENT names. Corruption unless CURRENT is exactly one line
// with the name of a MANIFEST: nothing else may lead to a path. Other errors are the Env's.
[[nodiscard]] Status ReadCurrentFile(Env* env, const std::string& dbname,
                                     uint64_t* descriptor_number);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_CURRENT_FILE_H_
