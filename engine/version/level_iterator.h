// LevelIterator: walks over the files of a sorted level, without opening them.
#ifndef LSMSCOPE_ENGINE_VERSION_LEVEL_ITERATOR_H_
#define LSMSCOPE_ENGINE_VERSION_LEVEL_ITERATOR_H_

#include "engine/version/level_files.h"
#include "lsm/iterator.h"
#include "lsm/options.h"

namespace lsm {

class TableCache;

// An iterator whose keys are the files' largest keys and whose values name the files (number and
// size, 16 bytes). `files` is not owned. The caller owns the iterator.
Iterator* NewLevelIterator(const InternalKeyComparator* icmp, const FileList* files);

// An iterator over the entries of all files of a sorted level, one file open at a time.
Iterator* NewConcatenatingIterator(const InternalKeyComparator* icmp, const FileList* files,
                                   TableCache* table_cache, const ReadOptions& options);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_LEVEL_ITERATOR_H_
