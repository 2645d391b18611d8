// LevelDB's name for lsm/write_batch.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_WRITE_BATCH_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_WRITE_BATCH_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/write_batch.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_WRITE_BATCH_H_
