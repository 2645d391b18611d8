#include "engine/base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <vector>

#include "engine/base/random.h"

namespace lsm {
namespace {

TEST(Arena, PiecesDoNotOverlapAndKeepTheirBytes) {
  Arena arena;
  Random random(301);
  std::vector<std::pair<char*, size_t>> pieces;
  size_t total = 0;
  for (int i = 0; i < 5000; i++) {
    const size_t size = 1 + random.Uniform(random.OneIn(100) ? 6000 : 60);
    const bool aligned = random.OneIn(2);
    char* const piece = aligned ? arena.AllocateAligned(size) : arena.Allocate(size);
    if (aligned) {
      ASSERT_EQ(reinterpret_cast<uintptr_t>(piece) % 8, 0u);
    }
    std::memset(piece, i % 256, size);
    pieces.emplace_back(piece, size);
    total += size;
    ASSERT_GE(arena.MemoryUsage(), total);
  }
  EXPECT_LT(arena.MemoryUsage(), total + total / 4);
  for (size_t i = 0; i < pieces.size(); i++) {
    for (size_t b = 0; b < pieces[i].second; b++) {
      ASSERT_EQ(static_cast<uint8_t>(pieces[i].first[b]), i % 256);
    }
  }
}

// The account decides when a memtable is full, and must not depend on the machine.
TEST(Arena, AccountsBlocksAndEightBytesForEach) {
  Arena arena(4096);
  EXPECT_EQ(arena.MemoryUsage(), 0u);
  arena.Allocate(1);
  EXPECT_EQ(arena.MemoryUsage(), 4096u + 8);
  arena.Allocate(1024);  // a quarter: from the block
  EXPECT_EQ(arena.MemoryUsage(), 4096u + 8);
  arena.Allocate(4096 - 1025);  // fits exactly
  EXPECT_EQ(arena.MemoryUsage(), 4096u + 8);
  arena.Allocate(1025);  // more than a quarter, and no room: a block of its own
  EXPECT_EQ(arena.MemoryUsage(), 4096u + 8 + 1025 + 8);
}

TEST(Arena, ABlockIsAtMostAnEighthOfTheWriteBuffer) {
  EXPECT_EQ(Arena::BlockSizeFor(4 << 20), 4096u);
  EXPECT_EQ(Arena::BlockSizeFor(32768), 4096u);
  EXPECT_EQ(Arena::BlockSizeFor(1024), 128u);
  EXPECT_EQ(Arena::BlockSizeFor(0), 64u);
}

}  // namespace
}  // namespace lsm
