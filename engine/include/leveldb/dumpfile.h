// LevelDB's name for lsm/dumpfile.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DUMPFILE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DUMPFILE_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/dumpfile.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_DUMPFILE_H_
