// Calling the command line from a test, and a directory for it to work in.
#ifndef LSMSCOPE_TESTS_SIM_CLI_COMMAND_CALL_H_
#define LSMSCOPE_TESTS_SIM_CLI_COMMAND_CALL_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/cli/cli.h"

namespace lsm::sim::test {

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

// "lsmscope" and the arguments.
inline Outcome Call(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "lsmscope");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.status = RunCommandLine(static_cast<int>(arguments.size()), argv.data());
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

// One clear line on standard error, nothing on standard output.
inline void ExpectError(const Outcome& outcome, int status, const std::string& line) {
  EXPECT_EQ(outcome.status, status) << line;
  EXPECT_EQ(outcome.out, "") << line;
  EXPECT_EQ(outcome.err, "lsmscope: " + line + "\n");
}

// A directory of its own for each test.
class CommandTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    directory_ =
        std::filesystem::path(testing::TempDir()) / (std::string(info->test_suite_name()) + "_" +
                                                     info->name() + "_" + std::to_string(getpid()));
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  std::string WriteFile(const std::string& name, const std::string& content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
    return Path(name);
  }
  static std::string ReadFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::filesystem::path directory_;
};

}  // namespace lsm::sim::test

#endif  // LSMSCOPE_TESTS_SIM_CLI_COMMAND_CALL_H_
