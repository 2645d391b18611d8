// A schedule as data: where it differs from first-in-first-out, and who goes first there.
#ifndef LSMSCOPE_SIM_SCHEDULE_PLANNED_CHOICE_H_
#define LSMSCOPE_SIM_SCHEDULE_PLANNED_CHOICE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::sim {

struct PlannedChoice {
  uint64_t number = 0;  // of the choice (Question::number)
  uint32_t fiber = 0;   // who goes first
  friend bool operator==(const PlannedChoice&, const PlannedChoice&) = default;
};

// By number, each number once.
using ChoicePlan = std::vector<PlannedChoice>;

// "17:3 40:2": at choice 17 fiber 3, at choice 40 fiber 2.
std::string PrintChoices(const ChoicePlan& plan);
// Answers what is wrong with the text, and where; empty: nothing.
std::string ParseChoices(std::string_view text, ChoicePlan* plan);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_PLANNED_CHOICE_H_
