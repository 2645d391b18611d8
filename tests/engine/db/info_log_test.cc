// Lines of the info log that have keys in them.
#include <gtest/gtest.h>

#include <cstdarg>
#include <cstdio>
#include <mutex>
#include <vector>

#include "tests/engine/db/db_fixture.h"

namespace lsm {
namespace {

class KeptLines final : public Logger {
 public:
  void Logv(const char* format, std::va_list arguments) override {
    char line[500];
    std::vsnprintf(line, sizeof(line), format, arguments);
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(line);
  }
  std::vector<std::string> With(const std::string& part) const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> found;
    for (const std::string& line : lines_) {
      if (line.find(part) != std::string::npos) found.push_back(line);
    }
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class InfoLogTest : public DbTest {};

TEST_F(InfoLogTest, AManualCompactionTellsInternalKeysAsLevelDbDoes) {
  KeptLines lines;
  options_.info_log = &lines;
  options_.max_mem_compact_level = 0;
  Open();
  Put(std::string("a\n\0b", 4), "1");
  Put("m", "2");
  ASSERT_TRUE(db_->FlushMemTable().ok());
  const std::string begin("a\n\0b", 4);
  const Slice from(begin);
  const Slice to("z\xff");
  db_->CompactRange(&from, &to);
  const std::vector<std::string> told = lines.With("Manual compaction at level-0");
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0],
            "Manual compaction at level-0 from 'a\\x0a\\x00b' @ 72057594037927935 : 1 .. "
            "'z\\xff' @ 0 : 0; will stop at 'm' @ 2 : 1\n");
  EXPECT_EQ(told[1],
            "Manual compaction at level-0 from 'm' @ 2 : 1 .. 'z\\xff' @ 0 : 0; will stop at "
            "(end)\n");
  Close();
  options_.info_log = nullptr;
}

}  // namespace
}  // namespace lsm
