// Survival: what of the things that were not synced is found after a power cut. Data, so that a
// cut can be made again. See FAULT_MODEL.md.
#ifndef LSMSCOPE_SIM_DISK_SURVIVAL_H_
#define LSMSCOPE_SIM_DISK_SURVIVAL_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace lsm::sim {

// Of what was done to names (files created, renamed, removed) since their directory was synced.
enum class NamesSurvive : uint8_t {
  kNone,
  kAll,
  // What was done before some moment, all over the disk; a sync of a directory is no later than
  // that moment. (A file system with a journal.)
  kPrefix,
  // Any of it, but a name that was given to a file before that file was synced is there.
  kFileSync,
  kAny,  // strict POSIX: any of it
};

// Of what was written to a file since it was synced, file by file.
enum class DataSurvives : uint8_t {
  kNone,
  kAll,
  kPrefix,  // whole sectors from the beginning; the file ends behind them
  kAny,     // any sectors; the file ends behind any of them
  kSize,    // none, but the file is as long as it was
};

// What stands in a sector that was not written and lies within the file.
enum class Unwritten : uint8_t {
  kZeros,
  kGarbage,
  kLeftOver,  // what a file that was removed had there
};

// Where there is something to choose, `seed` decides: the same seed, the same choice.
struct Survival {
  std::string_view name = "nothing";
  std::string_view about = "nothing that was not synced";
  NamesSurvive names = NamesSurvive::kNone;
  DataSurvives data = DataSurvives::kNone;
  Unwritten unwritten = Unwritten::kZeros;
  // Off: the new name and the end of the old one survive apart from each other.
  bool atomic_rename = true;
  uint32_t sector_bytes = 512;  // from 1
  uint64_t seed = 0;

  // Whether different seeds can give different disks.
  bool has_choice() const {
    return names >= NamesSurvive::kPrefix || data == DataSurvives::kPrefix ||
           data == DataSurvives::kAny || unwritten != Unwritten::kZeros;
  }
};

// Those that have a name, the ones without a choice first.
std::span<const Survival> Survivals();
// Null if there is none of that name.
const Survival* FindSurvival(std::string_view name);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_SURVIVAL_H_
