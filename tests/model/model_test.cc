// The database and an ordered map give the same answers, whatever is done and however it is
// configured. model_check.cc does the same for as long as one wants.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/model/draw_case.h"
#include "tests/model/shrink_case.h"

namespace lsm::model {
namespace {

bool Long() { return std::getenv("LSMSCOPE_LONG_TESTS") != nullptr; }

#ifdef LSMSCOPE_SANITIZED
constexpr uint64_t kShare = 8;  // sanitizers make them so many times as slow
#else
constexpr uint64_t kShare = 1;
#endif

void ExpectAgreement(uint64_t first_seed, uint64_t cases, Site site, std::optional<int> clients) {
  if (Long()) cases *= 10;
  uint64_t reads = 0;
  uint64_t deep = 0;
  for (uint64_t seed = first_seed; seed < first_seed + std::max<uint64_t>(cases / kShare, 3);
       seed++) {
    const Case what = DrawCase({.seed = seed, .operations = 600, .site = site, .clients = clients});
    const Outcome outcome = Play(what);
    ASSERT_EQ(outcome.wrong, "") << "seed " << seed << ", options " << what.options.ToText()
                                 << "\n(model_check --seed " << seed
                                 << " --operations 600 shrinks a case)";
    reads += outcome.reads;
    deep += outcome.files[2] + outcome.files[3];
  }
  EXPECT_GT(reads, 1000u);
  EXPECT_GT(deep, 0u) << "no database had three levels: the test says little";
}

TEST(ModelCheck, InWorldsOneClientAlwaysGetsWhatAMapGives) {
  ExpectAgreement(1, 80, Site::kWorld, 1);
}

TEST(ModelCheck, InWorldsEveryOneOfSeveralClientsGetsWhatItsMapGives) {
  ExpectAgreement(10001, 30, Site::kWorld, 4);
}

TEST(ModelCheck, ForRealOneClientAlwaysGetsWhatAMapGives) {
  ExpectAgreement(20001, 40, Site::kReal, 1);
}

TEST(ModelCheck, ForRealEveryOneOfSeveralThreadsGetsWhatItsMapGives) {
  ExpectAgreement(30001, 30, Site::kReal, 5);
}

TEST(ModelCheck, InMemoryOneClientAndSeveralGetWhatAMapGives) {
  ExpectAgreement(40001, 20, Site::kMemory, 1);
  ExpectAgreement(50001, 10, Site::kMemory, 4);
}

// Nothing is damaged; the descriptor and the names of files are all that a repair makes anew.
TEST(ModelCheck, ARepairLosesNothingWithTheDescriptorOrWithout) {
  uint64_t repairs = 0;
  uint64_t lost = 0;
  for (uint64_t seed = 60001; seed <= 60001 + 24 / kShare; seed++) {
    Case what = DrawCase({.seed = seed, .operations = 400, .site = Site::kWorld, .clients = 1});
    for (size_t at = 50; at < what.operations.size(); at += 100) {
      what.operations[at] = {.what = Do::kRepair, .lost = (seed + at / 100) % 2 == 0};
      repairs++;
      lost += what.operations[at].lost ? 1 : 0;
    }
    const Outcome outcome = Play(what);
    ASSERT_EQ(outcome.wrong, "") << "seed " << seed << ", options " << what.options.ToText();
    EXPECT_GE(outcome.reopened, 4u);
  }
  EXPECT_GT(lost, 0u);
  EXPECT_GT(repairs, lost);
}

TEST(ModelCheck, TheSameCaseInAWorldGivesTheSameAnswers) {
  const Case what = DrawCase({.seed = 5, .operations = 500, .site = Site::kWorld, .clients = 3});
  const Outcome first = Play(what);
  const Outcome second = Play(what);
  EXPECT_EQ(first.wrong, "");
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_EQ(first.files, second.files);
}

TEST(ModelCase, AsTextIsTheSameCaseAgain) {
  for (uint64_t seed = 1; seed <= 50; seed++) {
    const Case what = DrawCase({.seed = seed, .operations = 200});
    const std::string text = what.ToText();
    Case again;
    std::string error;
    ASSERT_TRUE(Case::FromText(text, &again, &error)) << error;
    EXPECT_EQ(again.ToText(), text);
  }
  Case none;
  std::string error;
  EXPECT_FALSE(Case::FromText("case 1 world 1\noptions order=0\n0 put key 1:1\n", &none, &error));
  EXPECT_EQ(error, "line 3: no operation: 0 put key 1:1");
}

TEST(ModelCase, IsShrunkToTheOperationsThatMatter) {
  // Stands for a database that fails when it is flushed behind a deletion.
  const auto fails = [](const Case& candidate) {
    bool deleted = false;
    for (const Operation& operation : candidate.operations) {
      for (const Change& change : operation.changes) deleted |= !change.value.has_value();
      if (deleted && operation.what == Do::kFlush) return true;
    }
    return false;
  };
  Case what;
  for (uint64_t seed = 1; !fails(what); seed++) {
    what = DrawCase({.seed = seed, .operations = 300, .site = Site::kWorld, .clients = 2});
  }
  const Case small = Shrink(what, fails, 5000);
  ASSERT_EQ(small.operations.size(), 2u) << small.ToText();
  EXPECT_EQ(small.operations[0].changes.size(), 1u);
  EXPECT_EQ(small.operations[1].what, Do::kFlush);
  EXPECT_EQ(small.clients, 1);
}

// What is done is drawn once; the options must not be seen in any answer.
TEST(OptionSets, TwentyFiveOfThemGiveTheSameAnswersToEveryReadAndScan) {
  const std::vector<OptionSet> sets = NamedOptionSets();
  ASSERT_EQ(sets.size(), 25u);
  const size_t operations = Long() ? 10000 : 5000 / kShare;
  for (uint64_t seed = 42; seed <= (Long() ? 47u : 42u); seed++) {
    std::optional<Outcome> first;
    for (const OptionSet& set : sets) {
      const Case what = DrawCase({.seed = seed,
                                  .operations = operations,
                                  .site = Site::kWorld,
                                  .clients = 1,
                                  .options = set});
      const Outcome outcome = Play(what);
      ASSERT_EQ(outcome.wrong, "") << set.name << ", seed " << seed;
      if (!first.has_value()) first = outcome;
      EXPECT_GT(outcome.reads, operations / 2);
      EXPECT_EQ(outcome.reads, first->reads) << set.name;
      EXPECT_EQ(outcome.digest, first->digest) << set.name << ", seed " << seed;
    }
  }
}

}  // namespace
}  // namespace lsm::model
