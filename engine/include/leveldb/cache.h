// LevelDB's name for lsm/cache.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_CACHE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_CACHE_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/cache.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_CACHE_H_
