#ifndef LSMSCOPE_ENGINE_WAL_LOG_READER_H_
#define LSMSCOPE_ENGINE_WAL_LOG_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/wal/log_format.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

class SequentialFile;

namespace log {

// What to do with damage.
enum class OnDamage : uint8_t {
  kSkip,  // LevelDB's way: report it and go on with the next record that can be read
  kStop,  // report it and read no further
};

// Why ReadRecord returned false.
enum class LogEnd : uint8_t {
  kNone,        // it has not
  kEndOfFile,   // behind a whole record (or, when skipping, behind what could be read)
  kIncomplete,  // the file ends inside a record: its writer was interrupted
  kUnwritten,   // kStop: zeros where a fragment should begin
  kDamage,      // kStop: reported to the reporter
  kReadError,   // the file could not be read; status() has the error
};

// Reads the records of a log, which may be hostile: it takes no more memory than the file has
// bytes, and ends. Used by one thread.
//
// A file that ends inside a record is not damage: the writer was interrupted, and the record was
// never acknowledged. An error of the file system is never taken for the end of the file.
class Reader {
 public:
  // Is told what is dropped.
  class Reporter {
   public:
    virtual ~Reporter() = default;
    // About `bytes` bytes are dropped because of `status`.
    virtual void Corruption(size_t bytes, const Status& status) = 0;
  };

  // `file`, at its beginning, and `reporter`, which may be null, are not owned. Checksums are
  // looked at unless `checksum` is false.
  Reader(SequentialFile* file, Reporter* reporter, bool checksum = true,
         OnDamage on_damage = OnDamage::kSkip);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader();

  // Reads the next record into *record, which stays valid until the next call or until *scratch is
  // changed. False at the end: end() says which.
  [[nodiscard]] bool ReadRecord(Slice* record, std::string* scratch);

  LogEnd end() const { return end_; }
  // The error of the file system that ended the reading, if one did.
  const Status& status() const { return read_error_; }

  // Offset in the file of the last record that was returned; 0 before.
  uint64_t LastRecordOffset() const { return last_record_offset_; }
  // Behind the last record that was returned: where a log that ends cleanly may be continued.
  uint64_t LastRecordEnd() const { return last_record_end_; }

 private:
  // What stands at the reading position.
  struct Fragment {
    enum class Kind : uint8_t { kFragment, kEnd, kBad };
    Kind kind = Kind::kBad;
    uint8_t type = kZeroType;
    Slice payload;
    uint64_t offset = 0;  // in the file, of the header
  };

  Fragment ReadFragment();
  // Fills the block buffer. False at the end of the file or after an error.
  bool ReadBlock();
  Fragment Bad(size_t bytes, const char* reason);
  Fragment End();

  // Both return whether reading goes on.
  bool ReportCorruption(uint64_t bytes, const char* reason);
  bool ReportDrop(uint64_t bytes, const Status& status);
  uint64_t position() const { return buffer_end_offset_ - buffer_.size(); }

  SequentialFile* const file_;
  Reporter* const reporter_;
  const bool checksum_;
  const OnDamage on_damage_;

  const std::unique_ptr<char[]> block_;  // kBlockSize bytes
  Slice buffer_;                         // what is left of the block
  uint64_t buffer_end_offset_ = 0;       // in the file
  bool at_end_ = false;                  // the file has nothing behind the buffer

  LogEnd end_ = LogEnd::kNone;
  bool file_ends_in_fragment_ = false;
  Status read_error_;
  uint64_t last_record_offset_ = 0;
  uint64_t last_record_end_ = 0;
};

}  // namespace log
}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WAL_LOG_READER_H_
