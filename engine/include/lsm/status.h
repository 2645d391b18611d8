// Status: what came of an operation that the world can make fail. OK costs one null pointer; an
// error holds a kind and a text, shared between copies because it never changes.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_STATUS_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_STATUS_H_

#include <memory>
#include <string>

#include "lsm/export.h"
#include "lsm/slice.h"

namespace lsm {

// The class is deliberately not [[nodiscard]]: LevelDB's is not, and programs written for it drop
// statuses. Functions inside the engine that return one carry the attribute themselves where
// dropping it would be a mistake.
//
// Const methods may be called from several threads at once; anything else needs the caller's lock.
class LSM_EXPORT Status {
 public:
  // OK.
  Status() noexcept = default;
  Status(const Status&) = default;
  Status& operator=(const Status&) = default;
  Status(Status&&) noexcept = default;
  Status& operator=(Status&&) noexcept = default;
  ~Status() = default;

  static Status OK() { return Status(); }
  // The text becomes "message" or, when `detail` is not empty, "message: detail".
  static Status NotFound(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kNotFound, message, detail);
  }
  static Status Corruption(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kCorruption, message, detail);
  }
  static Status NotSupported(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kNotSupported, message, detail);
  }
  static Status InvalidArgument(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kInvalidArgument, message, detail);
  }
  static Status IOError(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kIOError, message, detail);
  }
  // RocksDB's answer to a write that asked not to be slowed down, and would have been.
  static Status Incomplete(const Slice& message, const Slice& detail = Slice()) {
    return Status(Code::kIncomplete, message, detail);
  }

  bool ok() const { return error_ == nullptr; }
  bool IsNotFound() const { return code() == Code::kNotFound; }
  bool IsCorruption() const { return code() == Code::kCorruption; }
  bool IsIOError() const { return code() == Code::kIOError; }
  bool IsNotSupportedError() const { return code() == Code::kNotSupported; }
  bool IsInvalidArgument() const { return code() == Code::kInvalidArgument; }
  bool IsIncomplete() const { return code() == Code::kIncomplete; }

  // "OK", or the kind and the text, such as "Corruption: bad block type".
  std::string ToString() const;

 private:
  enum class Code : unsigned char {
    kOk = 0,
    kNotFound = 1,
    kCorruption = 2,
    kNotSupported = 3,
    kInvalidArgument = 4,
    kIOError = 5,
    kIncomplete = 6,
  };
  struct Error {
    Code code;
    std::string text;
  };

  Status(Code code, const Slice& message, const Slice& detail);
  Code code() const { return error_ == nullptr ? Code::kOk : error_->code; }

  std::shared_ptr<const Error> error_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_STATUS_H_
