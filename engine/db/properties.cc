#include "engine/db/properties.h"

#include <cstdio>

#include "engine/base/text.h"
#include "lsm/cache.h"

namespace lsm {
namespace {

bool NumFilesAtLevel(Core& core, Slice level_text, std::string* value) REQUIRES(core.mu) {
  uint64_t level = 0;
  if (!ConsumeDecimalNumber(&level_text, &level) || !level_text.empty()) return false;
  if (level >= static_cast<uint64_t>(core.options.num_levels)) return false;
  *value = std::to_string(core.versions->NumLevelFiles(static_cast<int>(level)));
  return true;
}

std::string Stats(Core& core) REQUIRES(core.mu) {
  std::string text =
      "                               Compactions\n"
      "Level  Files Size(MB) Time(sec) Read(MB) Write(MB)\n"
      "--------------------------------------------------\n";
  constexpr double kMega = 1048576.0;
  for (int level = 0; level < core.options.num_levels; level++) {
    const int files = core.versions->NumLevelFiles(level);
    const CompactionStats& stats = core.stats[static_cast<size_t>(level)];
    if (stats.micros == 0 && files == 0) continue;
    char line[200];
    std::snprintf(line, sizeof(line), "%3d %8d %8.0f %9.0f %8.0f %9.0f\n", level, files,
                  static_cast<double>(core.versions->NumLevelBytes(level)) / kMega,
                  static_cast<double>(stats.micros) / 1e6,
                  static_cast<double>(stats.bytes_read) / kMega,
                  static_cast<double>(stats.bytes_written) / kMega);
    text += line;
  }
  return text;
}

uint64_t MemoryUsage(Core& core) REQUIRES(core.mu) {
  uint64_t bytes = core.options.block_cache->TotalCharge();
  bytes += core.memtables.active().table->ApproximateMemoryUsage();
  for (const LoggedMemTable& immutable : core.memtables.immutables()) {
    bytes += immutable.table->ApproximateMemoryUsage();
  }
  return bytes;
}

}  // namespace

bool ReadProperty(Core& core, const Slice& property, std::string* value) {
  value->clear();
  Slice name = property;
  constexpr char kFilesAtLevel[] = "leveldb.num-files-at-level";
  if (name.starts_with(kFilesAtLevel)) {
    name.remove_prefix(sizeof(kFilesAtLevel) - 1);
    return NumFilesAtLevel(core, name, value);
  }
  if (name == "leveldb.stats") {
    *value = Stats(core);
  } else if (name == "leveldb.sstables") {
    *value = core.versions->current()->DebugString();
  } else if (name == "leveldb.approximate-memory-usage") {
    *value = std::to_string(MemoryUsage(core));
  } else if (name == "lsmscope.max-next-level-overlapping-bytes") {
    *value = std::to_string(core.versions->MaxNextLevelOverlappingBytes());
  } else {
    return false;
  }
  return true;
}

}  // namespace lsm
