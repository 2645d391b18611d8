// LevelDB's name for lsm/slice.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_SLICE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_SLICE_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/slice.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_SLICE_H_
