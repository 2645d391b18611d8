// LevelDB's name for lsm/db.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DB_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DB_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/db.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DB_H_
