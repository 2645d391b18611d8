#include "gui/layout/look_up_text.h"

#include <gtest/gtest.h>

namespace lsm::gui {
namespace {

using Kind = sim::ReadPlace::Kind;

const Strings kEnglish(Language::kEnglish);

sim::PlaceAnswer FileAnswer(ProbeAnswer answer) {
  sim::PlaceAnswer file{.place = {Kind::kFile, 57, 0}, .asked = true, .answer = answer};
  file.file = "000057.ldb";
  return file;
}

TEST(LookUpText, AFoundValueTellsItsWholeWay) {
  sim::PlaceAnswer file = FileAnswer(ProbeAnswer::kFound);
  file.sequence = 1018;
  file.value_bytes = 120;
  file.value_begin = std::string("ab\0c", 4);
  file.table = sim::TableSearch{.filter = sim::TableSearch::Filter::kMaybe,
                                .index_searched = true,
                                .index_entry = 3,
                                .index_entries = 7,
                                .block_offset = 2149,
                                .block_bytes = 1021,
                                .block_searched = true};
  EXPECT_EQ(AnswerText(kEnglish, file),
            "found at 1,018 · 120 B \"ab\\x00c…\" · filter says maybe · "
            "searched block 3 of 7, at 2,149");
  EXPECT_EQ(NameOf(kEnglish, file.place), "L0 #57");
  EXPECT_EQ(AnswerWord(kEnglish, file), "found");
  EXPECT_EQ(RoleOf(file), Role::kRead);
}

TEST(LookUpText, ARecordingTellsWhereTheBlockCameFrom) {
  sim::PlaceAnswer file = FileAnswer(ProbeAnswer::kAbsent);
  file.table = sim::TableSearch{.filter = sim::TableSearch::Filter::kMaybe,
                                .filter_was_wrong = true,
                                .index_searched = true,
                                .block_offset = 0,
                                .block_bytes = 1024,
                                .block_searched = true,
                                .source = BlockSource::kCache};
  EXPECT_EQ(AnswerText(kEnglish, file),
            "absent · filter said maybe and was wrong · searched the block at 0 · "
            "1.0 KiB from the cache");
  EXPECT_EQ(AnswerWord(kEnglish, file), "absent, filter was wrong");
}

TEST(LookUpText, AFilterIsNotWrongAboutWhatTheSnapshotHides) {
  sim::PlaceAnswer file = FileAnswer(ProbeAnswer::kAbsent);
  file.hidden_sequence = 900;
  file.table = sim::TableSearch{
      .filter = sim::TableSearch::Filter::kMaybe, .filter_was_wrong = true, .past_end = true};
  EXPECT_EQ(AnswerText(kEnglish, file), "only newer, at 900: not seen · filter says maybe");
  EXPECT_EQ(AnswerWord(kEnglish, file), "only newer entries");
  file.hidden_sequence = 0;
  EXPECT_EQ(AnswerText(kEnglish, file),
            "absent · filter said maybe and was wrong · all its keys are smaller");
}

TEST(LookUpText, WhatIsUnknownSaysWhy) {
  sim::PlaceAnswer file = FileAnswer(ProbeAnswer::kAbsent);
  file.unknown = sim::Unknown::kFileGone;
  EXPECT_EQ(AnswerText(kEnglish, file), "000057.ldb is not there any more");
  EXPECT_EQ(AnswerWord(kEnglish, file), "unknown");
  EXPECT_EQ(RoleOf(file), Role::kStall);
  sim::KeyLookUp look_up{.key = "a", .places = {file, FileAnswer(ProbeAnswer::kFound)}};
  EXPECT_EQ(ResultText(kEnglish, look_up), "uncertain: a place could not be asked");
  look_up.places.erase(look_up.places.begin());
  EXPECT_EQ(ResultText(kEnglish, look_up), "value found");
  EXPECT_EQ(AnswerText(kEnglish, {.place = {Kind::kFile, 5, 1}}), "not asked");
}

TEST(LookUpText, AMemTableTellsOfItsLog) {
  sim::PlaceAnswer memtable{.place = {Kind::kMemTable, 4, 0}, .asked = true};
  memtable.file = "000012.log";
  memtable.log = sim::LogSearch{.log = 12, .entries = 53};
  EXPECT_EQ(AnswerText(kEnglish, memtable), "absent · 000012.log: 53 entries");
  memtable.answer = ProbeAnswer::kDeleted;
  memtable.sequence = 811;
  memtable.log->versions = 2;
  EXPECT_EQ(AnswerText(kEnglish, memtable),
            "deleted at 811 · 000012.log: 2 of 53 entries are the key's");
}

// A list that ends early says how many places are still asked, and how many nobody asks.
TEST(LookUpText, PlacesBehindTheAnswerDoNotCountAsAsked) {
  sim::KeyLookUp look_up;
  for (int i = 0; i < 10; i++) {
    sim::PlaceAnswer place = FileAnswer(i == 4 ? ProbeAnswer::kFound : ProbeAnswer::kAbsent);
    place.asked = i <= 4;
    look_up.places.push_back(place);
  }
  const auto expect = [&](size_t shown, size_t before, size_t behind) {
    const PlacesLeft left = LeftOut(look_up, shown);
    EXPECT_EQ(left.before, before) << shown;
    EXPECT_EQ(left.behind, behind) << shown;
  };
  expect(2, 2, 5);  // places 3 and 4; the answer is told in any case
  expect(5, 0, 5);
  expect(7, 0, 3);
  expect(10, 0, 0);
  // Where nobody has answered yet, all of them may be asked.
  for (sim::PlaceAnswer& place : look_up.places) place.asked = false;
  expect(2, 8, 0);
}

}  // namespace
}  // namespace lsm::gui
