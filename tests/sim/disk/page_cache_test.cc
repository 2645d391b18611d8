#include "sim/disk/page_cache.h"

#include <gtest/gtest.h>

namespace lsm::sim {
namespace {

constexpr uint64_t kPage = PageCache::kPageBytes;

// Whether all of a page is in memory.
bool Has(const PageCache& cache, uint64_t file, uint64_t page) {
  return cache.Missing(file, page * kPage, (page + 1) * kPage).end == 0;
}

TEST(PageCacheTest, WhatIsMissingIsWholePages) {
  PageCache cache(100 * kPage);
  cache.Use(1, 2 * kPage + 5, 2 * kPage + 6);  // page 2
  cache.Use(1, 5 * kPage, 6 * kPage);          // page 5
  PageCache::Range missing = cache.Missing(1, 100, 3 * kPage);
  EXPECT_EQ(missing.begin, 0u);
  EXPECT_EQ(missing.end, 2 * kPage);
  missing = cache.Missing(1, 2 * kPage, 8 * kPage);  // from the first to the last of them
  EXPECT_EQ(missing.begin, 3 * kPage);
  EXPECT_EQ(missing.end, 8 * kPage);
  EXPECT_EQ(cache.Missing(1, 5 * kPage + 1, 5 * kPage + 2).end, 0u);
  EXPECT_EQ(cache.Missing(2, 5 * kPage + 1, 5 * kPage + 2).end, 6 * kPage);  // another file
}

TEST(PageCacheTest, WhatWasNotUsedForLongestGoesFirst) {
  PageCache cache(3 * kPage);
  for (const uint64_t page : {0, 1, 2}) cache.Use(1, page * kPage, page * kPage + 1);
  cache.Use(1, 0, 1);
  cache.Use(2, 7 * kPage, 7 * kPage + 1);
  EXPECT_EQ(cache.pages(), 3u);
  EXPECT_TRUE(Has(cache, 1, 0));
  EXPECT_FALSE(Has(cache, 1, 1));
  EXPECT_TRUE(Has(cache, 1, 2));
  EXPECT_TRUE(Has(cache, 2, 7));
}

TEST(PageCacheTest, AFileThatIsGoneLeavesNothing) {
  PageCache cache(10 * kPage);
  cache.Use(1, 0, kPage);
  cache.Use(2, 0, 3 * kPage);
  cache.Use(3, 0, kPage);
  cache.Forget(2);
  EXPECT_EQ(cache.pages(), 2u);
  EXPECT_FALSE(Has(cache, 2, 1));
  EXPECT_TRUE(Has(cache, 1, 0));
  EXPECT_TRUE(Has(cache, 3, 0));
  cache.Use(4, 0, 8 * kPage);
  EXPECT_EQ(cache.pages(), 10u);
}

TEST(PageCacheTest, WithoutMemoryNothingIsKept) {
  PageCache cache(0);
  cache.Use(1, 0, kPage);
  EXPECT_FALSE(cache.keeps_anything());
  EXPECT_EQ(cache.pages(), 0u);
}

}  // namespace
}  // namespace lsm::sim
