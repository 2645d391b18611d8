// The recorded samples open, keep the protocol, and fold to the accounts that they hold.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "traces/load.h"
#include "traces/metrics/invariants.h"
#include "traces/metrics/summary.h"
#include "traces/state/state_checker.h"

namespace lsm::trace {
namespace {

TEST(Samples, TheWriteStallShowsAllThreeStallsAndMatchesItsAccounts) {
  std::shared_ptr<Trace> trace;
  const Status status =
      LoadTrace(std::string(LSMSCOPE_SOURCE_DIR) + "/traces/samples/write_stall.jsonl", &trace);
  ASSERT_TRUE(status.ok()) << status.ToString();
  StateChecker state;
  ProtocolChecker protocol;
  uint64_t stalls[3] = {};
  for (uint64_t position = 1; position <= trace->events.size(); position++) {
    const Event& event = trace->events.At(position);
    state.OnEvent(position, event);
    protocol.OnEvent(position, event);
    if (event.Is<StallBegin>()) stalls[static_cast<size_t>(event.As<StallBegin>().cause)]++;
  }
  protocol.OnEnd();
  EXPECT_TRUE(state.state_matches_engine()) << state.reason();
  EXPECT_TRUE(protocol.ok());
  EXPECT_GT(protocol.groups_checked(), 50u);
  for (const uint64_t count : stalls) EXPECT_GT(count, 0u);
}

}  // namespace
}  // namespace lsm::trace
