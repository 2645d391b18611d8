#include "lsm/cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/coding.h"

namespace lsm {
namespace {

// Values are numbers; what is destroyed is remembered. (A static, because a deleter has no argument
// of its own.)
std::vector<std::pair<int, int>>* g_deleted = nullptr;

std::string KeyOf(int key) {
  std::string bytes;
  PutFixed32(&bytes, static_cast<uint32_t>(key));
  return bytes;
}

void RememberDeleted(const Slice& key, void* value) {
  g_deleted->emplace_back(static_cast<int>(DecodeFixed32(key.data())),
                          static_cast<int>(reinterpret_cast<intptr_t>(value)));
}

class LruCacheTest : public testing::Test {
 protected:
  LruCacheTest() { g_deleted = &deleted_; }

  Cache::Handle* InsertAndHold(int key, int value, size_t charge = 1) {
    return cache_->Insert(KeyOf(key), reinterpret_cast<void*>(static_cast<intptr_t>(value)), charge,
                          &RememberDeleted);
  }
  void Insert(int key, int value, size_t charge = 1) {
    cache_->Release(InsertAndHold(key, value, charge));
  }
  int ValueOf(Cache::Handle* handle) {
    return static_cast<int>(reinterpret_cast<intptr_t>(cache_->Value(handle)));
  }
  // -1: not there.
  int Lookup(int key) {
    Cache::Handle* const handle = cache_->Lookup(KeyOf(key));
    if (handle == nullptr) return -1;
    const int value = ValueOf(handle);
    cache_->Release(handle);
    return value;
  }

  static constexpr int kCapacity = 1000;
  std::vector<std::pair<int, int>> deleted_;
  std::unique_ptr<Cache> cache_{NewLRUCache(kCapacity)};
};

TEST_F(LruCacheTest, FindsWhatWasInsertedUntilItIsErased) {
  Insert(100, 101);
  Insert(200, 201);
  EXPECT_EQ(Lookup(100), 101);
  Insert(100, 102);
  EXPECT_EQ(Lookup(100), 102);
  ASSERT_EQ(deleted_.size(), 1u);
  EXPECT_EQ(deleted_[0], std::make_pair(100, 101));

  cache_->Erase(KeyOf(100));
  cache_->Erase(KeyOf(100));
  EXPECT_EQ(Lookup(100), -1);
  EXPECT_EQ(Lookup(200), 201);
  EXPECT_EQ(deleted_.size(), 2u);
}

TEST_F(LruCacheTest, AnEntryInUseOutlivesItsErasure) {
  Insert(100, 101);
  Cache::Handle* const first = cache_->Lookup(KeyOf(100));
  Insert(100, 102);
  Cache::Handle* const second = cache_->Lookup(KeyOf(100));
  cache_->Erase(KeyOf(100));
  EXPECT_EQ(ValueOf(first), 101);
  EXPECT_EQ(ValueOf(second), 102);
  EXPECT_TRUE(deleted_.empty());
  cache_->Release(first);
  cache_->Release(second);
  EXPECT_EQ(deleted_.size(), 2u);
}

TEST_F(LruCacheTest, TheLeastRecentlyUsedGoesFirstAndWhatIsInUseStays) {
  Insert(1, 11);
  Insert(2, 22);
  Cache::Handle* const held = InsertAndHold(3, 33);
  for (int i = 0; i < kCapacity + 500; i++) {
    Insert(1000 + i, i);
    ASSERT_EQ(Lookup(1), 11);  // used again and again
  }
  EXPECT_EQ(Lookup(1), 11);
  EXPECT_EQ(Lookup(2), -1);
  EXPECT_EQ(Lookup(3), 33);
  cache_->Release(held);
}

TEST_F(LruCacheTest, ChargesCountAndStayWithinTheCapacity) {
  for (int i = 0; i < 3000; i++) Insert(i, i, i % 2 == 0 ? 1 : 10);
  EXPECT_LE(cache_->TotalCharge(), static_cast<size_t>(kCapacity) + 16 * 10);
  EXPECT_GE(cache_->TotalCharge(), static_cast<size_t>(kCapacity) / 2);
  cache_->Prune();
  EXPECT_EQ(cache_->TotalCharge(), 0u);
  EXPECT_EQ(deleted_.size(), 3000u);
}

TEST_F(LruCacheTest, PruneLeavesWhatIsInUse) {
  Insert(1, 100);
  Cache::Handle* const held = InsertAndHold(2, 200);
  cache_->Prune();
  EXPECT_EQ(Lookup(1), -1);
  EXPECT_EQ(Lookup(2), 200);
  cache_->Release(held);
}

TEST_F(LruCacheTest, WithoutCapacityNothingIsKept) {
  cache_.reset(NewLRUCache(0));
  Insert(1, 100);
  EXPECT_EQ(Lookup(1), -1);
  EXPECT_EQ(deleted_.size(), 1u);
}

TEST_F(LruCacheTest, IdsAreNew) { EXPECT_NE(cache_->NewId(), cache_->NewId()); }

TEST(LruCacheThreads, ManyMayUseItAtOnce) {
  const std::unique_ptr<Cache> cache(NewLRUCache(64));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 5000; i++) {
        const std::string key = KeyOf((i * 7 + t) % 100);
        Cache::Handle* handle = cache->Lookup(key);
        if (handle == nullptr) {
          handle = cache->Insert(key, new std::string(key), 1, [](const Slice&, void* value) {
            delete static_cast<std::string*>(value);
          });
        }
        EXPECT_EQ(*static_cast<std::string*>(cache->Value(handle)), key);
        cache->Release(handle);
        if (i % 50 == 0) cache->Erase(key);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace lsm
