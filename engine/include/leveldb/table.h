// LevelDB's name for lsm/table.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/table.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_H_
