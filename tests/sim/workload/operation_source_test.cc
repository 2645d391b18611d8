#include "sim/workload/operation_source.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

namespace lsm::sim {
namespace {

std::vector<Operation> All(const ClientGroup& group, uint32_t thread = 0, uint64_t seed = 1) {
  std::shared_ptr<const ZipfTable> zipf;
  if (NeedsZipfTable(group.keys)) {
    zipf = std::make_shared<const ZipfTable>(group.keys.count, group.keys.theta_percent);
  }
  OperationSource source(group, thread, thread + 1, seed, zipf);
  std::vector<Operation> operations;
  Operation operation;
  while (source.Next(&operation)) operations.push_back(operation);
  return operations;
}

std::map<std::string, int> KeyCounts(const ClientGroup& group) {
  std::map<std::string, int> counts;
  for (const Operation& operation : All(group)) counts[operation.entries.front().key]++;
  return counts;
}

TEST(OperationSourceTest, SequentialKeysAreDealtOutToTheThreads) {
  ClientGroup group{.threads = 3, .operations = 3};
  group.keys = {.distribution = KeyDistribution::kSequential, .count = 100, .bytes = 6};
  EXPECT_EQ(All(group, 0)[1].entries.front().key, "key003");
  EXPECT_EQ(All(group, 1)[1].entries.front().key, "key004");
  EXPECT_EQ(All(group, 2)[2].entries.front().key, "key008");
}

TEST(OperationSourceTest, TheSameSeedDoesTheSame) {
  ClientGroup group{.operations = 50};
  group.value_bytes = {.min = 10, .max = 20};
  const auto a = All(group);
  const auto b = All(group);
  const auto other = All(group, 0, 2);
  ASSERT_EQ(a.size(), 50u);
  bool differs = false;
  for (size_t i = 0; i < a.size(); i++) {
    EXPECT_EQ(a[i].entries.front().key, b[i].entries.front().key);
    EXPECT_EQ(a[i].entries.front().value, b[i].entries.front().value);
    differs |= a[i].entries.front().value != other[i].entries.front().value;
    EXPECT_GE(a[i].entries.front().value.size(), 10u);
    EXPECT_LE(a[i].entries.front().value.size(), 20u);
  }
  EXPECT_TRUE(differs);
}

TEST(OperationSourceTest, FollowsTheMix) {
  ClientGroup group{.operations = 10'000, .mix = {.put = 5, .remove = 1, .get = 3, .scan = 1}};
  group.sync_percent = 25;
  int puts = 0, removes = 0, gets = 0, scans = 0, syncs = 0;
  for (const Operation& operation : All(group)) {
    if (operation.kind == OperationKind::kGet) gets++;
    if (operation.kind == OperationKind::kScan) scans++;
    if (operation.kind == OperationKind::kWrite) {
      (operation.entries.front().remove ? removes : puts)++;
      if (operation.sync) syncs++;
    }
  }
  EXPECT_NEAR(puts, 5000, 200);
  EXPECT_NEAR(removes, 1000, 150);
  EXPECT_NEAR(gets, 3000, 200);
  EXPECT_NEAR(scans, 1000, 150);
  EXPECT_NEAR(syncs, 1500, 150);
}

TEST(OperationSourceTest, ZipfianKeysAreDrawnByRank) {
  ClientGroup group{.operations = 20'000};
  group.keys = {.distribution = KeyDistribution::kZipfian, .count = 100};
  std::vector<int> counts;
  for (const auto& [key, count] : KeyCounts(group)) counts.push_back(count);
  std::ranges::sort(counts, std::greater<>());
  // The sum of 1/r up to 100 is 5.187: rank 1 has 19.3 %, rank 2 half of it.
  EXPECT_NEAR(counts[0], 3856, 250);
  EXPECT_NEAR(counts[1], 1928, 200);
  EXPECT_EQ(counts.size(), 100u);
}

TEST(OperationSourceTest, AHotSetGetsItsShare) {
  ClientGroup group{.operations = 10'000};
  group.keys = {
      .distribution = KeyDistribution::kHotSet, .count = 1000, .hot_keys = 5, .hot_percent = 80};
  int hot = 0;
  for (const auto& [key, count] : KeyCounts(group)) {
    if (key <= "key0000000000004") hot += count;
  }
  EXPECT_NEAR(hot, 8010, 200);
}

TEST(OperationSourceTest, YcsbsThetaFlattensTheDistribution) {
  ClientGroup group{.operations = 20'000};
  group.keys = {.distribution = KeyDistribution::kZipfian, .count = 100, .theta_percent = 99};
  std::vector<int> counts;
  for (const auto& [key, count] : KeyCounts(group)) counts.push_back(count);
  std::ranges::sort(counts, std::greater<>());
  // The sum of r^-0.99 up to 100 is 5.295: rank 1 has 18.9 %; with theta 0.5 it has 5.4 %.
  EXPECT_NEAR(counts[0], 3777, 250);
  group.keys.theta_percent = 50;
  int most = 0;
  for (const auto& [key, count] : KeyCounts(group)) most = std::max(most, count);
  EXPECT_NEAR(most, 1076, 130);
}

TEST(OperationSourceTest, InsertsAreNewKeysDealtOutToTheThreads) {
  ClientGroup group{.threads = 2, .operations = 3, .mix = {.put = 0, .insert = 1}};
  group.keys = {.count = 100, .bytes = 6};
  EXPECT_EQ(All(group, 0)[0].entries.front().key, "key100");
  EXPECT_EQ(All(group, 1)[0].entries.front().key, "key101");
  EXPECT_EQ(All(group, 0)[2].entries.front().key, "key104");
}

TEST(OperationSourceTest, WhatWasInsertedLastIsReadMost) {
  ClientGroup group{.operations = 20'000, .mix = {.put = 0, .get = 9, .insert = 1}};
  group.keys = {.distribution = KeyDistribution::kLatest, .count = 100};
  uint64_t newest = 99;
  std::map<uint64_t, int> by_age;
  for (const Operation& operation : All(group)) {
    const uint64_t number = std::stoull(operation.entries.front().key.substr(3));
    if (operation.kind == OperationKind::kWrite) {
      EXPECT_EQ(number, ++newest);
    } else {
      ASSERT_LE(number, newest);
      by_age[newest - number]++;
    }
  }
  EXPECT_NEAR(by_age[0], 18'000 * 0.193, 250);
  EXPECT_NEAR(by_age[1], 18'000 * 0.096, 200);
}

TEST(OperationSourceTest, ReadModifyWriteReadsAndThenWritesTheSameKey) {
  ClientGroup group{.operations = 100, .mix = {.put = 1, .remove = 1, .read_modify_write = 2}};
  int pairs = 0;
  const std::vector<Operation> all = All(group);
  for (size_t i = 0; i < all.size(); i++) {
    if (all[i].kind != OperationKind::kGet) continue;
    ASSERT_LT(i + 1, all.size());
    EXPECT_EQ(all[i + 1].kind, OperationKind::kWrite);
    EXPECT_EQ(all[i + 1].entries.front().key, all[i].entries.front().key);
    EXPECT_FALSE(all[i + 1].entries.front().remove);
    EXPECT_EQ(all[i + 1].entries.front().value.size(), 100u);
    pairs++;
  }
  EXPECT_NEAR(pairs, 50, 15);
  EXPECT_EQ(all.size(), 100u + static_cast<size_t>(pairs));  // a pair is one of the hundred
}

TEST(OperationSourceTest, SomeWritesAreBatches) {
  ClientGroup group{.operations = 1000, .batch = 7, .batch_percent = 30};
  int batches = 0;
  for (const Operation& operation : All(group)) {
    const size_t entries = operation.entries.size();
    ASSERT_TRUE(entries == 1 || entries == 7) << entries;
    batches += entries == 7 ? 1 : 0;
  }
  EXPECT_NEAR(batches, 300, 50);
}

TEST(OperationSourceTest, HashedKeysAreThoseOfYcsb) {
  ClientGroup group{.operations = 2};
  group.keys = {.distribution = KeyDistribution::kSequential,
                .count = 10,
                .bytes = 24,
                .prefix = "user",
                .order = KeyOrder::kHashed};
  // FNV-1a of eight zero bytes, and of 01 and seven zero bytes.
  EXPECT_EQ(All(group)[0].entries.front().key, "user12161962213042174405");
  EXPECT_EQ(All(group)[1].entries.front().key, "user09929646806074584996");
  group.keys.bytes = 10;
  EXPECT_EQ(All(group)[0].entries.front().key, "user174405");
}

TEST(OperationSourceTest, ScansHaveLengthsWithinTheirLimits) {
  ClientGroup group{.operations = 1000, .mix = {.put = 0, .scan = 1}};
  group.scan_entries = 100;
  group.scan_entries_min = 1;
  uint64_t sum = 0;
  for (const Operation& operation : All(group)) {
    ASSERT_GE(operation.scan_entries, 1u);
    ASSERT_LE(operation.scan_entries, 100u);
    sum += operation.scan_entries;
  }
  EXPECT_NEAR(static_cast<double>(sum) / 1000, 50.5, 3);
}

TEST(OperationSourceTest, BurstsPauseBetweenThem) {
  ClientGroup group{.operations = 6, .pause_ns = 1, .burst_operations = 2, .burst_pause_ns = 100};
  std::vector<uint64_t> pauses;
  for (const Operation& operation : All(group)) pauses.push_back(operation.pause_ns);
  EXPECT_EQ(pauses, (std::vector<uint64_t>{1, 1, 101, 1, 101, 1}));
}

}  // namespace
}  // namespace lsm::sim
