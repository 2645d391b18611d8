// The file objects of PosixEnv.
#ifndef LSMSCOPE_ENGINE_ENV_POSIX_FILES_H_
#define LSMSCOPE_ENGINE_ENV_POSIX_FILES_H_

#include <memory>
#include <string>

#include "engine/env/os.h"
#include "lsm/env.h"
#include "lsm/status.h"

namespace lsm {

// "context: text of the error". NotFound if the file or directory is missing, otherwise IOError.
// `error` is what an Os answered: minus errno.
Status OsError(const std::string& context, int64_t error);

// The part of a path in front of the last slash; "." if there is none.
std::string DirectoryOf(const std::string& path);

// Each takes over the descriptor `fd`, which it closes. `os` is not owned.
std::unique_ptr<SequentialFile> NewPosixSequentialFile(Os* os, const std::string& path, int fd);
std::unique_ptr<RandomAccessFile> NewPosixRandomAccessFile(Os* os, const std::string& path, int fd);
std::unique_ptr<WritableFile> NewPosixWritableFile(Os* os, const std::string& path, int fd);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_ENV_POSIX_FILES_H_
