#include "gui/session/naming_index.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

std::vector<uint64_t> AnswersOf(const NamingIndex& index, uint64_t position) {
  std::vector<uint64_t> answers;
  for (uint64_t at = index.FirstAnswer(position); at != 0; at = index.NextAnswer(at)) {
    answers.push_back(at);
  }
  return answers;
}

TEST(NamingIndexTest, AgreesWithLookingAtEveryEvent) {
  const auto session = SampleSession();
  NamingIndex index;
  for (uint64_t at = 1; at <= session->size(); at++) index.Add(at, session->EventAt(at));
  size_t named = 0;
  for (const Unit unit : {Unit::kWriter, Unit::kGroup, Unit::kMemTable, Unit::kFile, Unit::kLog,
                          Unit::kJob, Unit::kRead, Unit::kStall}) {
    for (uint64_t number = 1; number <= 40; number++) {
      std::vector<uint64_t> expected;
      for (uint64_t at = 1; at <= session->size(); at++) {
        if (NamesThing(session->EventAt(at), unit, number)) expected.push_back(at);
      }
      const auto naming = index.Naming(unit, number, 1);
      EXPECT_EQ(expected, std::vector<uint64_t>(naming.begin(), naming.end()));
      named += expected.size();
    }
  }
  EXPECT_GT(named, 100u);
  size_t answered = 0;
  for (uint64_t cause = 1; cause <= session->size(); cause++) {
    std::vector<uint64_t> expected;
    for (uint64_t at = 1; at <= session->size(); at++) {
      if (session->EventAt(at).cause == cause) expected.push_back(at);
    }
    EXPECT_EQ(expected, AnswersOf(index, cause));
    answered += expected.size();
  }
  EXPECT_GT(answered, 50u);
}

TEST(NamingIndexTest, ForgetsAndLeavesGaps) {
  NamingIndex index;
  const auto add = [&](uint64_t position, uint64_t log, uint64_t cause) {
    Event event = Event::Of(WalCreated{.log = log});
    event.cause = cause;
    index.Add(position, event);
  };
  // Enough to make it sweep several times.
  for (uint64_t position = 1; position <= 10'000; position++) {
    add(position, position % 100 == 0 ? 7 : position + 100, position > 5 ? position - 5 : 0);
    index.ForgetBefore(position > 500 ? position - 500 : 1);
  }
  add(10'020, 7, 9'990);
  add(10'021, 7, 10'500);  // of an event to come: damaged
  const auto naming = index.Naming(Unit::kLog, 7, 10'000);
  EXPECT_EQ((std::vector<uint64_t>{9'500, 9'600, 9'700, 9'800, 9'900, 10'000, 10'020, 10'021}),
            std::vector<uint64_t>(naming.begin(), naming.end()));
  EXPECT_TRUE(index.Naming(Unit::kLog, 8'001 + 100, 10'000).empty());  // gone
  EXPECT_TRUE(index.Naming(Unit::kBytes, 7, 10'000).empty());
  EXPECT_EQ((std::vector<uint64_t>{9'995, 10'020}), AnswersOf(index, 9'990));
  EXPECT_TRUE(AnswersOf(index, 3).empty());
  EXPECT_TRUE(AnswersOf(index, 10'010).empty());
  EXPECT_TRUE(AnswersOf(index, 99'999).empty());
}

TEST(NamingIndexTest, AfterAPowerCutWritersAreOtherOnesAndFilesTheSame) {
  NamingIndex index;
  index.Add(1, Event::Of(WriterEnqueued{.writer = 1}));
  index.Add(2, Event::Of(WalCreated{.log = 4}));
  index.Add(3, Event::Of(PowerCut{}));
  index.Add(4, Event::Of(WriterEnqueued{.writer = 1}));
  index.Add(5, Event::Of(LogReplayBegin{.log = 4}));
  const auto positions = [&](Unit unit, uint64_t number, uint64_t near) {
    const auto naming = index.Naming(unit, number, near);
    return std::vector<uint64_t>(naming.begin(), naming.end());
  };
  EXPECT_EQ(positions(Unit::kWriter, 1, 2), std::vector<uint64_t>{1});
  EXPECT_EQ(positions(Unit::kWriter, 1, 5), std::vector<uint64_t>{4});
  EXPECT_EQ(positions(Unit::kLog, 4, 2), (std::vector<uint64_t>{2, 5}));
}

}  // namespace
}  // namespace lsm::gui
