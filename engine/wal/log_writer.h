#ifndef LSMSCOPE_ENGINE_WAL_LOG_WRITER_H_
#define LSMSCOPE_ENGINE_WAL_LOG_WRITER_H_

#include <cstddef>
#include <cstdint>

#include "engine/wal/log_format.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

class WritableFile;

namespace log {

// Where a record went.
struct Appended {
  uint64_t offset = 0;      // in the file, of the first fragment's header
  uint32_t fragments = 0;   // pieces that the record was cut into
  uint64_t file_bytes = 0;  // bytes of the file that it took: payload, headers and padding
};

// Appends records to a log. Used by one thread at a time.
class Writer {
 public:
  // `file` is not owned, and empty, or `file_size` bytes long: the records go behind them. The log
  // must then end with a whole record, or what follows an incomplete one is lost to readers.
  explicit Writer(WritableFile* file, uint64_t file_size = 0);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Appends a record and hands its bytes to the operating system; they are not durable before a
  // sync of the file. An error sticks: a fragment may stand in the file in part, and whatever
  // followed it would be lost to readers. `appended` may be null; it is set on success. (The caller
  // announces the work: it knows whose it is.)
  [[nodiscard]] Status AddRecord(const Slice& record, Appended* appended = nullptr);

  // Bytes of the file, if no error was met.
  uint64_t file_size() const { return file_size_; }
  // The error that sticks, if any.
  const Status& status() const { return status_; }

 private:
  [[nodiscard]] Status PadBlock(size_t bytes);
  [[nodiscard]] Status EmitFragment(RecordType type, const Slice& payload);

  WritableFile* const file_;
  uint64_t file_size_;
  Status status_;
};

}  // namespace log
}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WAL_LOG_WRITER_H_
