// An Env whose files are in memory.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_HELPERS_MEMENV_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_HELPERS_MEMENV_H_

#include "lsm/export.h"

namespace lsm {

class Env;

// A new Env that keeps files in memory and asks `base_env`, which must outlive it, for clocks and
// threads. The caller deletes it, after everything that it opened. There are no directories: every
// name can be created, and a directory's children are the names that begin with its own.
LSM_EXPORT Env* NewMemEnv(Env* base_env);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_HELPERS_MEMENV_H_
