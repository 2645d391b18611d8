#include "sim/cli/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace lsm::sim {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest()
      : directory_(fs::path(testing::TempDir()) / ("output_file_" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
  }
  ~OutputFileTest() override { fs::remove_all(directory_); }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  static std::string Read(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  size_t Files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(directory_), {}));
  }

  const fs::path directory_;
};

TEST_F(OutputFileTest, NothingIsThereUntilItIsWhole) {
  {
    OutputFile file;
    ASSERT_TRUE(OutputFile::Choose(Path("x"), &file).ok());
    std::ofstream(file.place()) << "half";
    EXPECT_FALSE(fs::exists(Path("x")));
  }
  EXPECT_EQ(Files(), 0u);
  OutputFile file;
  ASSERT_TRUE(OutputFile::Choose(Path("x"), &file).ok());
  std::ofstream(file.place()) << "whole";
  ASSERT_TRUE(file.Finish().ok());
  EXPECT_EQ(Read(Path("x")), "whole");
  EXPECT_EQ(Files(), 1u);
}

TEST_F(OutputFileTest, TwoAtOnceHavePlacesOfTheirOwn) {
  std::ofstream(Path("x.part")) << "of somebody else";
  OutputFile one, two;
  ASSERT_TRUE(OutputFile::Choose(Path("x"), &one).ok());
  ASSERT_TRUE(OutputFile::Choose(Path("x"), &two).ok());
  EXPECT_NE(one.place(), two.place());
  EXPECT_EQ(Read(Path("x.part")), "of somebody else");
}

TEST_F(OutputFileTest, ALinkStaysALinkAlsoWhenItLeadsNowhereYet) {
  fs::create_symlink("target", Path("x"));
  for (const char* content : {"first", "second"}) {
    OutputFile file;
    ASSERT_TRUE(OutputFile::Choose(Path("x"), &file).ok());
    std::ofstream(file.place()) << content;
    ASSERT_TRUE(file.Finish().ok());
    EXPECT_TRUE(fs::is_symlink(Path("x")));
    EXPECT_EQ(Read(Path("target")), content);
  }
}

TEST_F(OutputFileTest, WhatIsNoOrdinaryFileIsWrittenAsItIs) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  {
    OutputFile file;
    ASSERT_TRUE(OutputFile::Choose(Path("pipe"), &file).ok());
    EXPECT_EQ(file.place(), Path("pipe"));
  }
  EXPECT_TRUE(fs::is_fifo(Path("pipe")));
}

TEST_F(OutputFileTest, SaysWhatIsWrong) {
  OutputFile file;
  fs::create_symlink("b", Path("a"));
  fs::create_symlink("a", Path("b"));
  for (const std::string& path : {std::string(), directory_.string(), Path("no/x"), Path("a")}) {
    EXPECT_TRUE(OutputFile::Choose(path, &file).IsIOError()) << path;
  }
}

}  // namespace
}  // namespace lsm::sim
