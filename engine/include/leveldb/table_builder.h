// LevelDB's name for lsm/table_builder.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_BUILDER_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_BUILDER_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/table_builder.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_TABLE_BUILDER_H_
