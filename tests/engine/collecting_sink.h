// A sink that keeps everything, for tests that look at events.
#ifndef LSMSCOPE_TESTS_ENGINE_COLLECTING_SINK_H_
#define LSMSCOPE_TESTS_ENGINE_COLLECTING_SINK_H_

#include <mutex>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "engine/events/events.h"

namespace lsm::test {

class CollectingSink final : public EventSink {
 public:
  EventId Append(const Event& event, EmitSite, LockTicket) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    events_.push_back(event);
    return events_.size();
  }
  Text Intern(std::string_view text) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    texts_.emplace_back(text);
    return Text{static_cast<uint32_t>(texts_.size())};
  }

  // All events of a kind, in order.
  template <class E>
  std::vector<E> Of() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<E> found;
    for (const Event& event : events_) {
      if (event.Is<E>()) found.push_back(event.As<E>());
    }
    return found;
  }
  std::vector<Event> events() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return events_;
  }
  // Names of the kinds, in order, runs of one kind once: "FileAdded VersionInstalled LevelScore".
  std::string Story() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::string story;
    uint16_t last = 0;
    for (const Event& event : events_) {
      if (event.kind == last) continue;
      last = event.kind;
      if (!story.empty()) story += ' ';
      story += FindEventInfo(event.kind)->name;
    }
    return story;
  }
  std::string TextOf(Text text) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return text.id == 0 ? "" : texts_[text.id - 1];
  }
  void Clear() {
    const std::lock_guard<std::mutex> lock(mutex_);
    events_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
  std::vector<std::string> texts_;
};

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_COLLECTING_SINK_H_
