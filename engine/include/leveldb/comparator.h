// LevelDB's name for lsm/comparator.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_COMPARATOR_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_COMPARATOR_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/comparator.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_COMPARATOR_H_
