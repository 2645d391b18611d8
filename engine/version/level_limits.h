// How full a level may be: limits that follow from the options, and the scores that tell which
// level most needs a compaction. Pure functions.
#ifndef LSMSCOPE_ENGINE_VERSION_LEVEL_LIMITS_H_
#define LSMSCOPE_ENGINE_VERSION_LEVEL_LIMITS_H_

#include <array>
#include <cstdint>

#include "engine/version/level_files.h"
#include "lsm/options.h"

namespace lsm {

// Bytes at which a level's score is 1. Level 0 goes by its number of files: there it means nothing.
uint64_t MaxBytesForLevel(const Options& options, int level);

// Bytes at which a compaction's output is cut.
uint64_t MaxOutputFileSize(const Options& options);

// Bytes that one output may overlap two levels down: more would make its own compaction expensive.
uint64_t MaxGrandparentOverlapBytes(const Options& options);

// A compaction's inputs are not grown to this many bytes.
uint64_t ExpandedCompactionByteSizeLimit(const Options& options);

// How often a file may be sought in vain before it is worth compacting.
int AllowedSeeks(const Options& options, uint64_t file_size);

// A level's score times 1,000, rounded down: compaction is due from 1,000. Integers, so that every
// compiler and machine decides alike. The last level has none: there is nowhere to go from it.
uint64_t ScorePermille(const Options& options, const LevelFiles& files, int level);

struct LevelScores {
  std::array<uint64_t, kNumLevels> permille{};
  int best_level = 0;  // the highest score; of equal ones the uppermost level

  uint64_t best() const { return permille[static_cast<size_t>(best_level)]; }
  bool compaction_due() const { return best() >= 1000; }
};
LevelScores ComputeScores(const Options& options, const LevelFiles& files);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_LEVEL_LIMITS_H_
