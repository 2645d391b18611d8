// A database in a temporary directory, opened and reopened by tests.
#ifndef LSMSCOPE_TESTS_ENGINE_DB_DB_FIXTURE_H_
#define LSMSCOPE_TESTS_ENGINE_DB_DB_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <unistd.h>

#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/write_batch.h"

namespace lsm {

class DbTest : public ::testing::Test {
 protected:
  DbTest() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = (std::filesystem::temp_directory_path() /
             ("lsmscope_" + std::to_string(getpid()) + "_" + info->test_suite_name() + "_" +
              info->name()))
                .string();
    std::filesystem::remove_all(path_);
    options_.create_if_missing = true;
    options_.write_buffer_size = 16 << 10;
    options_.max_file_size = 16 << 10;
    options_.max_bytes_for_level_base = 64 << 10;
    options_.compression = kNoCompression;
  }
  ~DbTest() override {
    db_.reset();
    std::filesystem::remove_all(path_);
  }

  Status TryOpen() {
    db_.reset();
    DB* db = nullptr;
    Status status = DB::Open(options_, path_, &db);
    db_.reset(db);
    return status;
  }
  void Open() {
    const Status status = TryOpen();
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  void Close() { db_.reset(); }

  void Put(const std::string& key, const std::string& value) {
    const Status status = db_->Put(WriteOptions(), key, value);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  void Delete(const std::string& key) {
    const Status status = db_->Delete(WriteOptions(), key);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  std::string Get(const std::string& key, const Snapshot* snapshot = nullptr) {
    ReadOptions options;
    options.snapshot = snapshot;
    std::string value;
    const Status status = db_->Get(options, key, &value);
    if (status.IsNotFound()) return "(absent)";
    if (!status.ok()) return status.ToString();
    return value;
  }
  std::map<std::string, std::string> Contents() {
    std::map<std::string, std::string> contents;
    const std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      contents[it->key().ToString()] = it->value().ToString();
    }
    EXPECT_TRUE(it->status().ok()) << it->status().ToString();
    return contents;
  }
  int FilesAtLevel(int level) {
    std::string value;
    EXPECT_TRUE(db_->GetProperty("leveldb.num-files-at-level" + std::to_string(level), &value));
    return std::stoi(value);
  }

  std::string path_;
  Options options_;
  std::unique_ptr<DB> db_;
};

}  // namespace lsm

#endif  // LSMSCOPE_TESTS_ENGINE_DB_DB_FIXTURE_H_
