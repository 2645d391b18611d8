#include "engine/env/posix_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "engine/base/seeded_bug.h"
#include "lsm/slice.h"

namespace lsm {

Status OsError(const std::string& context, int64_t error) {
  const char* const text = std::strerror(static_cast<int>(-error));
  return error == -ENOENT ? Status::NotFound(context, text) : Status::IOError(context, text);
}

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

namespace {

bool IsManifest(const std::string& path) {
  const size_t slash = path.rfind('/');
  return path.compare(slash == std::string::npos ? 0 : slash + 1, 8, "MANIFEST") == 0;
}

// Calls read(buffer, n, bytes so far) until n bytes are there or the file ends: a short read alone
// does not mean the end. The number of bytes, or the error.
template <class Read>
int64_t ReadFully(char* buffer, size_t n, Read&& read) {
  size_t done = 0;
  while (done < n) {
    const int64_t got = read(buffer + done, n - done, done);
    if (got < 0) return got;
    if (got == 0) break;
    done += static_cast<size_t>(got);
    if (SeededBug(Bug::kShortReadTakenForEnd)) break;
  }
  return static_cast<int64_t>(done);
}

class PosixSequentialFile final : public SequentialFile {
 public:
  PosixSequentialFile(Os* os, const std::string& path, int fd) : os_(os), path_(path), fd_(fd) {}
  ~PosixSequentialFile() override { os_->Close(fd_); }

  Status Read(size_t n, Slice* result, char* scratch) override {
    const int64_t got = ReadFully(scratch, n, [this](char* buffer, size_t bytes, size_t) {
      return os_->Read(fd_, buffer, bytes);
    });
    *result = Slice(scratch, got < 0 ? 0 : static_cast<size_t>(got));
    return got < 0 ? OsError(path_, got) : Status::OK();
  }

  Status Skip(uint64_t n) override {
    const int64_t position = os_->Skip(fd_, n);
    return position < 0 ? OsError(path_, position) : Status::OK();
  }

 private:
  Os* const os_;
  const std::string path_;
  const int fd_;
};

class PosixRandomAccessFile final : public RandomAccessFile {
 public:
  PosixRandomAccessFile(Os* os, const std::string& path, int fd) : os_(os), path_(path), fd_(fd) {}
  ~PosixRandomAccessFile() override { os_->Close(fd_); }

  Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const override {
    const int64_t got = ReadFully(scratch, n, [&](char* buffer, size_t bytes, size_t done) {
      return os_->ReadAt(fd_, buffer, bytes, offset + done);
    });
    *result = Slice(scratch, got < 0 ? 0 : static_cast<size_t>(got));
    return got < 0 ? OsError(path_, got) : Status::OK();
  }

 private:
  Os* const os_;
  const std::string path_;
  const int fd_;
};

// The first error sticks: what stands in the file behind it is unknown, and a sync that follows a
// failed one may succeed although bytes were lost.
class PosixWritableFile final : public WritableFile {
 public:
  PosixWritableFile(Os* os, const std::string& path, int fd)
      : os_(os),
        path_(path),
        is_manifest_(IsManifest(path)),
        fd_(fd),
        buffer_(std::make_unique_for_overwrite<char[]>(kBufferBytes)) {}
  ~PosixWritableFile() override {
    if (fd_ >= 0) Close();
  }

  Status Append(const Slice& data) override {
    if (!error_.ok()) return error_;
    const size_t copied = std::min(data.size(), kBufferBytes - used_);
    std::memcpy(buffer_.get() + used_, data.data(), copied);
    used_ += copied;
    const Slice rest(data.data() + copied, data.size() - copied);
    if (rest.empty()) return Status::OK();

    const Status s = Flush();
    if (!s.ok()) return s;
    if (rest.size() >= kBufferBytes) return WriteToOs(rest);
    std::memcpy(buffer_.get(), rest.data(), rest.size());
    used_ = rest.size();
    return Status::OK();
  }

  Status Flush() override {
    if (!error_.ok()) return error_;
    const Slice buffered(buffer_.get(), used_);
    used_ = 0;
    return WriteToOs(buffered);
  }

  // A MANIFEST names other files: as in LevelDB, they become durable under their names with it.
  Status Sync() override {
    if (!error_.ok()) return error_;
    if (is_manifest_ && !SeededBug(Bug::kTableNameNotSynced)) {
      const std::string directory = DirectoryOf(path_);
      const int synced = os_->SyncDirectory(directory);
      if (synced < 0) return error_ = OsError(directory, synced);
    }
    const Status s = Flush();
    if (!s.ok()) return s;
    const int synced = os_->SyncData(fd_);
    if (synced < 0 && SeededBug(Bug::kFileErrorNotKept)) return OsError(path_, synced);
    if (synced < 0) error_ = OsError(path_, synced);
    return error_;
  }

  Status Close() override {
    if (fd_ < 0) return error_;
    const Status s = Flush();
    const int closed = os_->Close(fd_);
    fd_ = -1;
    if (s.ok() && closed < 0) error_ = OsError(path_, closed);
    return error_;
  }

 private:
  static constexpr size_t kBufferBytes = 65536;

  Status WriteToOs(Slice data) {
    while (!data.empty()) {
      const int64_t written = os_->Write(fd_, data.data(), data.size());
      if (written < 0 && SeededBug(Bug::kFileErrorNotKept)) return OsError(path_, written);
      if (written < 0) return error_ = OsError(path_, written);
      // A device that takes nothing and reports nothing would make us try for ever.
      if (written == 0) return error_ = OsError(path_, -EIO);
      if (SeededBug(Bug::kShortWriteTakenForWhole)) break;
      data.remove_prefix(static_cast<size_t>(written));
    }
    return Status::OK();
  }

  Os* const os_;
  const std::string path_;
  const bool is_manifest_;
  int fd_;  // -1: closed
  const std::unique_ptr<char[]> buffer_;
  size_t used_ = 0;  // bytes in the buffer
  Status error_;     // the first
};

}  // namespace

std::unique_ptr<SequentialFile> NewPosixSequentialFile(Os* os, const std::string& path, int fd) {
  return std::make_unique<PosixSequentialFile>(os, path, fd);
}

std::unique_ptr<RandomAccessFile> NewPosixRandomAccessFile(Os* os, const std::string& path,
                                                           int fd) {
  return std::make_unique<PosixRandomAccessFile>(os, path, fd);
}

std::unique_ptr<WritableFile> NewPosixWritableFile(Os* os, const std::string& path, int fd) {
  return std::make_unique<PosixWritableFile>(os, path, fd);
}

}  // namespace lsm
