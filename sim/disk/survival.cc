#include "sim/disk/survival.h"

#include <algorithm>
#include <array>

namespace lsm::sim {

std::span<const Survival> Survivals() {
  using Names = NamesSurvive;
  using Data = DataSurvives;
  static constexpr auto kAll = std::to_array<Survival>({
      {},
      {.name = "everything", .about = "all of it", .names = Names::kAll, .data = Data::kAll},
      {.name = "names", .about = "all names, no content", .names = Names::kAll},
      {.name = "content", .about = "all content, no names", .data = Data::kAll},
      {.name = "zeros",
       .about = "all names and sizes; what was not synced is zeros",
       .names = Names::kAll,
       .data = Data::kSize},
      {.name = "prefix",
       .about = "what was done to names up to some moment; of each file a beginning",
       .names = Names::kPrefix,
       .data = Data::kPrefix},
      {.name = "subset",
       .about = "any of what was done to names; of each file any sectors, zeros between them",
       .names = Names::kAny,
       .data = Data::kAny},
      {.name = "file_sync",
       .about = "as subset, but the sync of a file brings its name",
       .names = Names::kFileSync,
       .data = Data::kAny},
      {.name = "garbage",
       .about = "as subset, with garbage between the sectors",
       .names = Names::kAny,
       .data = Data::kAny,
       .unwritten = Unwritten::kGarbage},
      {.name = "left_over",
       .about = "as subset, with what a removed file held between the sectors",
       .names = Names::kAny,
       .data = Data::kAny,
       .unwritten = Unwritten::kLeftOver},
      {.name = "torn_rename",
       .about = "as subset, and a rename is two steps",
       .names = Names::kAny,
       .data = Data::kAny,
       .atomic_rename = false},
  });
  return kAll;
}

const Survival* FindSurvival(std::string_view name) {
  const std::span<const Survival> all = Survivals();
  const auto found = std::ranges::find(all, name, &Survival::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace lsm::sim
