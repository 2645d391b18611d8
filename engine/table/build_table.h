// BuildTable: writes what an iterator gives into a table file.
#ifndef LSMSCOPE_ENGINE_TABLE_BUILD_TABLE_H_
#define LSMSCOPE_ENGINE_TABLE_BUILD_TABLE_H_

#include <string>

#include "lsm/status.h"

namespace lsm {

struct FileMetaData;
struct Options;
class Env;
class Iterator;
class TableCache;

// Writes the file meta->number from the entries of `iter`, whose keys are internal keys, and fills
// in the rest of *meta. When it returns OK the file is durable, under its name, and was opened once
// to verify it. If there is no entry, or after an error, there is no file and meta->file_size is 0.
[[nodiscard]] Status BuildTable(const std::string& dbname, Env* env, const Options& options,
                                TableCache* table_cache, Iterator* iter, FileMetaData* meta);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_BUILD_TABLE_H_
