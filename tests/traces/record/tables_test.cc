#include "traces/record/tables.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace lsm::trace {
namespace {

TEST(TextTable, EqualTextsHaveOneNumberInOrderOfFirstAsking) {
  TextTable texts;
  EXPECT_EQ(texts.Add("").id, 0u);
  EXPECT_EQ(texts.Add("a").id, 1u);
  EXPECT_EQ(texts.Add(std::string_view("b\0c", 3)).id, 2u);
  EXPECT_EQ(texts.Add("a").id, 1u);
  EXPECT_EQ(texts.Get({2}), std::string_view("b\0c", 3));
  EXPECT_EQ(texts.Get({99}), "");
  EXPECT_EQ(texts.size(), 3u);
}

TEST(TextTable, WhatWasReadStaysValidWhileOthersAdd) {
  TextTable texts;
  const Text first = texts.Add("the first");
  const std::string_view kept = texts.Get(first);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; i++) {
        const Text text = texts.Add(std::to_string(i));
        ASSERT_EQ(texts.Get(text), std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(kept, "the first");
  EXPECT_EQ(texts.size(), 2002u);
}

TEST(SiteTable, TheSameStatementHasOneNumberHoweverItIsNamed) {
  SiteTable sites;
  const uint16_t a = sites.Add(EmitSite{"engine/a.cc", 7});
  EXPECT_EQ(a, 1);
  EXPECT_EQ(sites.Add(EmitSite{"engine/a.cc", 8}), 2);
  EXPECT_EQ(sites.Add(EmitSite{"engine/a.cc", 7}), a);
  const std::string elsewhere = "engine/a.cc";
  EXPECT_EQ(sites.Add(EmitSite{elsewhere.c_str(), 7}), a);
  EXPECT_EQ(sites.Add(std::string_view("engine/a.cc"), 7), a);
  EXPECT_EQ(sites.Get(a).line, 7);
  EXPECT_EQ(sites.Get(999).file, "");
}

TEST(SiteTable, WhenNumbersRunOutTheSiteIsUnknown) {
  SiteTable sites;
  for (int line = 1; line <= 65535; line++) ASSERT_EQ(sites.Add(std::string_view("f"), line), line);
  EXPECT_EQ(sites.Add(std::string_view("f"), 65536), 0);
  EXPECT_EQ(sites.Add(std::string_view("f"), 7), 7);
}

}  // namespace
}  // namespace lsm::trace
