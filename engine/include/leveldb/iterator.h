// LevelDB's name for lsm/iterator.h.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ITERATOR_H_
#define LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ITERATOR_H_

#include "leveldb/export.h"
#include "leveldb/namespace.h"
#include "lsm/iterator.h"

#endif  // LSMSCOPE_ENGINE_INCLUDE_LEVELDB_ITERATOR_H_
