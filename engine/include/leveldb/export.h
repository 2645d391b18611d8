// LevelDB's name for lsm/export.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_EXPORT_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_EXPORT_H_

#include "leveldb/namespace.h"
#include "lsm/export.h"

#ifndef LEVELDB_EXPORT
#define LEVELDB_EXPORT LSM_EXPORT
#endif

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_EXPORT_H_
