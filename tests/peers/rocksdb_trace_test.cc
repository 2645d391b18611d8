// A query trace that RocksDB wrote is read as what was done.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "sim/recording/recording.h"
#include "tests/peers/rocksdb_peer.h"

namespace {

std::string Show(const lsm::sim::Operation& operation) {
  std::string text;
  for (const auto& entry : operation.entries) {
    text += text.empty() ? "" : " ";
    if (operation.kind == lsm::sim::OperationKind::kGet) text += "get " + entry.key;
    if (operation.kind == lsm::sim::OperationKind::kScan) text += "scan " + entry.key;
    if (operation.kind != lsm::sim::OperationKind::kWrite) continue;
    text +=
        entry.remove ? "-" + entry.key : entry.key + "=" + std::to_string(entry.value.size()) + "B";
  }
  return text;
}

TEST(RocksDbTraceTest, WhatRocksDbTracedIsRead) {
  if (!peers::HasRocksDb()) GTEST_SKIP() << "RocksDB is not installed";
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("rocksdb_trace_" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  lsm::sim::RecordingPlan plan;
  plan.file = (folder / "trace").string();
  ASSERT_EQ(peers::TraceWithRocksDb((folder / "db").string(), plan.file), "");
  const lsm::Status status = ExamineRecording(&plan);
  ASSERT_TRUE(status.ok()) << status.ToString();
  std::unique_ptr<lsm::sim::RecordingReader> reader;
  ASSERT_TRUE(OpenRecording(plan, 0, &reader).ok());
  std::string text;
  uint64_t before_ns = 0;
  lsm::sim::RecordedOperation recorded;
  while (reader->Next(&recorded)) {
    text += Show(recorded.operation) + "; ";
    EXPECT_GE(recorded.time_ns, before_ns);
    before_ns = recorded.time_ns;
  }
  EXPECT_EQ(text, "a=3B; b=300B -a -c; get b; scan a; get k; get l; cf1/d=3B; ");
  EXPECT_EQ(plan.facts.skipped, 1u);  // the range deletion
  std::filesystem::remove_all(folder);
}

}  // namespace
