#include "traces/sources/engine_sources.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace lsm::trace {
namespace {

TEST(EngineSourcesTest, TheProgramHasEachFileAsItIs) {
  ASSERT_GT(EngineSources().size(), 50u);
  for (const SourceFile& file : EngineSources()) {
    std::ifstream in(std::string(LSMSCOPE_SOURCE_DIR "/").append(file.path));
    std::ostringstream text;
    text << in.rdbuf();
    EXPECT_TRUE(text.str() == file.text) << file.path;
    EXPECT_EQ(&file, FindEngineSource(file.path));
  }
  EXPECT_EQ(nullptr, FindEngineSource("engine/no_such_file.cc"));
}

TEST(EngineSourcesTest, TheHashIsAnExactNumberForEveryJsonReader) {
  EXPECT_NE(0u, EngineSourcesHash());
  EXPECT_LT(EngineSourcesHash(), uint64_t{1} << 53);
}

}  // namespace
}  // namespace lsm::trace
