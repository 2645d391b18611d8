// What a lesson points at, by name: `leader`, `l0`, `condition.l0_stop`. A name means a thing of
// the State at the moment it is asked for, so that it stays right with every seed.
#ifndef LSMSCOPE_SIM_LESSON_SPOTLIGHT_H_
#define LSMSCOPE_SIM_LESSON_SPOTLIGHT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "traces/state/state.h"

namespace lsm::sim {

struct SpotlightTarget {
  enum class Thing : uint8_t {
    kQueue,
    kWriter,     // number: id of the Write call
    kGroup,      // id
    kLog,        // file number
    kMemTable,   // id
    kLevel,      // level
    kFile,       // file number
    kJob,        // id
    kRead,       // id
    kStall,      // id
    kCondition,  // StallConditionKind
    kConditions,
  };
  Thing thing = Thing::kQueue;
  uint64_t number = 0;

  friend bool operator==(const SpotlightTarget&, const SpotlightTarget&) = default;
};

struct Spotlight {
  std::string name;
  std::string_view doc;
  // Nothing if the State has no such thing.
  std::optional<SpotlightTarget> (*find)(const trace::State& state, int argument) = nullptr;
  int argument = 0;
};

// All of them. A new one is a line in spotlight.cc (and where the app finds it on the stage, if its
// Thing is new).
std::span<const Spotlight> Spotlights();

// Null if there is none of that name.
const Spotlight* FindSpotlight(std::string_view name);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_SPOTLIGHT_H_
