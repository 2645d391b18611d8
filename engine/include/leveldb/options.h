// LevelDB's name for lsm/options.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_OPTIONS_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_OPTIONS_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/options.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_OPTIONS_H_
