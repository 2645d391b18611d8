#include "gui/source/function_extent.h"

#include <gtest/gtest.h>

#include "traces/sources/engine_sources.h"

namespace lsm::gui {
namespace {

constexpr std::string_view kSource = R"source(#include <x>
namespace lsm {
// A comment with a { brace.
class Queue {
 public:
  // Why.
  int Size() const { return size_; }
  Queue(int a, int b)
      : size_{a},
        limit_{b} {
    if (a) { Emit("}"); }
  }

 private:
  int size_ = 0;
};

constexpr int kTable[] = {1, 2};

// Two lines
// of comment.
template <class T>
Status Write(const T& x,
             int n) REQUIRES(mu_) {
  auto f = [&] { return '{'; };
  return f();
}
int after = 1'000;
}
)source";

TEST(FunctionExtentTest, FindsTheFunctionAroundALineWithItsComment) {
  EXPECT_EQ((LineRange{6, 7}), FunctionAround(kSource, 7));
  EXPECT_EQ((LineRange{8, 12}), FunctionAround(kSource, 11));
  EXPECT_EQ((LineRange{20, 27}), FunctionAround(kSource, 25));
  EXPECT_EQ((LineRange{20, 27}), FunctionAround(kSource, 23));
}

TEST(FunctionExtentTest, WhatIsInNoFunctionHasNone) {
  EXPECT_EQ(std::nullopt, FunctionAround(kSource, 18));
  EXPECT_EQ(std::nullopt, FunctionAround(kSource, 15));
  EXPECT_EQ(std::nullopt, FunctionAround(kSource, 28));
  EXPECT_EQ(std::nullopt, FunctionAround(kSource, 1000));
  EXPECT_EQ(std::nullopt, FunctionAround("", 1));
}

TEST(FunctionExtentTest, UnfinishedSourcesAreNoTrouble) {
  for (const std::string_view source :
       {"void F() {", "/*", "\"", "R\"(", "'", "#define A \\", "}}}"}) {
    EXPECT_LE(FunctionsIn(source).size(), 1u) << source;
  }
}

// The panel shows what it is for: every statement of the engine that emits is in a function.
TEST(FunctionExtentTest, EveryEmittingLineOfTheEngineIsInAFunctionOfReasonableLength) {
  size_t emitting = 0;
  for (const trace::SourceFile& file : trace::EngineSources()) {
    if (!file.path.ends_with(".cc")) continue;
    const std::vector<std::string_view> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size(); i++) {
      if (lines[i].find("Emit(") == std::string_view::npos) continue;
      const size_t comment = lines[i].find("//");
      if (comment != std::string_view::npos && comment < lines[i].find("Emit(")) continue;
      const auto range = FunctionAround(file.text, static_cast<int>(i + 1));
      ASSERT_TRUE(range) << file.path << ":" << i + 1;
      EXPECT_LE(range->last - range->first, 150) << file.path << ":" << i + 1;
      emitting++;
    }
  }
  EXPECT_GT(emitting, 25u);
}

}  // namespace
}  // namespace lsm::gui
