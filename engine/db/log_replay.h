// Replays one log into memtables.
//
// Logs that we wrote begin with marks (see engine/wal/wal.h), and their records follow one another
// in sequence: in prefix mode replay stops at the first damage or gap, in this log and in all later
// ones, so that what is recovered is a prefix of the writes. Logs without a mark (LevelDB's own),
// and all logs in salvage mode, are replayed as LevelDB does: what cannot be read is skipped.
#ifndef LSMSCOPE_ENGINE_DB_LOG_REPLAY_H_
#define LSMSCOPE_ENGINE_DB_LOG_REPLAY_H_

#include <functional>
#include <optional>
#include <string>

#include "engine/events/recovery.h"
#include "engine/version/internal_key.h"
#include "lsm/env.h"
#include "lsm/options.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

class WriteBatch;

struct LogReplayResult {
  bool marked = false;
  uint64_t records = 0;  // without the marks
  uint64_t bytes = 0;    // of these records
  uint64_t dropped_bytes = 0;
  ReplayEnd end = ReplayEnd::kEndOfLog;
  // Prefix mode: what stands in later logs is not part of the prefix.
  bool stop = false;
  // What the next log must begin with. Not the highest number known: the MANIFEST may be ahead of
  // this log, because an edit recorded the sequence number while a later log was written. Nothing
  // if no whole record stands in the log.
  std::optional<SequenceNumber> next_sequence;
  // Behind the last record, if the file ends there: where the log can be continued.
  std::optional<uint64_t> clean_end;
};

struct LogReplayContext {
  Env* env = nullptr;
  const Options* options = nullptr;  // info_log, paranoid_checks, wal_recovery
  std::string path;
  uint64_t number = 0;
  // The sequence number that the log must begin with, if that is known: behind the log before it.
  std::optional<SequenceNumber> expected_sequence;
  // Otherwise the log must be the oldest one that the MANIFEST asks for, and must not begin behind
  // this number. (It may begin earlier: the MANIFEST knows the sequence number as of its last edit,
  // which says nothing of later logs.)
  bool oldest_needed = true;
  SequenceNumber sequence_limit = kMaxSequenceNumber;
  // Damage is told to the info log in the words of a repair.
  bool repairing = false;
};

// Calls `apply` for every batch, in order; an error that it returns ends the replay.
// *next_sequence becomes the one behind the last batch, if that is higher.
[[nodiscard]] Status ReplayLog(const LogReplayContext& context,
                               const std::function<Status(const WriteBatch&)>& apply,
                               SequenceNumber* next_sequence, LogReplayResult* result);

// True if the log begins with the marks of a log of another number: it lies in the sectors of an
// older one and was never synced itself. False if it cannot be read.
[[nodiscard]] bool HoldsAnotherLog(const LogReplayContext& context);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_LOG_REPLAY_H_
