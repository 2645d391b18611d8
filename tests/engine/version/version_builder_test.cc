#include "engine/version/version_builder.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnFile;
using test::DrawnLevels;
using test::Numbers;

const InternalKeyComparator kBuilderIcmp(BytewiseComparator());

VersionEdit Adding(int level, const std::string& file) {
  VersionEdit edit;
  const FilePtr drawn = DrawnFile(file);
  edit.AddFile(level, drawn->number, drawn->file_size, drawn->smallest, drawn->largest);
  return edit;
}

Status Apply(const std::string& base, const VersionEdit& edit, LevelFiles* result) {
  const Options options;
  VersionBuilder builder(&options, &kBuilderIcmp, DrawnLevels(base));
  const Status s = builder.Apply(edit);
  return s.ok() ? builder.Build(result) : s;
}

TEST(VersionBuilder, LevelZeroIsByNumberDeeperLevelsByKey) {
  LevelFiles files;
  VersionEdit edit = Adding(1, "9[a..b]");
  edit.AddFile(0, 3, 1, DrawnFile("3[a..b]")->smallest, DrawnFile("3[a..b]")->largest);
  ASSERT_TRUE(Apply("L0: 5[a..b] L1: 2[c..d] 7[e..f]", edit, &files).ok());
  EXPECT_EQ(Numbers(files[0]), "3 5");
  EXPECT_EQ(Numbers(files[1]), "9 2 7");
}

TEST(VersionBuilder, AnEditMayMoveAFileToAnotherLevel) {
  LevelFiles files;
  VersionEdit edit = Adding(2, "5[a..b]");
  edit.RemoveFile(1, 5);
  ASSERT_TRUE(Apply("L1: 5[a..b]", edit, &files).ok());
  EXPECT_EQ(Numbers(files[1]), "");
  EXPECT_EQ(Numbers(files[2]), "5");
}

TEST(VersionBuilder, SeeksAreAllowedAnewWhenAFileIsAdded) {
  LevelFiles files;
  ASSERT_TRUE(Apply("", Adding(0, "5[a..b]:16384000"), &files).ok());
  EXPECT_EQ(files[0][0]->allowed_seeks, 1000);
}

TEST(VersionBuilder, WhatNoEngineWritesIsAnErrorAndNoCrash) {
  LevelFiles files;
  EXPECT_TRUE(Apply("L1: 5[a..d]", Adding(1, "6[d..f]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("L1: 5[a..d]", Adding(2, "5[a..d]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("L1: 5[a..d]", Adding(1, "5[a..d]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("", Adding(1, "5[d..a]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("", Adding(1, "0[a..b]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("", Adding(1, "18446744073709551615[a..b]"), &files).IsCorruption());
  EXPECT_TRUE(Apply("", Adding(1, "5[a..b]:18446744073709551615"), &files).IsCorruption());
}

TEST(VersionBuilder, LevelsBeyondTheOptionsAreRefused) {
  Options options;
  options.num_levels = 3;
  VersionBuilder builder(&options, &kBuilderIcmp, LevelFiles());
  EXPECT_TRUE(builder.Apply(Adding(3, "5[a..b]")).IsInvalidArgument());
}

}  // namespace
}  // namespace lsm
