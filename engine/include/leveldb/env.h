// LevelDB's name for lsm/env.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ENV_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ENV_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/env.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ENV_H_
