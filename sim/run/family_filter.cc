#include "sim/run/family_filter.h"

#include <array>

#include "engine/events/all.h"

namespace lsm::sim {
namespace {

// By event code; a kind that nobody knows counts as kRun, so that it is never lost.
constexpr auto kFamilyOfKind = [] {
  std::array<Family, kMaxEventCode + 1> families{};
  AllEvents::ForEachKind([&]<class E>() { families[E::kInfo.code] = E::kInfo.family; });
  return families;
}();

}  // namespace

void FamilyFilter::OnEvent(uint64_t position, const Event& event) {
  if ((families_ & Bit(kFamilyOfKind[event.kind])) != 0) target_->OnEvent(position, event);
}

}  // namespace lsm::sim
