#include "tests/peers/leveldb_cut_peer.h"

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/write_batch.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <functional>
#include <utility>

#include "sim/disk/disk_os.h"

namespace peers {
namespace {

using lsm::OpenMode;
using lsm::sim::DiskOs;

constexpr char kDirectory[] = "/db";

leveldb::Status Result(const std::string& path, int64_t result) {
  if (result >= 0) return leveldb::Status::OK();
  if (result == -ENOENT) return leveldb::Status::NotFound(path, "no such file");
  return leveldb::Status::IOError(path, std::strerror(static_cast<int>(-result)));
}

class SequentialFile final : public leveldb::SequentialFile {
 public:
  SequentialFile(DiskOs* os, int fd) : os_(*os), fd_(fd) {}
  ~SequentialFile() override { os_.Close(fd_); }
  leveldb::Status Read(size_t n, leveldb::Slice* result, char* scratch) override {
    *result = leveldb::Slice(scratch, static_cast<size_t>(os_.Read(fd_, scratch, n)));
    return leveldb::Status::OK();
  }
  leveldb::Status Skip(uint64_t n) override { return Result("", os_.Skip(fd_, n)); }

 private:
  DiskOs& os_;
  const int fd_;
};

class RandomAccessFile final : public leveldb::RandomAccessFile {
 public:
  RandomAccessFile(DiskOs* os, int fd) : os_(*os), fd_(fd) {}
  ~RandomAccessFile() override { os_.Close(fd_); }
  leveldb::Status Read(uint64_t offset, size_t n, leveldb::Slice* result,
                       char* scratch) const override {
    *result = leveldb::Slice(scratch, static_cast<size_t>(os_.ReadAt(fd_, scratch, n, offset)));
    return leveldb::Status::OK();
  }

 private:
  DiskOs& os_;
  const int fd_;
};

// As LevelDB's own for POSIX: buffered until it is flushed; the sync of a MANIFEST syncs the
// directory first.
class WritableFile final : public leveldb::WritableFile {
 public:
  WritableFile(DiskOs* os, int fd, bool manifest, std::function<bool()> tears)
      : os_(*os), fd_(fd), manifest_(manifest), tears_(std::move(tears)) {}
  ~WritableFile() override { Close(); }
  leveldb::Status Append(const leveldb::Slice& data) override {
    buffer_.append(data.data(), data.size());
    return leveldb::Status::OK();
  }
  leveldb::Status Flush() override {
    if (buffer_.empty()) return leveldb::Status::OK();
    const bool torn = tears_ && tears_();
    os_.Write(fd_, buffer_.data(), torn ? buffer_.size() / 2 : buffer_.size());
    buffer_.clear();
    return torn ? leveldb::Status::IOError("write", "failed") : leveldb::Status::OK();
  }
  leveldb::Status Sync() override {
    if (manifest_) os_.SyncDirectory(kDirectory);
    leveldb::Status status = Flush();
    return status.ok() ? Result("sync", os_.SyncData(fd_)) : status;
  }
  leveldb::Status Close() override {
    if (fd_ < 0) return leveldb::Status::OK();
    leveldb::Status status = Flush();
    os_.Close(std::exchange(fd_, -1));
    return status;
  }

 private:
  DiskOs& os_;
  int fd_;
  const bool manifest_;
  const std::function<bool()> tears_;
  std::string buffer_;
};

class NoLogger final : public leveldb::Logger {
 public:
  void Logv(const char*, std::va_list) override {}
};

// One thread: what is scheduled runs when Drain is called, between two calls of the database.
class DiskEnv final : public leveldb::Env {
 public:
  DiskEnv(lsm::sim::Disk* disk, int torn_write_at) : os_(disk), writes_left_(torn_write_at) {}

  void Drain() {
    while (!work_.empty()) {
      const auto work = work_.front();
      work_.pop_front();
      work();
    }
  }

  leveldb::Status NewSequentialFile(const std::string& f, leveldb::SequentialFile** r) override {
    return Open<SequentialFile>(f, OpenMode::kRead, r);
  }
  leveldb::Status NewRandomAccessFile(const std::string& f,
                                      leveldb::RandomAccessFile** r) override {
    return Open<RandomAccessFile>(f, OpenMode::kRead, r);
  }
  leveldb::Status NewWritableFile(const std::string& f, leveldb::WritableFile** r) override {
    return OpenToWrite(f, OpenMode::kTruncate, r);
  }
  leveldb::Status NewAppendableFile(const std::string& f, leveldb::WritableFile** r) override {
    return OpenToWrite(f, OpenMode::kAppend, r);
  }
  bool FileExists(const std::string& f) override { return os_.Exists(f) == 0; }
  leveldb::Status GetChildren(const std::string& d, std::vector<std::string>* r) override {
    return Result(d, os_.List(d, r));
  }
  leveldb::Status RemoveFile(const std::string& f) override { return Result(f, os_.Unlink(f)); }
  leveldb::Status CreateDir(const std::string& d) override {
    const int made = os_.MakeDirectory(d);
    os_.SyncDirectory("/");  // not what is looked for here
    return Result(d, made);
  }
  leveldb::Status RemoveDir(const std::string& d) override {
    return Result(d, os_.RemoveDirectory(d));
  }
  leveldb::Status GetFileSize(const std::string& f, uint64_t* size) override {
    const int64_t bytes = os_.FileSize(f);
    *size = bytes < 0 ? 0 : static_cast<uint64_t>(bytes);
    return Result(f, bytes);
  }
  leveldb::Status RenameFile(const std::string& from, const std::string& to) override {
    return Result(from, os_.Rename(from, to));
  }
  leveldb::Status LockFile(const std::string&, leveldb::FileLock** lock) override {
    *lock = new leveldb::FileLock();
    return leveldb::Status::OK();
  }
  leveldb::Status UnlockFile(leveldb::FileLock* lock) override {
    delete lock;
    return leveldb::Status::OK();
  }
  void Schedule(void (*function)(void*), void* argument) override {
    work_.emplace_back([function, argument] { function(argument); });
  }
  void StartThread(void (*)(void*), void*) override { std::abort(); }
  leveldb::Status GetTestDirectory(std::string*) override {
    return leveldb::Status::NotSupported("no test directory");
  }
  leveldb::Status NewLogger(const std::string&, leveldb::Logger** result) override {
    *result = new NoLogger();
    return leveldb::Status::OK();
  }
  uint64_t NowMicros() override { return 0; }
  void SleepForMicroseconds(int) override {}

 private:
  template <class File, class Interface>
  leveldb::Status Open(const std::string& path, OpenMode mode, Interface** result) {
    const int fd = os_.Open(path, mode);
    *result = fd < 0 ? nullptr : new File(&os_, fd);
    return Result(path, fd);
  }
  leveldb::Status OpenToWrite(const std::string& path, OpenMode mode,
                              leveldb::WritableFile** result) {
    const int fd = os_.Open(path, mode);
    const bool manifest = path.find("MANIFEST") != std::string::npos;
    std::function<bool()> tears;
    if (path.ends_with(".log")) {
      tears = [this] { return writes_left_ > 0 && --writes_left_ == 0; };
    }
    *result = fd < 0 ? nullptr : new WritableFile(&os_, fd, manifest, std::move(tears));
    return Result(path, fd);
  }

  DiskOs os_;
  int writes_left_;
  std::deque<std::function<void()>> work_;
};

class Database {
 public:
  Database(lsm::sim::Disk* disk, bool reuse_logs, int torn_write_at = 0)
      : env_(disk, torn_write_at), cache_(leveldb::NewLRUCache(1 << 20)) {
    leveldb::Options options;
    options.create_if_missing = true;
    options.env = &env_;
    options.block_cache = cache_.get();
    options.write_buffer_size = 64 << 10;
    options.compression = leveldb::kNoCompression;
    options.reuse_logs = reuse_logs;
    leveldb::DB* opened = nullptr;
    status_ = leveldb::DB::Open(options, kDirectory, &opened);
    db_.reset(opened);
    env_.Drain();
  }
  ~Database() { env_.Drain(); }

  leveldb::DB* get() { return db_.get(); }
  const leveldb::Status& status() const { return status_; }
  void Drain() { env_.Drain(); }

 private:
  DiskEnv env_;
  std::unique_ptr<leveldb::Cache> cache_;
  leveldb::Status status_;
  std::unique_ptr<leveldb::DB> db_;
};

class LevelDbRecoverer final : public lsm::sim::Recoverer {
 public:
  explicit LevelDbRecoverer(bool reuse_logs) : reuse_logs_(reuse_logs) {}

  lsm::sim::Found Recover(lsm::sim::Disk* disk, lsm::sim::Contents* contents) override {
    Database database(disk, reuse_logs_);
    return Read(&database, contents);
  }
  lsm::sim::Found RecoverAndPut(lsm::sim::Disk* disk, const std::string& key,
                                const std::string& value) override {
    Database database(disk, reuse_logs_);
    if (database.status().ok()) {
      leveldb::WriteOptions options;
      options.sync = true;
      const leveldb::Status status = database.get()->Put(options, key, value);
      if (!status.ok()) return {.error = "writing: " + status.ToString()};
    }
    return Read(&database, nullptr);
  }

 private:
  static lsm::sim::Found Read(Database* database, lsm::sim::Contents* contents) {
    if (!database->status().ok()) return {.error = "opening: " + database->status().ToString()};
    lsm::sim::Found found;
    leveldb::ReadOptions options;
    options.verify_checksums = true;
    const std::unique_ptr<leveldb::Iterator> it(database->get()->NewIterator(options));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      const std::string key = it->key().ToString(), value = it->value().ToString();
      found.digest += lsm::sim::DigestOfEntry(key, value);
      if (contents != nullptr) (*contents)[key] = value;
    }
    if (!it->status().ok()) found.error = "reading: " + it->status().ToString();
    return found;
  }

  const bool reuse_logs_;
};

}  // namespace

std::string RunLevelDb(const CutWorkload& workload, lsm::sim::Disk* disk, lsm::sim::CommitLog* log,
                       lsm::sim::CutRecorder* recorder) {
  int number = 0;
  for (int session = 0; session < workload.sessions; session++) {
    if (session > 0) recorder->BeginSession();
    Database database(disk, workload.reuse_logs, session == 0 ? workload.torn_write_at : 0);
    if (!database.status().ok()) return database.status().ToString();
    for (int i = 0; i < workload.batches; i++) {
      number++;
      lsm::sim::Commit commit{.sync = number % workload.sync_every == 0};
      leveldb::WriteBatch batch;
      for (int key = number; key < number + 2; key++) {
        std::string value = "batch " + std::to_string(number) + " ";
        value.resize(static_cast<size_t>(workload.value_bytes), static_cast<char>('a' + key % 26));
        commit.changes.push_back({"key" + std::to_string(100 + key % workload.keys), value});
        batch.Put(commit.changes.back().key, value);
      }
      leveldb::WriteOptions options;
      options.sync = commit.sync;
      log->Add(std::move(commit));
      const leveldb::Status status = database.get()->Write(options, &batch);
      if (status.ok() && options.sync) log->PromiseAll();
      recorder->OnPromise();
      database.Drain();
    }
  }
  return "";
}

std::unique_ptr<lsm::sim::Recoverer> NewLevelDbRecoverer(bool reuse_logs) {
  return std::make_unique<LevelDbRecoverer>(reuse_logs);
}

}  // namespace peers
