#include "traces/timeline/bounded_recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

#include "tests/traces/trace_script.h"
#include "traces/state/state_json.h"

namespace lsm::trace {
namespace {

std::shared_ptr<Trace> LongRun() { return MakeRun({.seed = 3, .rounds = 4000}); }

TEST(BoundedRecording, KeepsTheEndWithinItsBytesAndSaysHowManyItForgot) {
  const auto run = LongRun();
  constexpr uint64_t kBytes = 3 * EventStore::kChunkBytes;
  ASSERT_GT(run->events.size(), 8 * EventStore::kChunkEvents);
  auto kept = std::make_shared<Trace>();
  BoundedRecording recording(kept, kBytes);
  for (uint64_t at = 1; at <= run->events.size(); at++) {
    recording.Append(at, run->events.At(at));
    ASSERT_LE(kept->events.bytes(), kBytes);
    ASSERT_GE(recording.size() - recording.forgotten(), std::min(at, 2 * EventStore::kChunkEvents));
  }
  EXPECT_EQ(recording.size(), run->events.size());
  EXPECT_GE(recording.forgotten(), run->events.size() - 3 * EventStore::kChunkEvents);
  for (uint64_t at = recording.first(); at <= recording.size(); at++) {
    ASSERT_EQ(kept->events.At(at).kind, run->events.At(at).kind) << at;
  }
}

TEST(BoundedRecording, EveryStateThatIsKeptEqualsTheFoldFromTheStart) {
  const auto run = LongRun();
  // The same tables, so that texts have the same numbers.
  auto kept = std::make_shared<Trace>();
  for (uint32_t text = 1; text < run->tables.texts.size(); text++) {
    kept->tables.texts.Add(run->tables.texts.Get({text}));
  }
  BoundedRecording recording(kept, 2 * EventStore::kChunkBytes);
  constexpr uint64_t kEvery = 61;
  std::map<uint64_t, std::string> recent;  // every so many events
  State state;
  state.tables = &kept->tables;
  for (uint64_t at = 1; at <= run->events.size(); at++) {
    recording.Append(at, run->events.At(at));
    Fold(state, at, run->events.At(at));
    if (at % kEvery != 0) continue;
    recent[at] = StateJson(state, kept->tables);
    // As an app does: it follows the head, and looks back now and then.
    ASSERT_EQ(StateJson(recording.timeline().StateAt(at), kept->tables), recent[at]);
    const uint64_t begin = recording.timeline().begin();
    ASSERT_EQ(begin, recording.forgotten());
    recent.erase(recent.begin(), recent.lower_bound(begin));
    const auto back = recent.lower_bound(begin + at * 7919 % (at - begin));
    ASSERT_EQ(StateJson(recording.timeline().StateAt(back->first), kept->tables), back->second);
    // Before the beginning is the beginning.
    ASSERT_EQ(recording.timeline().StateAt(0).position, begin);
  }
  EXPECT_GT(recording.forgotten(), 0u);
}

}  // namespace
}  // namespace lsm::trace
