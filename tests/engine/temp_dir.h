// A directory of a test's own, removed with what is in it.
#ifndef LSMSCOPE_TESTS_ENGINE_TEMP_DIR_H_
#define LSMSCOPE_TESTS_ENGINE_TEMP_DIR_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace lsm::test {

class TempDir {
 public:
  TempDir() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ =
        (std::filesystem::temp_directory_path() / ("lsmscope_" + std::to_string(getpid()) + "_" +
                                                   info->test_suite_name() + "_" + info->name()))
            .string();
    std::filesystem::remove_all(path_);
    std::filesystem::create_directory(path_);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() { std::filesystem::remove_all(path_); }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_TEMP_DIR_H_
