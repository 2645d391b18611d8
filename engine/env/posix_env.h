// Env on top of an Os: buffered files, the lock table, the background thread, the info log.
#ifndef LSMSCOPE_ENGINE_ENV_POSIX_ENV_H_
#define LSMSCOPE_ENGINE_ENV_POSIX_ENV_H_

#include <memory>
#include <string>

#include "engine/env/os.h"
#include "lsm/env.h"

namespace lsm {

// `os` is not owned and must outlive the Env. The Env must outlive its databases; its background
// thread, if one was started, is told to end by the destructor, which waits for it.
std::unique_ptr<Env> NewPosixEnv(Os* os);

// Like env->LockFile(), for a caller that only reads. Where the file may not be written, it is
// locked for reading, if `env` is one of those above: several may read then, and nobody writes.
// env->UnlockFile() ends it.
Status LockForReading(Env* env, const std::string& fname, FileLock** lock);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_ENV_POSIX_ENV_H_
