// State: what is true after event N, as plain data. It is the fold of the events, and the app draws
// from it alone. Copies are cheap: levels, files and memtables are immutable nodes that copies
// share.
#ifndef LSMSCOPE_TRACES_STATE_STATE_H_
#define LSMSCOPE_TRACES_STATE_STATE_H_

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/events/all.h"

namespace lsm::trace {

struct TraceTables;  // traces/record/tables.h

inline constexpr int kMaxLevels = 7;

// Why a thread does not go on (families `lock` and `sched`).
struct ThreadBlock {
  enum class On : uint8_t { kMutex, kCondition, kSleep, kDevice };
  On on = On::kMutex;
  uint32_t mutex = 0;   // that it waits for
  uint16_t holder = 0;  // who holds that
  EventId since = kNoEvent;
  uint64_t since_ns = 0;
  uint64_t until_ns = 0;  // of a sleep or the device
};

struct ThreadState {
  uint16_t number = 0;  // in this trace, from 1
  ThreadRole role = ThreadRole::kMain;
  uint16_t ordinal = 0;  // client 4 is W4
  Text name;
  uint64_t current_writer = 0;         // the Write call it is in; 0: none
  uint64_t current_read = 0;           // the Get it is in; 0: none
  std::optional<ThreadBlock> blocked;  // nothing: it can run, or nobody told
  EventId last_event = kNoEvent;
};

// Where a Write call is.
enum class WriterPhase : uint8_t {
  kEnqueued,    // in the queue
  kWaiting,     // in the queue, blocked
  kWoken,       // told to go on, not yet running its next step
  kLeading,     // leads; not yet making room or building a group
  kMakingRoom,  // leads, in MakeRoomForWrite
  kStalled,     // leads, held back
  kGrouping,    // leads, building its group
  kMember,      // in a group, as leader or follower, while WAL and memtable are written
  kCompleted,   // outcome known, left the queue, thread not yet returned
  // Write groups only:
  kKeptOut,    // not in the queue: its leader is held back and lets nobody in
  kLogged,     // in the log, and queues for the memtable
  kInserting,  // inserts its own batch
  kInserted,   // has, and waits for the others
};
constexpr auto Names(WriterPhase) {
  return std::to_array<std::string_view>({"enqueued", "waiting", "woken", "leading", "making_room",
                                          "stalled", "grouping", "member", "completed", "kept_out",
                                          "logged", "inserting", "inserted"});
}

struct WriterState {
  uint64_t id = 0;
  uint16_t thread = 0;
  uint64_t bytes = 0;  // of its batch
  uint32_t puts = 0;
  uint32_t deletes = 0;
  bool sync = false;
  bool has_batch = false;
  WriterPhase phase = WriterPhase::kEnqueued;
  uint64_t group = 0;  // 0: none yet
  bool leader = false;
  EventId enqueued = kNoEvent;
  uint64_t enqueued_ns = 0;
  EventId elected = kNoEvent;
  uint64_t elected_ns = 0;
  uint64_t woken_waited_ns = 0;
  // Write groups only:
  uint64_t linked_behind = 0;           // whom it found at the end of the list
  WriterRole role = WriterRole::kInit;  // that it was given last
  std::optional<WaitPhase> waiting;     // how it waits; nothing: it does not
  WaitPlace wait_place = WaitPlace::kJoin;
  uint64_t insert_begun_ns = 0;  // of its own batch
};

enum class GroupPhase : uint8_t {
  kOpen,
  kClosed,
  kWritingWal,
  kSyncing,
  kInserting,
  kWritten,
  kLogged,  // pipelined: in the log, and queues for the memtable
};
constexpr auto Names(GroupPhase) {
  return std::to_array<std::string_view>(
      {"open", "closed", "writing_wal", "syncing", "inserting", "written", "logged"});
}

struct GroupState {
  uint64_t id = 0;
  uint64_t leader = 0;            // writer
  std::vector<uint64_t> members;  // writers, the leader first
  uint64_t bytes = 0;
  uint64_t max_bytes = 0;
  uint32_t entries = 0;
  bool sync = false;
  GroupPhase phase = GroupPhase::kOpen;
  std::optional<GroupCloseReason> close_reason;
  uint64_t next_writer = 0;     // the first that did not fit; 0: none
  uint64_t first_sequence = 0;  // 0: not assigned yet
  uint64_t last_sequence = 0;
  EventId opened = kNoEvent;
  bool parallel = false;  // its members insert their own batches
  uint32_t inserted = 0;  // members that have
};

// Pipelined: who is inserted together, from one or several groups of the log.
struct MemTableGroupState {
  uint64_t id = 0;
  uint64_t leader = 0;            // writer
  std::vector<uint64_t> members;  // writers, the leader first
  uint32_t entries = 0;
  uint64_t last_sequence = 0;
  bool parallel = false;
  EventId formed = kNoEvent;
};

// One record of a log.
struct RecordState {
  EventId appended = kNoEvent;  // its WalAppended
  uint64_t offset = 0;          // where its first fragment begins
  uint64_t bytes = 0;           // payload
  uint64_t group = 0;           // whose batch; 0: none
  uint32_t fragments = 0;
};

struct LogState {
  uint64_t number = 0;
  uint64_t appended = 0;  // bytes; appended >= flushed >= durable
  uint64_t flushed = 0;
  uint64_t durable = 0;
  uint64_t last_sync_ns = 0;  // when the last sync ended
  EventId last_sync = kNoEvent;
  bool syncing = false;
  // Write calls that were told "ok" and whose bytes here are not durable: what a power cut loses.
  uint64_t acknowledged_not_durable = 0;
  // The latest ones, in the order of the file; at most kKeptRecords.
  std::vector<RecordState> records;
};
inline constexpr size_t kKeptRecords = 8;

// Immutable once shared; a change makes a new node.
struct MemTableState {
  uint64_t id = 0;
  uint64_t log = 0;
  uint64_t entries = 0;
  uint64_t usage = 0;  // bytes of memory
  bool full = false;
  bool immutable = false;
  bool flushing = false;
  uint64_t inserting_group = 0;  // 0: none
  EventId created = kNoEvent;
  EventId became_immutable = kNoEvent;
};
using MemTableNode = std::shared_ptr<const MemTableState>;

struct FileState {
  uint64_t number = 0;
  uint64_t bytes = 0;
  uint8_t level = 0;
  Text smallest;  // user keys, cut at 1,024 bytes
  Text largest;
  uint32_t smallest_hash = 0;
  uint32_t largest_hash = 0;
  EventId added = kNoEvent;  // the VersionInstalled that brought it here
  uint32_t made_by_job = 0;  // 0: it was there when the trace began
};
using FileNode = std::shared_ptr<const FileState>;

// Files of one level: L0 by number ascending (oldest first), deeper levels by smallest key.
using LevelFiles = std::vector<FileNode>;

struct LevelState {
  std::shared_ptr<const LevelFiles> files = std::make_shared<LevelFiles>();
  uint64_t bytes = 0;
  uint64_t target_bytes = 0;    // 0 for L0
  uint64_t score_permille = 0;  // as the engine computed it for this version
};

enum class JobKind : uint8_t { kFlush, kCompaction, kTrivialMove };

struct JobState {
  uint32_t id = 0;
  JobKind kind = JobKind::kFlush;
  uint16_t thread = 0;
  EventId begun = kNoEvent;
  uint64_t begun_ns = 0;
  bool running = false;  // compaction: false between picked and begun
  // flush
  uint64_t memtable = 0;
  uint64_t output_file = 0;
  // compaction
  uint8_t level = 0;
  uint8_t output_level = 0;
  CompactionReason reason = CompactionReason::kSize;
  uint64_t score_permille = 0;
  std::vector<uint64_t> inputs;       // files at `level`
  std::vector<uint64_t> next_inputs;  // files at the next level
  std::vector<uint64_t> grandparents;
  std::vector<uint64_t> outputs;  // files begun so far
  uint64_t bytes_total = 0;
  uint64_t bytes_done = 0;
  uint64_t bytes_written = 0;
  uint64_t entries_in = 0;
  uint64_t entries_dropped = 0;
  uint32_t outputs_closed = 0;
};

struct StallConditionState {
  StallConditionKind condition = StallConditionKind::kL0Slowdown;
  uint64_t value = 0;
  uint64_t threshold = 0;
  bool holds = false;
};

struct StallState {
  uint64_t id = 0;
  uint64_t writer = 0;
  StallCause cause = StallCause::kL0Slowdown;
  uint64_t delay_ns = 0;  // planned; 0: until released
  uint32_t value = 0;
  uint32_t threshold = 0;
  EventId begun = kNoEvent;
  uint64_t begun_ns = 0;
  std::vector<StallConditionState> conditions;
};

struct ProbeState {
  enum class Place : uint8_t { kMemTable, kImmutable, kFile };
  Place place = Place::kMemTable;
  uint64_t id = 0;    // memtable or file
  uint8_t level = 0;  // of a file
  bool running = false;
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  enum class Filter : uint8_t { kNotAsked, kMaybe, kNo };
  Filter filter = Filter::kNotAsked;
  bool filter_was_wrong = false;
  // Of a file: the block that its index named. None if the key is behind all of the file's.
  bool index_searched = false;
  bool past_end = false;
  uint64_t block_offset = 0;
  uint64_t block_bytes = 0;  // in the file; 0: the block was not searched
  uint32_t blocks_from_disk = 0;
  uint32_t blocks_from_cache = 0;
};

struct ReadState {
  uint64_t id = 0;
  uint16_t thread = 0;
  KeyRef key;
  uint64_t snapshot = 0;
  std::vector<ProbeState> probes;
  bool done = false;
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  int8_t level = -3;  // -1 memtable, -2 immutable, -3 nowhere
  uint64_t value_bytes = 0;
  EventId begun = kNoEvent;
};

// What an edit in the making will change when VersionInstalled comes.
struct PendingEdit {
  std::vector<FileState> added;
  std::vector<FileRemoved> removed;
};

// The limits that the run's options set (DatabaseOpened, LevelTarget).
struct LimitsState {
  uint64_t write_buffer_bytes = 0;
  uint64_t max_file_bytes = 0;
  uint16_t l0_compaction_trigger = 0;
  uint16_t l0_slowdown_trigger = 0;
  uint16_t l0_stop_trigger = 0;
  uint16_t max_immutable_memtables = 0;
  uint16_t num_levels = 0;
  // How writes go (WritePathConfigured); all 0: LevelDB's way.
  WritePathConfigured write_path;
};

// How far the opening of a database is.
struct RecoveryState {
  EventId begun = kNoEvent;
  uint64_t log = 0;  // the latest one that is replayed; 0: none yet
  uint64_t records = 0;
  uint64_t entries = 0;
  uint64_t bytes = 0;
  uint64_t last_sequence = 0;  // of what is known again
};

// The latest power cut.
struct PowerCutState {
  EventId at = kNoEvent;
  Text survives;
  uint64_t bytes_before = 0;
  uint64_t bytes_after = 0;
  uint32_t files_before = 0;
  uint32_t files_after = 0;
  uint64_t last_sequence = 0;         // published before it
  std::optional<uint64_t> recovered;  // last sequence number after it; nothing: not open yet
};

// How the engine's accounts of itself compared with the fold so far.
struct AccountCheck {
  uint64_t compared = 0;
  uint64_t differed = 0;
  EventId first_difference = kNoEvent;
  std::string difference;  // what differed first, in words; empty: nothing
};

struct State {
  // What Text numbers refer to; not owned; set before the first event by whoever folds. Null: texts
  // are unknown, and files of all levels stay by number.
  const TraceTables* tables = nullptr;

  EventId position = 0;  // of the last event folded; 0: none yet
  uint64_t time_ns = 0;
  uint16_t last_kind = 0;
  uint16_t last_thread = 0;

  // run
  bool run_started = false;
  bool real = false;
  uint64_t seed = 0;
  Text scenario;
  bool run_ended = false;
  LimitsState limits;
  std::vector<ThreadState> threads;  // by number; threads[0] is unused

  // write
  std::vector<uint64_t> queue;              // writers, the front first
  std::map<uint64_t, WriterState> writers;  // in the queue, or completed but not yet returned
  std::optional<GroupState> group;          // the group that is being built or written
  uint64_t last_sequence = 0;               // published
  bool database_open = false;
  // Write groups only:
  std::vector<GroupState> logged_groups;  // in the log, not all in the memtable; oldest first
  std::vector<uint64_t> memtable_queue;   // pipelined: writers of these, the front first
  std::optional<MemTableGroupState> memtable_group;  // pipelined: that is being inserted
  uint32_t pending_memtable_writes = 0;  // unordered: published batches still to be inserted
  bool queue_barred = false;             // the leader is held back and lets nobody in

  // wal
  std::optional<LogState> log;       // the current one
  std::optional<LogState> next_log;  // created; the switch to it has not happened yet
  std::vector<LogState> older_logs;  // still needed, oldest first

  // memtables
  MemTableNode memtable;                 // the active one; null before the database is open
  std::vector<MemTableNode> immutables;  // oldest first

  // tree
  std::array<LevelState, kMaxLevels> levels;
  uint64_t version = 0;
  uint64_t log_number = 0;  // older logs are no longer needed
  uint64_t next_file = 0;
  uint64_t manifest = 0;
  PendingEdit pending_edit;

  // background
  std::map<uint32_t, JobState> jobs;  // picked or running
  bool background_scheduled = false;

  // stall
  std::optional<StallState> stall;
  uint64_t stalls_begun = 0;
  uint64_t stalled_ns = 0;  // of stalls that ended

  // reads that are running, and the last one that ended
  std::map<uint64_t, ReadState> reads;
  std::optional<ReadState> last_read;

  // recovery: as long as a database is being opened
  std::optional<RecoveryState> recovery;

  // faults
  Text background_error;  // empty: none
  std::optional<PowerCutState> power_cut;

  AccountCheck account;
};

// Each changes `state` by one event. One overload per kind: a kind without one does not compile.
// `position` is the event's position, from 1; events come in order without gaps.
void Fold(State& state, uint64_t position, const Event& event);

// The engine's account, made from the folded State: what Account is compared with.
Account AccountOf(const State& state);

// Looks up by id; null or nothing if it is not there.
const WriterState* FindWriter(const State& state, uint64_t writer);
// Among the group that is written and those that are logged.
const GroupState* FindGroup(const State& state, uint64_t group);
FileNode FindFile(const State& state, uint64_t file);
// "W4" for a writer of client thread 4, "T2" for another thread's.
std::string WriterLabel(const State& state, uint64_t writer);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_STATE_STATE_H_
