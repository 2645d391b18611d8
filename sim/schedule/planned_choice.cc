#include "sim/schedule/planned_choice.h"

#include <algorithm>
#include <charconv>

namespace lsm::sim {
namespace {

template <class T>
bool ParseWhole(std::string_view text, T* number) {
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, *number);
  return error == std::errc() && stopped == end && *number > 0;
}

bool ParseOne(std::string_view word, PlannedChoice* choice) {
  const size_t colon = word.find(':');
  return colon != std::string_view::npos && ParseWhole(word.substr(0, colon), &choice->number) &&
         ParseWhole(word.substr(colon + 1), &choice->fiber);
}

}  // namespace

std::string PrintChoices(const ChoicePlan& plan) {
  std::string text;
  for (const PlannedChoice& choice : plan) {
    if (!text.empty()) text += ' ';
    text += std::to_string(choice.number) + ":" + std::to_string(choice.fiber);
  }
  return text;
}

std::string ParseChoices(std::string_view text, ChoicePlan* plan) {
  plan->clear();
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      at++;
      continue;
    }
    const size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::string where =
        "character " + std::to_string(at + 1) + ": " + std::string(word.substr(0, 40));
    PlannedChoice choice;
    if (!ParseOne(word, &choice)) {
      return where + " is no choice, expected CHOICE:FIBER as in 17:3";
    }
    if (!plan->empty() && plan->back().number >= choice.number) {
      return where + " follows choice " + std::to_string(plan->back().number) +
             ", expected ascending numbers";
    }
    plan->push_back(choice);
    at = end;
  }
  return "";
}

}  // namespace lsm::sim
