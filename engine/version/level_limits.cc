#include "engine/version/level_limits.h"

#include <algorithm>
#include <limits>

namespace lsm {

namespace {

constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();

uint64_t SaturatingProduct(uint64_t a, int factor) {
  const uint64_t b = factor <= 0 ? 0 : static_cast<uint64_t>(factor);
  return b != 0 && a > kMax / b ? kMax : a * b;
}

// value * 1000 / limit without overflow, rounded down.
uint64_t Permille(uint64_t value, uint64_t limit) {
  limit = std::max<uint64_t>(limit, 1);
  const uint64_t whole = SaturatingProduct(value / limit, 1000);
  const uint64_t rest = value % limit;
  const uint64_t part = rest <= kMax / 1000 ? rest * 1000 / limit : rest / (limit / 1000);
  return whole > kMax - 1000 ? whole : whole + std::min<uint64_t>(part, 999);
}

}  // namespace

uint64_t MaxBytesForLevel(const Options& options, int level) {
  uint64_t bytes = options.max_bytes_for_level_base;
  for (int i = 1; i < level; i++) {
    bytes = SaturatingProduct(bytes, options.max_bytes_for_level_multiplier);
  }
  return bytes;
}

uint64_t MaxOutputFileSize(const Options& options) { return options.max_file_size; }

uint64_t MaxGrandparentOverlapBytes(const Options& options) {
  return SaturatingProduct(options.max_file_size, options.grandparent_overlap_factor);
}

uint64_t ExpandedCompactionByteSizeLimit(const Options& options) {
  return SaturatingProduct(options.max_file_size, options.expanded_compaction_factor);
}

int AllowedSeeks(const Options& options, uint64_t file_size) {
  const uint64_t cost = static_cast<uint64_t>(std::max(options.seek_cost_bytes, 1));
  const uint64_t seeks = std::min<uint64_t>(file_size / cost, std::numeric_limits<int>::max());
  return std::max(static_cast<int>(seeks), options.min_allowed_seeks);
}

uint64_t ScorePermille(const Options& options, const LevelFiles& files, int level) {
  if (level >= options.num_levels - 1) return 0;
  const FileList& in_level = files[static_cast<size_t>(level)];
  // Level 0 by files: each is one more place to look for every read, and with a large write buffer
  // few bytes would mean too many of them, with a small one too many compactions.
  if (level == 0) {
    return Permille(in_level.size(), static_cast<uint64_t>(options.l0_compaction_trigger));
  }
  return Permille(TotalFileSize(in_level), MaxBytesForLevel(options, level));
}

LevelScores ComputeScores(const Options& options, const LevelFiles& files) {
  LevelScores scores;
  for (int level = 0; level < kNumLevels; level++) {
    const uint64_t permille = ScorePermille(options, files, level);
    scores.permille[static_cast<size_t>(level)] = permille;
    if (permille > scores.best()) scores.best_level = level;
  }
  return scores;
}

}  // namespace lsm
