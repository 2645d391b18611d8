#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "lsm/env.h"
#include "lsm/helpers/memenv.h"
#include "lsm/slice.h"

namespace lsm {

namespace {

// The bytes of a file, which lives while it has a name or is open somewhere.
class MemFile {
 public:
  uint64_t size() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return bytes_.size();
  }
  void Clear() {
    const std::lock_guard<std::mutex> lock(mutex_);
    bytes_.clear();
  }
  void Append(const Slice& data) {
    const std::lock_guard<std::mutex> lock(mutex_);
    bytes_.append(data.data(), data.size());
  }
  Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (offset > bytes_.size()) return Status::IOError("Offset greater than file size.");
    const size_t count = std::min<size_t>(n, bytes_.size() - static_cast<size_t>(offset));
    if (count > 0) std::memcpy(scratch, bytes_.data() + offset, count);
    *result = Slice(scratch, count);
    return Status::OK();
  }

 private:
  mutable std::mutex mutex_;  // nothing inside can yield
  std::string bytes_;
};

using MemFilePtr = std::shared_ptr<MemFile>;

class MemSequentialFile final : public SequentialFile {
 public:
  explicit MemSequentialFile(MemFilePtr file) : file_(std::move(file)) {}

  Status Read(size_t n, Slice* result, char* scratch) override {
    Status status = file_->Read(position_, n, result, scratch);
    if (status.ok()) position_ += result->size();
    return status;
  }
  Status Skip(uint64_t n) override {
    const uint64_t size = file_->size();
    if (position_ > size) return Status::IOError("pos_ > file_->Size()");
    position_ += std::min(n, size - position_);
    return Status::OK();
  }

 private:
  const MemFilePtr file_;
  uint64_t position_ = 0;
};

class MemRandomAccessFile final : public RandomAccessFile {
 public:
  explicit MemRandomAccessFile(MemFilePtr file) : file_(std::move(file)) {}

  Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const override {
    return file_->Read(offset, n, result, scratch);
  }

 private:
  const MemFilePtr file_;
};

class MemWritableFile final : public WritableFile {
 public:
  explicit MemWritableFile(MemFilePtr file) : file_(std::move(file)) {}

  Status Append(const Slice& data) override {
    file_->Append(data);
    return Status::OK();
  }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }

 private:
  const MemFilePtr file_;
};

class NoLogger final : public Logger {
 public:
  void Logv(const char* /*format*/, std::va_list /*ap*/) override {}
};

class MemEnv final : public EnvWrapper {
 public:
  explicit MemEnv(Env* base_env) : EnvWrapper(base_env) {}

  Status NewSequentialFile(const std::string& fname, SequentialFile** result) override {
    return Open<MemSequentialFile>(Find(fname), fname, result);
  }
  Status NewRandomAccessFile(const std::string& fname, RandomAccessFile** result) override {
    return Open<MemRandomAccessFile>(Find(fname), fname, result);
  }
  Status NewWritableFile(const std::string& fname, WritableFile** result) override {
    const MemFilePtr file = FindOrCreate(fname);
    file->Clear();
    return Open<MemWritableFile>(file, fname, result);
  }
  Status NewAppendableFile(const std::string& fname, WritableFile** result) override {
    return Open<MemWritableFile>(FindOrCreate(fname), fname, result);
  }

  bool FileExists(const std::string& fname) override { return Find(fname) != nullptr; }

  Status GetChildren(const std::string& dir, std::vector<std::string>* result) override {
    result->clear();
    const std::lock_guard<std::mutex> lock(mutex_);
    const std::string prefix = dir + "/";
    for (auto it = files_.lower_bound(prefix); it != files_.end(); ++it) {
      if (it->first.compare(0, prefix.size(), prefix) != 0) break;
      if (it->first.size() > prefix.size()) result->push_back(it->first.substr(prefix.size()));
    }
    return Status::OK();
  }

  Status RemoveFile(const std::string& fname) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return files_.erase(fname) == 1 ? Status::OK() : NotFound(fname);
  }
  Status CreateDir(const std::string&) override { return Status::OK(); }
  Status RemoveDir(const std::string&) override { return Status::OK(); }

  Status GetFileSize(const std::string& fname, uint64_t* file_size) override {
    const MemFilePtr file = Find(fname);
    if (file == nullptr) return NotFound(fname);
    *file_size = file->size();
    return Status::OK();
  }

  Status RenameFile(const std::string& src, const std::string& target) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = files_.find(src);
    if (found == files_.end()) return NotFound(src);
    const MemFilePtr file = found->second;
    files_.erase(found);
    files_[target] = file;
    return Status::OK();
  }

  // Locks are not kept: nobody else can come to these files but through this object.
  Status LockFile(const std::string&, FileLock** lock) override {
    *lock = new FileLock;
    return Status::OK();
  }
  Status UnlockFile(FileLock* lock) override {
    delete lock;
    return Status::OK();
  }

  Status GetTestDirectory(std::string* path) override {
    *path = "/test";
    return Status::OK();
  }
  Status NewLogger(const std::string&, Logger** result) override {
    *result = new NoLogger;
    return Status::OK();
  }
  Status SyncDir(const std::string&) override { return Status::OK(); }

 private:
  static Status NotFound(const std::string& fname) {
    return Status::IOError(fname, "File not found");
  }

  template <class Opened, class Result>
  static Status Open(const MemFilePtr& file, const std::string& fname, Result** result) {
    *result = file == nullptr ? nullptr : new Opened(file);
    return file == nullptr ? NotFound(fname) : Status::OK();
  }

  MemFilePtr Find(const std::string& fname) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = files_.find(fname);
    return found == files_.end() ? nullptr : found->second;
  }
  MemFilePtr FindOrCreate(const std::string& fname) {
    const std::lock_guard<std::mutex> lock(mutex_);
    MemFilePtr& file = files_[fname];
    if (file == nullptr) file = std::make_shared<MemFile>();
    return file;
  }

  mutable std::mutex mutex_;  // nothing inside can yield
  std::map<std::string, MemFilePtr> files_;
};

}  // namespace

Env* NewMemEnv(Env* base_env) { return new MemEnv(base_env); }

}  // namespace lsm
