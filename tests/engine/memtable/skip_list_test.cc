#include "engine/memtable/skip_list.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <set>
#include <thread>
#include <vector>

#include "engine/base/hash.h"

namespace lsm {
namespace {

struct NumberCompare {
  int operator()(uint64_t a, uint64_t b) const { return a < b ? -1 : a > b ? +1 : 0; }
};
using List = SkipList<uint64_t, NumberCompare>;

TEST(SkipList, AnEmptyListHoldsNothing) {
  Arena arena;
  const List list(NumberCompare(), &arena);
  EXPECT_FALSE(list.Contains(10));
  List::Iterator at(&list);
  EXPECT_FALSE(at.Valid());
  at.SeekToFirst();
  EXPECT_FALSE(at.Valid());
  at.Seek(100);
  EXPECT_FALSE(at.Valid());
  at.SeekToLast();
  EXPECT_FALSE(at.Valid());
}

TEST(SkipList, HoldsWhatASetHolds) {
  constexpr uint32_t kRange = 5000;
  Random random(1000);
  std::set<uint64_t> model;
  Arena arena;
  List list(NumberCompare(), &arena);
  for (int i = 0; i < 2000; i++) {
    const uint64_t key = random.Uniform(kRange);
    EXPECT_EQ(list.Insert(key), model.insert(key).second);
  }
  for (uint64_t key = 0; key < kRange; key++) EXPECT_EQ(list.Contains(key), model.contains(key));

  List::Iterator at(&list);
  at.SeekToFirst();
  for (const uint64_t key : model) {
    ASSERT_TRUE(at.Valid());
    EXPECT_EQ(at.key(), key);
    at.Next();
  }
  EXPECT_FALSE(at.Valid());
  at.SeekToLast();
  for (auto key = model.rbegin(); key != model.rend(); ++key) {
    ASSERT_TRUE(at.Valid());
    EXPECT_EQ(at.key(), *key);
    at.Prev();
  }
  EXPECT_FALSE(at.Valid());
  for (uint64_t target = 0; target < kRange; target++) {
    at.Seek(target);
    const auto expected = model.lower_bound(target);
    ASSERT_EQ(at.Valid(), expected != model.end());
    if (at.Valid()) {
      EXPECT_EQ(at.key(), *expected);
    }
  }
}

// Memtables of the same entries must be full at the same entry, on every machine.
TEST(SkipList, TakesTheSameMemoryEverywhere) {
  Arena arena(64 << 10);
  List list(NumberCompare(), &arena);
  EXPECT_EQ(arena.MemoryUsage(), (64u << 10) + 8);
  for (uint64_t i = 0; i < 10000; i++) ASSERT_TRUE(list.Insert(i));
  // 8 bytes of key and 4/3 links of 8 bytes make 18.7 a node.
  EXPECT_EQ(arena.MemoryUsage(), 3 * ((64u << 10) + 8));
}

// One writer adds generations of keys; a reader checks that whatever was in the list before it
// began is there, and that nothing stands there which was never added. A key is made of its number,
// its generation and a hash of both.
class ConcurrentSkipList {
 public:
  static constexpr uint32_t kKeys = 4;

  void WriteStep(Random* random) {
    const uint32_t k = random->Uniform(kKeys);
    const uint32_t generation = generations_[k].load(std::memory_order_relaxed) + 1;
    ASSERT_TRUE(list_.Insert(MakeKey(k, generation)));
    generations_[k].store(generation, std::memory_order_release);
  }

  void ReadStep(Random* random) {
    std::array<uint32_t, kKeys> initial;
    for (uint32_t k = 0; k < kKeys; k++) {
      initial[k] = generations_[k].load(std::memory_order_acquire);
    }
    uint64_t expected_from = RandomTarget(random);
    List::Iterator at(&list_);
    at.Seek(expected_from);
    while (true) {
      const uint64_t current = at.Valid() ? at.key() : MakeKey(kKeys, 0);
      if (at.Valid()) {
        ASSERT_TRUE(IsKey(current));
      }
      ASSERT_LE(expected_from, current);
      // Nothing between the two may have been in the list when we began.
      while (expected_from < current) {
        const uint32_t k = KeyOf(expected_from);
        const uint32_t generation = GenerationOf(expected_from);
        ASSERT_LT(k, kKeys);
        ASSERT_TRUE(generation == 0 || generation > initial[k]) << k << " " << generation;
        expected_from =
            generation < initial[k] + 1 ? MakeKey(k, generation + 1) : MakeKey(k + 1, 0);
      }
      if (!at.Valid()) break;
      if (random->OneIn(2)) {
        at.Next();
        expected_from = MakeKey(KeyOf(expected_from), GenerationOf(expected_from) + 1);
      } else {
        const uint64_t target = RandomTarget(random);
        if (target > expected_from) {
          expected_from = target;
          at.Seek(target);
        }
      }
    }
  }

 private:
  static uint64_t MakeKey(uint32_t k, uint32_t generation) {
    const uint32_t words[] = {k, generation};
    const uint32_t hash = Hash(reinterpret_cast<const char*>(words), sizeof(words), 0) & 0xff;
    return uint64_t{k} << 40 | uint64_t{generation} << 8 | hash;
  }
  static uint32_t KeyOf(uint64_t key) { return static_cast<uint32_t>(key >> 40); }
  static uint32_t GenerationOf(uint64_t key) { return static_cast<uint32_t>(key >> 8); }
  static bool IsKey(uint64_t key) { return key == MakeKey(KeyOf(key), GenerationOf(key)); }

  uint64_t RandomTarget(Random* random) {
    return random->OneIn(10) ? MakeKey(0, 0) : MakeKey(random->Uniform(kKeys), 0);
  }

  std::array<std::atomic<uint32_t>, kKeys> generations_{};
  Arena arena_;
  List list_{NumberCompare(), &arena_};
};

TEST(SkipList, AReaderWithoutALockSeesEverythingThatWasThereWhenItBegan) {
  for (uint64_t seed = 0; seed < 10; seed++) {
    ConcurrentSkipList list;
    std::atomic<bool> done{false};
    std::thread reader([&] {
      Random random(seed + 100);
      while (!done.load(std::memory_order_acquire)) list.ReadStep(&random);
    });
    Random random(seed);
    for (int i = 0; i < 1000; i++) list.WriteStep(&random);
    done.store(true, std::memory_order_release);
    reader.join();
  }
}

TEST(SkipList, ManyThreadsInsertAtOnceAndReadersSeeEverySortedPrefix) {
  constexpr int kThreads = 4;
  constexpr uint64_t kEach = 5000;
  Arena arena;
  List list(NumberCompare(), &arena);
  std::atomic<int> inserting{kThreads};
  std::atomic<uint64_t> added{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; t++) {
    threads.emplace_back([&, t] {
      // Every key is tried by two threads, in different orders: one of them wins.
      for (uint64_t i = 0; i < kEach; i++) {
        const uint64_t n = t % 2 == 0 ? i : kEach - 1 - i;
        const uint64_t key = n * 2 + static_cast<uint64_t>(t / 2);
        if (list.InsertConcurrently(key)) added.fetch_add(1);
        ASSERT_TRUE(list.Contains(key));
      }
      inserting.fetch_sub(1);
    });
  }
  do {
    List::Iterator at(&list);
    at.SeekToFirst();
    for (uint64_t last = 0; at.Valid(); last = at.key(), at.Next()) {
      if (at.key() != 0) {
        ASSERT_LT(last, at.key());
      }
    }
  } while (inserting.load() > 0);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(added.load(), 2 * kEach);
  List::Iterator at(&list);
  at.SeekToFirst();
  for (uint64_t key = 0; key < 2 * kEach; key++, at.Next()) {
    ASSERT_TRUE(at.Valid());
    ASSERT_EQ(at.key(), key);
  }
  EXPECT_FALSE(at.Valid());
}

}  // namespace
}  // namespace lsm
