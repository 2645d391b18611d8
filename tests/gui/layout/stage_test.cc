#include "gui/layout/stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "tests/gui/sample_states.h"
#include "tests/gui/scene_checks.h"

namespace lsm::gui {
namespace {

struct Setting {
  Rect rect;
  float scale;
};

// The stage's place in windows of 1280x720, 1600x900 and 1920x1080, and a small one.
const Setting kSettings[] = {
    {{0, 44, 1000, 520}, 1}, {{280, 44, 940, 620}, 1}, {{336, 53, 1128, 744}, 1.2f},
    {{0, 44, 640, 480}, 1},  {{280, 44, 620, 520}, 1},  // 1280x720 with both columns
};

// Calls check(scene, name, scale) for every sample, size and language.
void ForEachScene(const std::function<void(const Scene&, float)>& check) {
  const FixedMetrics metrics;
  for (const Sample& sample : AllSamples()) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      const Strings strings(language);
      for (const Setting& setting : kSettings) {
        SCOPED_TRACE(sample.name + ", " + std::string(LanguageCode(language)) + ", width " +
                     std::to_string(setting.rect.w));
        const StageInput input{.rect = setting.rect, .scale = setting.scale, .strings = strings};
        check(LayoutStage(sample.state, *sample.tables, input, metrics), setting.scale);
      }
    }
  }
}

TEST(LayoutStage, KeysAreUnique) {
  ForEachScene([](const Scene& scene, float) { EXPECT_EQ(DoubledKeys(scene), ""); });
}

TEST(LayoutStage, EverythingLiesWithinTheStage) {
  ForEachScene([](const Scene& scene, float) { EXPECT_EQ(ItemsOutOfBounds(scene), ""); });
}

TEST(LayoutStage, NoTwoTokensOverlap) {
  ForEachScene([](const Scene& scene, float) { EXPECT_EQ(OverlappingTokens(scene), ""); });
}

TEST(LayoutStage, TextsFitOrAreShortenedAndKeptWhole) {
  const FixedMetrics metrics;
  ForEachScene(
      [&](const Scene& scene, float) { EXPECT_EQ(TextsThatDoNotFit(scene, metrics), ""); });
}

TEST(LayoutStage, TextsDoNotRunIntoEachOther) {
  const FixedMetrics metrics;
  ForEachScene([&](const Scene& scene, float) { EXPECT_EQ(CollidingTexts(scene, metrics), ""); });
}

TEST(LayoutStage, EveryWordComesFromTheStringTable) {
  ForEachScene([](const Scene& scene, float) { EXPECT_EQ(UntranslatedTexts(scene), ""); });
}

TEST(LayoutStage, EveryTextContrastsWithWhatIsBeneathIt) {
  ForEachScene([](const Scene& scene, float) { EXPECT_EQ(FaintTexts(scene), ""); });
}

TEST(LayoutStage, NothingIsWrittenSmallerThanElevenPixelsAtScaleOne) {
  ForEachScene([](const Scene& scene, float scale) {
    for (const Item& item : scene.items) {
      if (item.shape != Shape::kText) continue;
      EXPECT_GE(item.text_px, 11 * scale) << Show(item);
    }
  });
}

TEST(LayoutStage, AllWritersAreSeenOrCounted) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  for (const Sample& sample : AllSamples()) {
    const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    size_t seen = 0;
    for (const Item& item : scene.items) {
      if (item.key.thing == Thing::kWriter && item.key.part == 0) seen++;
    }
    if (const Item* folded = Find(scene, {Thing::kFolded, 1, 0})) {
      seen += std::stoul(folded->text.substr(1));
    }
    EXPECT_EQ(seen, sample.state.queue.size()) << sample.name;
  }
}

// How many files a token stands for: one, or as many as its hover text says ("7 files on ...").
uint64_t FilesOf(const Item& item) {
  return item.full_text.find(" files ") == std::string::npos ? 1 : std::stoull(item.full_text);
}

TEST(LayoutStage, EveryFileHasItsTokenOrSharesOneThatSaysSo) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = Crowd();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  uint64_t drawn = 0;
  uint64_t files = 0;
  for (const Item& item : scene.items) {
    if (item.key.thing != Thing::kFile || item.key.part != 0) continue;
    drawn++;
    files += FilesOf(item);
  }
  EXPECT_EQ(files, 30u + 200u + 1800u);
  EXPECT_LT(drawn, 30u + 200u + 940u / 3);  // no narrower than three pixels
}

// The story of a stop, as a newcomer must be able to read it.
TEST(LayoutStage, AStopShowsLeaderWaitersFilesAndThreshold) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  const auto shows = [&](std::string_view part) {
    return std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
      return item.text.find(part) != std::string::npos ||
             item.full_text.find(part) != std::string::npos;
    });
  };
  EXPECT_TRUE(shows("L0 has 12 files, stops at 12"));
  EXPECT_TRUE(shows("stop 12"));
  EXPECT_TRUE(shows("held 6.2 ms"));
  EXPECT_TRUE(shows("842 acknowledged writes"));
  EXPECT_TRUE(shows("8 in the queue"));
  EXPECT_FALSE(shows("group 77"));  // there is no group while the leader makes room
  const auto crowns = std::count_if(scene.items.begin(), scene.items.end(),
                                    [](const Item& i) { return i.shape == Shape::kCrown; });
  EXPECT_EQ(crowns, 1);
  const auto hatched_files = std::count_if(
      scene.items.begin(), scene.items.end(),
      [](const Item& i) { return i.key.thing == Thing::kFile && i.hatch != Role::kNone; });
  EXPECT_EQ(hatched_files, 5 + 9);
}

TEST(LayoutStage, NewestFileOfL0LiesOnTop) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  for (uint64_t number = 48; number <= 58; number++) {
    const Item* newer = Find(scene, {Thing::kFile, 0, number});
    const Item* older = Find(scene, {Thing::kFile, 0, number - 1});
    ASSERT_TRUE(newer != nullptr && older != nullptr);
    EXPECT_LT(newer->rect.y, older->rect.y) << number;
  }
}

TEST(LayoutStage, EverythingClickableThatStateKnowsCanBeDescribed) {
  const FixedMetrics metrics;
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const Strings strings(language);
    const Sample sample = StoppedAtTwelve();
    const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    for (const Item& item : scene.items) {
      const Thing thing = item.target.thing;
      if (thing == Thing::kNothing || thing == Thing::kRead || thing == Thing::kStall) continue;
      const std::string text = DescribeThing(sample.state, *sample.tables, strings, item.target);
      EXPECT_FALSE(text.empty()) << Show(item);
      EXPECT_EQ(text.find("stage."), std::string::npos) << text;
    }
  }
}

// An empty picture would be a lie where nothing was recorded.
TEST(LayoutStage, WhatWasNotRecordedIsSaidToBeUnknown) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = EmptyDatabase();
  const Family needed[] = {Family::kWrite, Family::kWal,        Family::kMemTable,
                           Family::kFlush, Family::kCompaction, Family::kVersion,
                           Family::kRead,  Family::kStall};
  for (const Family missing : needed) {
    const StageInput input{
        .rect = {0, 0, 940, 620}, .strings = strings, .families = kAllFamilies & ~Bit(missing)};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    const std::string told = "recorded without the family " +
                             std::string(kFamilyNames[static_cast<size_t>(missing)]) + ".";
    EXPECT_EQ(std::count_if(scene.items.begin(), scene.items.end(),
                            [&](const Item& item) {
                              return (item.text + item.full_text).find(told) != std::string::npos;
                            }),
              1)
        << told;
  }
}

TEST(LayoutStage, DoesNotClaimThatADatabaseIsClosedWithoutKnowing) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  Sample sample = NotOpen();
  sample.state.run_started = true;
  const auto told = [&](std::string_view text, FamilySet families) {
    const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings, .families = families};
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    return std::any_of(scene.items.begin(), scene.items.end(),
                       [&](const Item& item) { return item.text == text; });
  };
  EXPECT_TRUE(told("The database is not open.", kAllFamilies));
  EXPECT_FALSE(told("The database is not open.", kAllFamilies & ~Bit(Family::kMemTable)));
  sample.state.limits.num_levels = 7;
  EXPECT_TRUE(told("The database is not open yet.", kAllFamilies));
}

TEST(LayoutStallPanel, ConditionsStandBesideTheirThresholds) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = StoppedAtTwelve();
  const StageInput input{.rect = {16, 16, 248, 400}, .strings = strings};
  const Scene scene = LayoutStallPanel(sample.state, *sample.tables, input, metrics);
  std::string texts;
  for (const Item& item : scene.items) {
    if (item.shape == Shape::kText) texts += item.text + "\n";
  }
  EXPECT_EQ(texts,
            "Stall conditions\n"
            "L0 slowdown\n12 · slows from 8\n"
            "memtable full\n4.0 / 4.0 MiB\n"
            "immutable memtables\n0 · waits at 1\n"
            "L0 stop\n12 · stops at 12\n"
            "W4 has been held for 6.2 ms.\n");
  EXPECT_LE(scene.bounds.h, input.rect.h);
}

// Without limits there is nothing to stand beside, and nothing that would hold.
TEST(LayoutStallPanel, LimitsThatNobodyKnowsAreNotDrawnAsZero) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample sample = NotOpen();
  const StageInput input{.rect = {16, 16, 248, 400}, .strings = strings};
  const Scene scene = LayoutStallPanel(sample.state, *sample.tables, input, metrics);
  std::string texts;
  for (const Item& item : scene.items) {
    if (item.shape == Shape::kText) texts += item.text + "\n";
  }
  EXPECT_EQ(texts,
            "Stall conditions\n"
            "L0 slowdown\nnot open\n"
            "memtable full\nnot open\n"
            "immutable memtables\nnot open\n"
            "L0 stop\nnot open\n"
            "Limits are known once it is open.\n");
}

// What the picture is about, on a small screen with both columns open: said in fewer words, but
// never cut in the middle.
TEST(LayoutStage, WhatMattersIsSaidInFullWhereThereIsLittleRoom) {
  const FixedMetrics metrics;
  for (const Sample& sample : AllSamples()) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      const Strings strings(language);
      const StageInput input{.rect = {280, 44, 620, 520}, .strings = strings};
      const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
      for (const Item& item : scene.items) {
        if (item.shape != Shape::kText) continue;
        const bool matters = item.key.thing == Thing::kStall || item.key.thing == Thing::kJob ||
                             item.key.thing == Thing::kLog || item.key.thing == Thing::kGroup ||
                             (item.key.thing == Thing::kRegion &&
                              item.key.number == static_cast<uint64_t>(Region::kQueue));
        if (!matters) continue;
        EXPECT_EQ(item.text.find("…"), std::string::npos)
            << sample.name << ", " << LanguageCode(language) << ": " << Show(item);
        EXPECT_TRUE(!item.text.empty() || item.full_text.empty()) << Show(item);
      }
    }
  }
}

TEST(LayoutStage, ACompactionThatHasWrittenIsNotAtItsBeginning) {
  trace::JobState job{.bytes_total = 1000};
  EXPECT_EQ(BytesDone(job), 0u);
  job.bytes_written = 200;  // told before the next word of how far it is
  EXPECT_EQ(BytesDone(job), 200u);
  job.bytes_done = 500;
  EXPECT_EQ(BytesDone(job), 500u);
  job.bytes_written = 5000;  // more than it read, compressed
  EXPECT_EQ(BytesDone(job), 1000u);
}

}  // namespace
}  // namespace lsm::gui
