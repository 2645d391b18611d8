#include "gui/layout/text_fit.h"

#include <gtest/gtest.h>

#include "gui/layout/format.h"
#include "tests/gui/sample_states.h"

namespace lsm::gui {
namespace {

const FixedMetrics kMetrics;  // 5 pixels a letter at size 10, 10 a Chinese character

TEST(ShortenMiddle, KeepsBeginningAndEnd) {
  EXPECT_EQ(ShortenMiddle("user000000042", 10, 100, kMetrics), "user000000042");
  EXPECT_EQ(ShortenMiddle("user000000042", 10, 40, kMetrics), "user…042");
  EXPECT_EQ(ShortenMiddle("user000000042", 10, 4, kMetrics), "");
}

TEST(ShortenMiddle, NeverCutsACharacterInTwo) {
  const std::string text = "预写日志与内存表";
  for (float width = 0; width < 90; width++) {
    const std::string shown = ShortenMiddle(text, 10, width, kMetrics);
    EXPECT_LE(kMetrics.Width(shown, 10), width);
    // Every byte that begins a character is followed by its whole tail.
    for (size_t i = 0; i < shown.size(); i += 3) {
      ASSERT_EQ(static_cast<unsigned char>(shown[i]) & 0xf0, 0xe0) << width;
      ASSERT_LE(i + 3, shown.size()) << width;
    }
  }
}

TEST(Wrap, BreaksBetweenWordsAndBetweenChineseCharacters) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(Wrap("one two three", 10, 40, 9, kMetrics), (Lines{"one two", "three"}));
  EXPECT_EQ(Wrap("写入者等待。", 10, 50, 9, kMetrics), (Lines{"写入者等", "待。"}));
  EXPECT_EQ(Wrap("one two three", 10, 20, 2, kMetrics), (Lines{"one", "two three"}));
  EXPECT_EQ(Wrap("", 10, 20, 2, kMetrics), Lines{});
}

TEST(Wrap, ANumberStaysWithItsUnit) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(Wrap("after 1.000 ms it", 10, 60, 9, kMetrics), (Lines{"after", "1.000 ms it"}));
  EXPECT_EQ(Wrap("after 40 µs.", 10, 45, 9, kMetrics), (Lines{"after", "40 µs."}));
  EXPECT_EQ(Wrap("延迟 1.000 ms，再", 10, 50, 9, kMetrics), (Lines{"延迟", "1.000 ms，", "再"}));
  EXPECT_EQ(Wrap("all 8 stalls", 10, 30, 9, kMetrics), (Lines{"all 8", "stalls"}));
}

TEST(ShowKey, EscapesWhatCannotBeShown) {
  EXPECT_EQ(ShowKey(std::string_view("a\x00\xff z", 5)), "a\\x00\\xff z");
}

TEST(Format, UsesTheUnitThatReadsBest) {
  EXPECT_EQ(FormatShortTime(950), "950 ns");
  EXPECT_EQ(FormatShortTime(41200), "41.2 µs");
  EXPECT_EQ(FormatShortTime(6203000), "6.2 ms");
  EXPECT_EQ(FormatBytesOf(4194304, 4194304), "4.0 / 4.0 MiB");
  EXPECT_EQ(FormatBytesOf(900, 4194304), "900 B / 4.0 MiB");
  EXPECT_EQ(FormatBytesOf(0, 10485760), "0 / 10.0 MiB");
  EXPECT_EQ(FormatBytesOf(600, 1000), "600 / 1,000 B");
  EXPECT_EQ(FormatPermille(1250), "1.25");
  EXPECT_EQ(FormatPercent(62, 100), "62 %");
  EXPECT_EQ(FormatPercent(1, 0), "0 %");
}

TEST(FirstThatFits, TakesTheLongestWordingThatHasRoomAndElseTheLast) {
  const FixedMetrics metrics;  // five pixels a character
  const std::vector<std::string> wordings = {"held back by compaction", "held back", "held"};
  EXPECT_EQ(FirstThatFits(wordings, 10, 200, metrics), wordings[0]);
  EXPECT_EQ(FirstThatFits(wordings, 10, 114, metrics), wordings[1]);
  EXPECT_EQ(FirstThatFits(wordings, 10, 20, metrics), wordings[2]);
  EXPECT_EQ(FirstThatFits(wordings, 10, 3, metrics), wordings[2]);
}

}  // namespace
}  // namespace lsm::gui
