// Two hundred scenarios that nobody thought of run twice each, and every word of every event is the
// same. tests/determinism.sh compares whole programs in the same way.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/run/event_hash.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/random_scenario.h"
#include "traces/format/describe.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kScenarios = 200;

std::string Describe(uint64_t position, const Event& event, const trace::TraceTables& tables) {
  return trace::EventJson(position, event, tables);
}

// The hash after each event of a run.
class Course final : public trace::EventConsumer {
 public:
  explicit Course(const trace::TraceTables* tables) : hash_(tables) {}
  void OnEvent(uint64_t position, const Event& event) override {
    hash_.OnEvent(position, event);
    values_.push_back(hash_.value());
  }
  const std::vector<uint64_t>& values() const { return values_; }

 private:
  EventHash hash_;
  std::vector<uint64_t> values_;
};

// Notes the first event after which the hash is not what it was.
class Comparison final : public trace::EventConsumer {
 public:
  Comparison(const std::vector<uint64_t>& before, const trace::TraceTables* tables)
      : before_(before), tables_(tables), hash_(tables) {}
  void OnEvent(uint64_t position, const Event& event) override {
    hash_.OnEvent(position, event);
    const size_t index = hash_.events() - 1;
    if (!difference_.empty()) return;
    if (index < before_.size() && before_[index] == hash_.value()) return;
    difference_ = "first at " + Describe(position, event, *tables_);
  }
  std::string difference() const {
    if (difference_.empty() && hash_.events() < before_.size()) {
      return "only " + std::to_string(hash_.events()) + " events of " +
             std::to_string(before_.size());
    }
    return difference_;
  }

 private:
  const std::vector<uint64_t>& before_;
  const trace::TraceTables* const tables_;
  EventHash hash_;
  std::string difference_;
};

std::vector<uint64_t> CourseOf(const Scenario& scenario) {
  trace::TraceTables tables;
  Course course(&tables);
  RunScenario(scenario, {.consumers = {&course}, .tables = &tables});
  return course.values();
}

// Empty: the same again.
std::string Compare(const std::vector<uint64_t>& before, const Scenario& scenario) {
  trace::TraceTables tables;
  Comparison comparison(before, &tables);
  RunScenario(scenario, {.consumers = {&comparison}, .tables = &tables});
  return comparison.difference();
}

TEST(DeterminismTest, RandomScenariosAreTheSameTwice) {
  uint64_t events = 0;
  for (uint64_t number = 1; number <= kScenarios; number++) {
    const Scenario scenario = RandomScenario(number);
    const std::vector<uint64_t> course = CourseOf(scenario);
    events += course.size();
    const std::string difference = Compare(course, scenario);
    EXPECT_EQ(difference, "") << scenario.name << ", seed " << scenario.seed;
  }
  EXPECT_GT(events, kScenarios * 100);  // or there was nothing to compare
}

TEST(DeterminismTest, TheComparisonNamesTheFirstDifference) {
  Scenario scenario = RandomScenario(3);
  const std::vector<uint64_t> course = CourseOf(scenario);
  scenario.seed++;
  const std::string difference = Compare(course, scenario);
  EXPECT_TRUE(
      difference.starts_with("first at {\"pos\":1,\"t\":0,\"thread\":1,\"kind\":\"RunStarted\""))
      << difference;
}

TEST(DeterminismTest, RandomScenariosAreValidAndOfManyKinds) {
  int failed = 0, flushed = 0, compacted = 0, stalled = 0, synced = 0, unmatched = 0;
  for (uint64_t number = 1; number <= kScenarios; number++) {
    const std::string name = "random-" + std::to_string(number);
    Scenario loaded;
    const Status status = LoadScenario(name, {}, &loaded);
    ASSERT_TRUE(status.ok()) << status.ToString();
    EXPECT_EQ(PrintScenario(loaded), PrintScenario(RandomScenario(number)));
    const RunResult result = RunScenario(loaded, {});
    failed += result.status.ok() ? 0 : 1;
    unmatched += result.state_matches_engine ? 0 : 1;
    flushed += result.summary.flushes > 0 ? 1 : 0;
    compacted += result.summary.compactions > 0 ? 1 : 0;
    stalled += result.summary.stalls.empty() ? 0 : 1;
    synced += result.summary.syncs > 0 ? 1 : 0;
  }
  EXPECT_EQ(unmatched, 0);
  EXPECT_LT(failed, 10);  // a schedule may starve somebody
  for (const int some : {flushed, compacted, stalled, synced}) EXPECT_GT(some, 20);
}

TEST(DeterminismTest, OtherNamesAreNoRandomScenarios) {
  for (const char* name :
       {"random-", "random-01", "random-x", "random-1x", "random--1", "andom-1"}) {
    EXPECT_FALSE(RandomScenarioNumber(name).has_value()) << name;
  }
  EXPECT_EQ(RandomScenarioNumber("random-0"), 0u);
}

}  // namespace
}  // namespace lsm::sim
