// LevelDB's name for lsm/status.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_STATUS_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_STATUS_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/status.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_STATUS_H_
