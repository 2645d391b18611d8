// What is in a file of a database, as text.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_DUMPFILE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_DUMPFILE_H_

#include <string>

#include "lsm/export.h"
#include "lsm/status.h"

namespace lsm {

class Env;
class WritableFile;

// Appends the entries of a log, a MANIFEST or a table to `dst`, line by line, as LevelDB prints
// them. Damage is told of in the text. InvalidArgument if the name is that of no such file, other
// errors if it cannot be read.
LSM_EXPORT Status DumpFile(Env* env, const std::string& fname, WritableFile* dst);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_DUMPFILE_H_
