// LevelDB's name for lsm/filter_policy.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_FILTER_POLICY_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_FILTER_POLICY_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/filter_policy.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_FILTER_POLICY_H_
