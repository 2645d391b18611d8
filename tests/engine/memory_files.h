// Files in strings, for tests of formats. What a real file may do besides (short reads, errors) can
// be asked for.
#ifndef LSMSCOPE_TESTS_ENGINE_MEMORY_FILES_H_
#define LSMSCOPE_TESTS_ENGINE_MEMORY_FILES_H_

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

#include "lsm/env.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm::test {

class StringSink final : public WritableFile {
 public:
  Status Append(const Slice& data) override {
    if (contents.size() + data.size() > fail_beyond) return Status::IOError("disk full");
    contents.append(data.data(), data.size());
    return Status::OK();
  }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }

  std::string contents;
  size_t fail_beyond = std::numeric_limits<size_t>::max();  // bytes
};

class StringSource final : public SequentialFile, public RandomAccessFile {
 public:
  explicit StringSource(std::string bytes) : contents(std::move(bytes)) {}

  Status Read(size_t n, Slice* result, char* scratch) override {
    if (position_ >= fail_at) return Status::IOError("bad sector");
    const Status status = Read(position_, std::min(n, longest_read), result, scratch);
    position_ += result->size();
    return status;
  }
  Status Skip(uint64_t n) override {
    position_ += n;
    return Status::OK();
  }
  Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const override {
    const size_t begin = std::min<size_t>(offset, contents.size());
    const size_t size = std::min(n, contents.size() - begin);
    std::memcpy(scratch, contents.data() + begin, size);
    *result = Slice(scratch, size);
    return Status::OK();
  }

  std::string contents;
  size_t longest_read = std::numeric_limits<size_t>::max();  // bytes that one call gives at most
  uint64_t fail_at = std::numeric_limits<uint64_t>::max();   // sequential reads from here on fail

 private:
  uint64_t position_ = 0;
};

// Bytes written as hex digits, spaces ignored.
inline std::string Bytes(const char* hex) {
  std::string bytes;
  int digits = 0;
  int value = 0;
  for (; *hex != '\0'; hex++) {
    if (*hex == ' ') continue;
    value = value * 16 + (*hex <= '9' ? *hex - '0' : *hex - 'a' + 10);
    if (++digits % 2 == 0) {
      bytes.push_back(static_cast<char>(value));
      value = 0;
    }
  }
  return bytes;
}

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_MEMORY_FILES_H_
