#include "engine/db/sanitize_options.h"

#include <gtest/gtest.h>

#include <memory>

#include "engine/memtable/memtable.h"
#include "engine/version/internal_key.h"
#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/env.h"

namespace lsm {
namespace {

class SilentLogger final : public Logger {
 public:
  void Logv(const char*, std::va_list) override {}
};

class SanitizeOptionsTest : public testing::Test {
 protected:
  SanitizeOptionsTest() : cache_(NewLRUCache(1000)) {
    raw_.info_log = &logger_;
    raw_.block_cache = cache_.get();
  }
  Options Sanitized() { return SanitizeOptions("db", &order_, nullptr, raw_); }

  const InternalKeyComparator order_{BytewiseComparator()};
  SilentLogger logger_;
  const std::unique_ptr<Cache> cache_;
  Options raw_;
};

// Found by the model check: a write never ended.
TEST_F(SanitizeOptionsTest, AnEmptyMemtableHasRoomHoweverSmallTheBuffer) {
  for (const size_t bytes : {size_t{0}, size_t{1}, size_t{100}, size_t{300}}) {
    raw_.write_buffer_size = bytes;
    const Options options = Sanitized();
    auto* const memtable = new MemTable(order_, 1, Arena::BlockSizeFor(options.write_buffer_size));
    memtable->Ref();
    EXPECT_LE(memtable->ApproximateMemoryUsage(), options.write_buffer_size) << bytes;
    memtable->Unref();
  }
}

TEST_F(SanitizeOptionsTest, WhatCannotWorkIsMovedToTheNearestThatCan) {
  raw_.num_levels = 1;
  raw_.max_open_files = -5;
  raw_.block_restart_interval = 0;
  raw_.l0_compaction_trigger = 6;
  raw_.l0_stop_trigger = 3;
  raw_.max_mem_compact_level = 9;
  raw_.max_immutable_memtables = 0;
  raw_.max_bytes_for_level_base = 0;
  const Options options = Sanitized();
  EXPECT_EQ(options.num_levels, 2);
  EXPECT_GT(options.max_open_files, 0);
  EXPECT_EQ(options.block_restart_interval, 1);
  EXPECT_EQ(options.l0_stop_trigger, 6) << "no compaction would end the stop";
  EXPECT_EQ(options.max_mem_compact_level, 1);
  EXPECT_EQ(options.max_immutable_memtables, 1);
  EXPECT_EQ(options.max_bytes_for_level_base, 1u);
}

TEST_F(SanitizeOptionsTest, SizesAreClippedToLevelDBsRangesWhereAsked) {
  raw_ = Options::LevelDB();
  raw_.info_log = &logger_;
  raw_.block_cache = cache_.get();
  raw_.write_buffer_size = 1;
  raw_.max_file_size = 1;
  raw_.block_size = 1;
  raw_.max_open_files = 1;
  Options options = Sanitized();
  EXPECT_EQ(options.write_buffer_size, 64u << 10);
  EXPECT_EQ(options.max_file_size, 1u << 20);
  EXPECT_EQ(options.block_size, 1u << 10);
  EXPECT_EQ(options.max_open_files, 74);
  raw_.clip_sizes = false;
  options = Sanitized();
  EXPECT_EQ(options.write_buffer_size, 256u);
  EXPECT_EQ(options.block_size, 16u);
}

// Without an info log of the caller's, one is kept in the directory; without a cache, a new one.
TEST_F(SanitizeOptionsTest, AMissingCacheIsMade) {
  raw_.block_cache = nullptr;
  const Options options = Sanitized();
  ASSERT_NE(options.block_cache, nullptr);
  delete options.block_cache;
}

}  // namespace
}  // namespace lsm
