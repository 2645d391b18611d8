#include "sim/run/event_hash.h"

#include <concepts>
#include <type_traits>

#include "engine/events/all.h"
#include "traces/format/field_types.h"

namespace lsm::sim {

// Mixes one value after the other, whatever its type.
class EventHash::Fields {
 public:
  explicit Fields(EventHash* hash) : hash_(hash) {}

  void operator()(bool value) { hash_->Mix(value ? 1 : 0); }
  void operator()(std::integral auto value) { hash_->Mix(static_cast<uint64_t>(value)); }
  void operator()(Text value) { hash_->MixText(hash_->tables_->texts.Get(value)); }
  void operator()(const KeyRef& key) {
    hash_->Mix(uint64_t{key.length} << 32 | key.hash);
    hash_->MixText(key.Prefix());
  }
  void operator()(const ThreadSet& threads) {
    for (const uint64_t word : threads.words) hash_->Mix(word);
  }
  template <class T>
  requires std::is_enum_v<T>
  void operator()(T value) { hash_->Mix(static_cast<uint64_t>(value)); }

 private:
  EventHash* const hash_;
};

void EventHash::OnEvent(uint64_t position, const Event& event) {
  events_++;
  Mix(position);
  Mix(uint64_t{event.column_family} << 32 | uint64_t{event.kind} << 16 | event.thread);
  Mix(event.time_ns);
  Mix(event.cause);
  const trace::Site& site = tables_->sites.Get(event.site);
  MixText(site.file);
  Mix(static_cast<uint64_t>(site.line));
  Fields mix(this);
  VisitEvent(event, [&mix](const auto& fields) {
    fields.ForEachField([&](const auto& field) { trace::VisitField(fields, field, mix); });
  });
}

void EventHash::MixText(std::string_view text) {
  Mix(text.size());
  for (const char c : text) Mix(static_cast<unsigned char>(c));
}

}  // namespace lsm::sim
