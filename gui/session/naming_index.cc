#include "gui/session/naming_index.h"

#include <algorithm>
#include <iterator>
#include <type_traits>

namespace lsm::gui {
namespace {

bool IsOfThings(Unit unit) {
  switch (unit) {
    case Unit::kWriter:
    case Unit::kGroup:
    case Unit::kMemTable:
    case Unit::kFile:
    case Unit::kLog:
    case Unit::kJob:
    case Unit::kRead:
    case Unit::kStall:
      return true;
    default:
      return false;
  }
}

// Calls visit(unit, number) for each field that is a whole number.
template <class Visit>
void VisitNumbers(const Event& event, const Visit& visit) {
  VisitEvent(event, [&]<class E>(const E& fields) {
    E::ForEachField([&](const auto& field) {
      using T = std::remove_cvref_t<decltype(fields.*field.member)>;
      if constexpr (std::is_integral_v<T>) {
        visit(field.unit, static_cast<uint64_t>(fields.*field.member));
      }
    });
  });
}

}  // namespace

bool NamesThing(const Event& event, Unit unit, uint64_t number) {
  if (!IsOfThings(unit)) return false;
  bool found = false;
  VisitNumbers(event, [&](Unit of, uint64_t n) { found = found || (of == unit && n == number); });
  return found;
}

size_t NamingIndex::HashOfName::operator()(const Name& name) const {
  // Numbers are dense; the multiplication spreads them.
  return (name.number * 32 + static_cast<size_t>(name.unit)) * 0x9E3779B97F4A7C15u;
}

NamingIndex::Answers* NamingIndex::Find(uint64_t position) {
  const bool there = position >= first_ && position - first_ < answers_.size();
  return there ? &answers_[position - first_] : nullptr;
}

void NamingIndex::Add(uint64_t position, const Event& event) {
  VisitNumbers(event, [&](Unit unit, uint64_t number) {
    if (number == 0 || !IsOfThings(unit)) return;
    std::vector<uint64_t>& positions = names_[{unit, number}];
    if (!positions.empty() && positions.back() == position) return;  // names it twice
    positions.push_back(position);
    named_++;
  });
  if (event.Is<PowerCut>()) cuts_.push_back(position);
  if (answers_.empty()) first_ = position;
  answers_.resize(position - first_ + 1);
  if (event.cause >= position) return;  // in a damaged trace
  Answers* cause = Find(event.cause);
  if (cause == nullptr) return;
  if (cause->first == 0) {
    cause->first = position;
  } else {
    Find(cause->last)->next = position;
  }
  cause->last = position;
}

void NamingIndex::ForgetBefore(uint64_t first) {
  while (!answers_.empty() && first_ < first) {
    answers_.pop_front();
    first_++;
  }
  // All names are looked through, so that it must be worth it.
  constexpr size_t kFew = 1024;
  if (named_ > 2 * swept_named_ + kFew) Sweep();
}

void NamingIndex::Sweep() {
  named_ = 0;
  for (auto it = names_.begin(); it != names_.end();) {
    std::vector<uint64_t>& positions = it->second;
    positions.erase(positions.begin(), std::ranges::lower_bound(positions, first_));
    named_ += positions.size();
    it = positions.empty() ? names_.erase(it) : std::next(it);
  }
  swept_named_ = named_;
}

std::span<const uint64_t> NamingIndex::Naming(Unit unit, uint64_t number, uint64_t near) const {
  const auto found = names_.find({unit, number});
  if (found == names_.end()) return {};
  // Those that are gone may not have been swept yet.
  uint64_t begin = first_;
  uint64_t end = UINT64_MAX;
  const bool outlives_power = unit == Unit::kFile || unit == Unit::kLog;
  if (!outlives_power) {
    const auto next = std::ranges::upper_bound(cuts_, near);
    if (next != cuts_.begin()) begin = std::max(begin, *(next - 1));
    if (next != cuts_.end()) end = *next;
  }
  const std::vector<uint64_t>& positions = found->second;
  const auto from = std::ranges::lower_bound(positions, begin);
  const auto to = std::lower_bound(from, positions.end(), end);
  return {from, to};
}

uint64_t NamingIndex::FirstAnswer(uint64_t position) const {
  const Answers* answers = const_cast<NamingIndex*>(this)->Find(position);
  return answers == nullptr ? 0 : answers->first;
}

uint64_t NamingIndex::NextAnswer(uint64_t answer) const {
  const Answers* answers = const_cast<NamingIndex*>(this)->Find(answer);
  return answers == nullptr ? 0 : answers->next;
}

}  // namespace lsm::gui
