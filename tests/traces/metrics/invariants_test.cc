#include "traces/metrics/invariants.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/traces/trace_script.h"

namespace lsm::trace {
namespace {

ProtocolChecker Check(const Trace& trace, const std::function<bool(Event&)>& change = nullptr) {
  ProtocolChecker checker;
  uint64_t changed = 0;
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    Event event = trace.events.At(position);
    if (change != nullptr && changed == 0 && change(event)) changed++;
    checker.OnEvent(position, event);
  }
  checker.OnEnd();
  EXPECT_TRUE(change == nullptr || changed == 1) << "nothing was changed";
  return checker;
}

template <class E>
std::function<bool(Event&)> Change(std::function<bool(E&)> change) {
  return [change](Event& event) {
    if (!event.Is<E>()) return false;
    E fields = event.As<E>();
    if (!change(fields)) return false;
    std::memcpy(event.payload, &fields, sizeof(fields));
    return true;
  };
}

std::string FirstOf(const ProtocolChecker& checker) {
  return checker.violations().empty() ? "none" : checker.violations().front().what;
}

TEST(ProtocolChecker, ATrueRunHasNoViolations) {
  for (uint64_t seed = 1; seed <= 10; seed++) {
    const ProtocolChecker checker = Check(*MakeRun({.seed = seed, .rounds = 200}));
    EXPECT_TRUE(checker.ok()) << "seed " << seed << ": " << FirstOf(checker);
    EXPECT_GT(checker.writers_completed(), 100u);
    EXPECT_GT(checker.groups_checked(), 50u);
  }
}

TEST(ProtocolChecker, FindsASyncWriterInANonSyncGroup) {
  TraceScript script;
  script.Add(WriterEnqueued{.writer = 1, .puts = 1, .queue_length = 1, .has_batch = 1});
  script.Add(WriterEnqueued{.writer = 2, .puts = 1, .queue_length = 2, .sync = 1, .has_batch = 1});
  script.Add(GroupOpened{.group = 1, .leader = 1, .max_bytes = 100});
  script.Add(WriterJoined{.group = 1, .writer = 1});
  script.Add(WriterJoined{.group = 1, .writer = 2});
  const ProtocolChecker checker = Check(*script.trace());
  EXPECT_EQ(FirstOf(checker), "sync writer 2 is in the group of writer 1, which does not sync");
  EXPECT_EQ(checker.violations().front().position, 5u);
}

TEST(ProtocolChecker, FindsEverySortOfBrokenRun) {
  const auto run = MakeRun({.seed = 4, .rounds = 200});
  const auto broken = [&](const std::function<bool(Event&)>& change) {
    return FirstOf(Check(*run, change));
  };
  EXPECT_EQ(broken(Change<SequencesAssigned>([](SequencesAssigned& e) {
              if (e.first < 20) return false;
              e.first++, e.last++;
              return true;
            })).find("the group's first sequence number is"),
            0u);
  EXPECT_EQ(broken(Change<SequencesAssigned>([](SequencesAssigned& e) {
              e.last++;
              return true;
            })).find("the group's number of sequence numbers is"),
            0u);
  EXPECT_EQ(broken(Change<SequencePublished>([](SequencePublished& e) {
              e.last_sequence++;
              return true;
            })).find("the published sequence number is"),
            0u);
  EXPECT_NE(broken(Change<WriterJoined>([](WriterJoined& e) {
              if (e.members < 2) return false;
              e.group_bytes = 1000;
              return true;
            })).find("1,000 bytes; its limit is 400"),
            std::string::npos);
  EXPECT_EQ(broken(Change<GroupClosed>([](GroupClosed& e) {
              e.members++;
              return true;
            })).find("the group's number of members is"),
            0u);
  EXPECT_NE(broken(Change<WalSyncEnd>([](WalSyncEnd& e) {
              e.outcome = Outcome::kIoError;
              return true;
            })).find("was told ok without a sync"),
            std::string::npos);
  EXPECT_NE(broken(Change<WriterCompleted>([](WriterCompleted& e) {
              if (e.writer == e.by) return false;
              e.writer++;
              return true;
            })),
            "none");
}

TEST(ProtocolChecker, FindsAWriterThatOvertakes) {
  TraceScript script;
  script.Add(WriterEnqueued{.writer = 1, .queue_length = 1});
  script.Add(WriterEnqueued{.writer = 2, .queue_length = 2});
  script.Add(WriterCompleted{.writer = 2, .by = 2});
  EXPECT_EQ(FirstOf(Check(*script.trace())),
            "writer 2 completed before writer 1, which was enqueued earlier");
}

TEST(ProtocolChecker, FindsAWriterThatNeverCompletes) {
  TraceScript script;
  script.Add(WriterEnqueued{.writer = 1, .queue_length = 1});
  EXPECT_TRUE(Check(*script.trace()).ok());  // the run is not over
  script.Add(RunEnded{});
  EXPECT_EQ(FirstOf(Check(*script.trace())), "1 writers were enqueued and never completed");
}

}  // namespace
}  // namespace lsm::trace
