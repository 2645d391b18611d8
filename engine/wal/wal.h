// Wal: the write-ahead log that a database appends to, and those before it that are not durable
// yet.
//
// What makes recovery find a prefix of the writes, never a hole, without a sync on the unsynced
// path:
//  - Every log that we create begins with two marks: an empty batch that holds the next sequence
//    number, and one that holds the log's own number. LevelDB replays them harmlessly. By the first
//    our recovery sees whether a log before it is missing or ends too early; by the second, that
//    this is not what an older log left behind in the same sectors of the disk.
//  - The first sync in a log first syncs the older logs that are still needed, and then the
//    directory that names them all.
//  - After a failed append or sync nothing more is appended (the caller makes the error stick).
#ifndef LSMSCOPE_ENGINE_WAL_WAL_H_
#define LSMSCOPE_ENGINE_WAL_WAL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/events/events.h"
#include "engine/events/wal.h"
#include "engine/version/internal_key.h"
#include "engine/wal/log_writer.h"
#include "lsm/env.h"

namespace lsm {

// Used by the leader only (or by opening and closing, when there is no other).
class Wal {
 public:
  // `env` is not owned. Nothing is opened yet.
  Wal(Env* env, std::string dbname, Events events);
  Wal(const Wal&) = delete;
  Wal& operator=(const Wal&) = delete;
  ~Wal();

  // Creates log `number` and appends to it from now on. `next_sequence` is what the next write will
  // get; if writes in between were not logged, the log begins where the one before it ended. The
  // log until now is kept open if it is not durable; older ones before `oldest_needed_log` are
  // closed. If the new log cannot be begun, the log until now is still the current one.
  [[nodiscard]] Status SwitchTo(uint64_t number, SequenceNumber next_sequence,
                                uint64_t oldest_needed_log);

  // Appends to log `number`, which holds `file_bytes` bytes in whole records (reuse_logs).
  [[nodiscard]] Status ReuseLog(uint64_t number, uint64_t file_bytes);

  // Appends one record and hands it to the operating system. `group` is for the events.
  [[nodiscard]] Status Append(const Slice& record, uint64_t group);

  // Makes everything appended so far durable, in the current log and in the older ones whose number
  // is at least `oldest_needed_log`.
  [[nodiscard]] Status Sync(uint64_t group, uint64_t oldest_needed_log);

  // Bytes of the logs whose number is at least `oldest_needed_log`, as far as this Wal wrote them.
  uint64_t TotalBytes(uint64_t oldest_needed_log) const;

  // Number of the current log; 0: none.
  uint64_t number() const { return current_.number; }

  // Closes all logs without making them durable.
  [[nodiscard]] Status Close();

 private:
  struct LogFile {
    uint64_t number = 0;
    std::unique_ptr<WritableFile> file;
    std::unique_ptr<log::Writer> writer;
    uint64_t durable_bytes = 0;
    bool name_is_durable = false;  // its directory was synced since it was created

    uint64_t appended_bytes() const { return writer == nullptr ? 0 : writer->file_size(); }
    bool IsDurable() const { return name_is_durable && durable_bytes == appended_bytes(); }
  };

  [[nodiscard]] Status SyncLog(LogFile* log, uint64_t group);
  void EmitPosition(const LogFile& log, EventId cause);
  static Status CloseLog(LogFile* log);
  void DropOlderLogsBefore(uint64_t oldest_needed_log);

  Env* const env_;
  const std::string dbname_;
  const Events events_;
  LogFile current_;
  std::vector<LogFile> older_;  // not durable, oldest first
  // What the next logged write would have, were all of them logged; 0: not known yet.
  SequenceNumber next_logged_ = 0;
  struct Written {
    uint64_t number = 0;
    uint64_t bytes = 0;
  };
  std::vector<Written> written_;  // logs before the current one that may be needed, oldest first
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WAL_WAL_H_
