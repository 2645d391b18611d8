// LevelDB's name for lsm/helpers/memenv.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_HELPERS_MEMENV_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_HELPERS_MEMENV_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/helpers/memenv.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_HELPERS_MEMENV_H_
