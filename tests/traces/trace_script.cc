#include "tests/traces/trace_script.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/events/account_digest.h"

namespace lsm::trace {
namespace {

constexpr uint64_t kBufferBytes = 4096;
constexpr uint16_t kMain = 1;
constexpr uint16_t kBackground = 2;
constexpr uint16_t kFirstClient = 3;

struct MadeFile {
  uint64_t number, bytes;
  std::string smallest, largest;
};
struct MadeWriter {
  uint64_t id;
  uint16_t thread;
  uint32_t puts, deletes;
  bool sync;
  uint64_t bytes;
};

// The make-believe engine. It keeps its own books (sets and numbers), from which it gives accounts.
class FakeEngine {
 public:
  explicit FakeEngine(const RunShape& shape) : shape_(shape), random_(shape.seed) {}

  std::shared_ptr<Trace> Run() {
    Open();
    for (int round = 0; round < shape_.rounds; round++) {
      EnqueueSome();
      if (!queue_.empty()) LeadOnce();
      if (Chance(shape_.reads_percent)) Get();
      if (round % 8 == 7) GiveAccount();
    }
    while (!queue_.empty()) LeadOnce();
    GiveAccount();
    script_.Add(DatabaseClosed{.last_sequence = sequence_}, kMain);
    script_.Add(RunEnded{.operations = operations_}, kMain);
    return script_.trace();
  }

 private:
  bool Chance(int percent) { return random_.Uniform(100) < static_cast<uint32_t>(percent); }

  void Thread(uint16_t number, ThreadRole role, uint16_t ordinal, const char* name) {
    script_.Add(
        ThreadStarted{
            .number = number, .role = role, .ordinal = ordinal, .name = script_.Intern(name)},
        number);
  }

  void Open() {
    script_.Add(RunStarted{.seed = shape_.seed, .scenario = script_.Intern("made up")}, kMain);
    Thread(kMain, ThreadRole::kMain, 1, "main");
    Thread(kBackground, ThreadRole::kBackground, 1, "background");
    for (int i = 0; i < shape_.clients; i++) {
      Thread(static_cast<uint16_t>(kFirstClient + i), ThreadRole::kClient,
             static_cast<uint16_t>(i + 1), "writer");
    }
    script_.Add(DatabaseOpened{.write_buffer_bytes = kBufferBytes,
                               .max_file_bytes = 2 * kBufferBytes,
                               .l0_compaction_trigger = 4,
                               .l0_slowdown_trigger = 8,
                               .l0_stop_trigger = 12,
                               .max_immutable_memtables = 1,
                               .num_levels = 7,
                               .name = script_.Intern("/db \x01\xff")},
                kMain);
    script_.Add(LevelTarget{.max_bytes = 100'000, .level = 1}, kMain);
    script_.Add(RecoveryBegin{.created = 1}, kMain);
    log_ = next_file_++;
    script_.Add(WalCreated{.log = log_}, kMain);
    script_.Add(WalSwitched{.old_log = 0, .new_log = log_}, kMain);
    memtable_ = ++last_memtable_;
    script_.Add(MemTableCreated{.memtable = memtable_, .log = log_, .usage = 0}, kMain);
    InstallVersion(kMain);
    script_.Add(RecoveryEnd{}, kMain);
    GiveAccount();
  }

  void EnqueueSome() {
    for (int i = 0; i < shape_.clients; i++) {
      const uint16_t thread = static_cast<uint16_t>(kFirstClient + i);
      if (busy_.contains(thread) || !Chance(60)) continue;
      MadeWriter writer{.id = ++last_writer_, .thread = thread, .sync = Chance(30)};
      writer.deletes = random_.OneIn(4);
      writer.puts = 1 + random_.Uniform(3) - (writer.deletes > 0 ? 1 : 0);
      writer.bytes = 12 + 40 * (writer.puts + writer.deletes);
      queue_.push_back(writer);
      busy_.insert(thread);
      enqueued_[writer.id] =
          script_.Add(WriterEnqueued{.writer = writer.id,
                                     .bytes = writer.bytes,
                                     .puts = writer.puts,
                                     .deletes = writer.deletes,
                                     .queue_length = static_cast<uint32_t>(queue_.size()),
                                     .sync = writer.sync,
                                     .has_batch = 1},
                      thread);
      if (queue_.size() > 1) {
        script_.Add(
            WriterWaitBegin{.writer = writer.id, .ahead = static_cast<uint32_t>(queue_.size() - 1)},
            thread, enqueued_[writer.id]);
        waiting_.insert(writer.id);
      }
    }
  }

  void LeadOnce() {
    const MadeWriter leader = queue_.front();
    const bool handed_on = waiting_.contains(leader.id);
    if (handed_on) script_.Add(WriterWoken{.writer = leader.id}, leader.thread);
    const uint64_t elected = script_.Add(
        LeaderElected{.writer = leader.id,
                      .queue_length = static_cast<uint32_t>(queue_.size()),
                      .how = handed_on ? LeaderHow::kHandedOn : LeaderHow::kQueueWasEmpty},
        leader.thread);
    script_.Add(MakeRoomBegin{.writer = leader.id}, leader.thread, elected);
    MakeRoom(leader);
    script_.Add(MakeRoomEnd{.writer = leader.id}, leader.thread, elected);
    WriteGroup(leader, elected);
  }

  void MakeRoom(const MadeWriter& leader) {
    if (usage_ <= kBufferBytes) return;
    if (l0_.size() >= 3) Stall(leader);
    const uint64_t old_memtable = memtable_;
    const uint64_t old_log = log_;
    log_bytes_ = 0;
    log_ = next_file_++;
    script_.Add(WalCreated{.log = log_}, leader.thread);
    script_.Add(WalSwitched{.old_log = old_log, .new_log = log_}, leader.thread);
    memtable_ = ++last_memtable_;
    script_.Add(MemTableSwitched{.old_memtable = old_memtable,
                                 .new_memtable = memtable_,
                                 .old_log = old_log,
                                 .new_log = log_},
                leader.thread);
    script_.Add(
        MemTableImmutable{
            .memtable = old_memtable, .entries = entries_, .usage = usage_, .immutables = 1},
        leader.thread);
    Flush(old_memtable);
    usage_ = entries_ = 0;
    if (l0_.size() >= 4) Compact();
  }

  void Stall(const MadeWriter& leader) {
    const uint64_t id = ++last_stall_;
    const uint64_t begun = script_.Add(StallBegin{.stall = id,
                                                  .writer = leader.id,
                                                  .delay_ns = 1'000'000,
                                                  .value = static_cast<uint32_t>(l0_.size()),
                                                  .threshold = 3,
                                                  .waiting = static_cast<uint32_t>(queue_.size()),
                                                  .cause = StallCause::kL0Slowdown},
                                       leader.thread);
    script_.Add(StallCondition{.stall = id,
                               .value = l0_.size(),
                               .threshold = 3,
                               .condition = StallConditionKind::kL0Slowdown,
                               .holds = 1},
                leader.thread, begun);
    script_.PassTime(1'000'000);
    script_.Add(StallEnd{.stall = id,
                         .writer = leader.id,
                         .duration_ns = 1'000'200,
                         .cause = StallCause::kL0Slowdown},
                leader.thread, begun);
  }

  void Flush(uint64_t memtable) {
    const uint32_t job = ++last_job_;
    MadeFile file{next_file_++, 1000 + random_.Uniform(1000), RandomKey(), ""};
    file.largest = file.smallest + "zz";
    script_.Add(FlushBegin{.memtable = memtable, .file = file.number, .usage = usage_, .job = job},
                kBackground);
    script_.Add(FlushLevelChosen{.file = file.number, .job = job}, kBackground);
    Added(file, 0);
    l0_.push_back(file);
    InstallVersion(kBackground);
    script_.Add(MemTableReleased{.memtable = memtable}, kBackground);
    script_.Add(
        FlushEnd{.memtable = memtable, .file = file.number, .bytes = file.bytes, .job = job},
        kBackground);
  }

  void Compact() {
    const uint32_t job = ++last_job_;
    script_.Add(CompactionPicked{.score_permille = 1000,
                                 .job = job,
                                 .inputs = static_cast<uint32_t>(l0_.size()),
                                 .next_inputs = static_cast<uint32_t>(l1_.size())},
                kBackground);
    uint64_t bytes = 0;
    for (const MadeFile& file : l0_) {
      script_.Add(CompactionInput{.file = file.number, .bytes = file.bytes, .job = job},
                  kBackground);
      bytes += file.bytes;
    }
    script_.Add(CompactionBegin{.bytes = bytes, .job = job, .level = 0, .output_level = 1},
                kBackground);
    std::vector<MadeFile> outputs;
    for (int i = 0; i < 2; i++) {
      MadeFile file{next_file_++, bytes / 2, RandomKey(), ""};
      file.largest = file.smallest + "z";
      script_.Add(OutputOpened{.file = file.number, .job = job, .level = 1}, kBackground);
      script_.Add(
          EntryDropped{
              .key = KeyRef::Of("a key of more than sixteen bytes"), .sequence = 5, .job = job},
          kBackground);
      script_.Add(OutputClosed{.file = file.number, .bytes = file.bytes, .job = job}, kBackground);
      outputs.push_back(file);
    }
    script_.Add(CompactionProgress{.bytes_done = bytes, .job = job}, kBackground);
    for (const MadeFile& file : l0_) {
      script_.Add(FileRemoved{.file = file.number, .level = 0}, kBackground);
    }
    for (const MadeFile& file : outputs) Added(file, 1);
    l0_.clear();
    l1_.insert(l1_.end(), outputs.begin(), outputs.end());
    InstallVersion(kBackground);
    script_.Add(
        CompactionEnd{.bytes_read = bytes, .bytes_written = bytes, .duration_ns = 500, .job = job},
        kBackground);
  }

  void Added(const MadeFile& file, uint8_t level) {
    script_.Add(FileAdded{.file = file.number,
                          .bytes = file.bytes,
                          .smallest = script_.Intern(file.smallest),
                          .largest = script_.Intern(file.largest),
                          .smallest_hash = HashOf(file.smallest),
                          .largest_hash = HashOf(file.largest),
                          .level = level},
                kBackground);
  }
  static uint32_t HashOf(const std::string& key) { return Hash(key.data(), key.size(), 1); }
  std::string RandomKey() { return "key" + std::to_string(100 + random_.Uniform(900)); }

  void InstallVersion(uint16_t thread) {
    script_.Add(ManifestAppended{.manifest = 2, .bytes = 50}, thread);
    script_.Add(VersionInstalled{.version = ++version_,
                                 .log_number = log_,
                                 .next_file = next_file_,
                                 .last_sequence = sequence_,
                                 .files = static_cast<uint32_t>(l0_.size() + l1_.size())},
                thread);
    script_.Add(LevelScore{.score_permille = l0_.size() * 250, .level = 0}, thread);
  }

  void WriteGroup(const MadeWriter& leader, uint64_t cause) {
    const uint64_t group = ++last_group_;
    const uint16_t thread = leader.thread;
    const uint64_t opened = script_.Add(
        GroupOpened{
            .group = group, .leader = leader.id, .max_bytes = 400, .leader_bytes = leader.bytes},
        thread, cause);
    std::vector<MadeWriter> members;
    uint64_t bytes = 0;
    uint32_t entries = 0;
    GroupCloseReason reason = GroupCloseReason::kQueueEmpty;
    for (const MadeWriter& writer : queue_) {
      if (!members.empty() && writer.sync && !leader.sync) {
        reason = GroupCloseReason::kSyncMismatch;
        break;
      }
      if (!members.empty() && bytes + writer.bytes > 400) {
        reason = GroupCloseReason::kSizeLimit;
        break;
      }
      members.push_back(writer);
      bytes += writer.bytes;
      entries += writer.puts + writer.deletes;
      script_.Add(WriterJoined{.group = group,
                               .writer = writer.id,
                               .group_bytes = bytes,
                               .members = static_cast<uint32_t>(members.size())},
                  thread, opened);
    }
    script_.Add(GroupClosed{.group = group,
                            .bytes = bytes,
                            .members = static_cast<uint32_t>(members.size()),
                            .entries = entries,
                            .reason = reason,
                            .sync = leader.sync},
                thread, opened);
    script_.Add(
        SequencesAssigned{.group = group, .first = sequence_ + 1, .last = sequence_ + entries},
        thread);
    script_.Add(WalAppendBegin{.log = log_, .group = group, .bytes = bytes}, thread);
    log_bytes_ += bytes + 7;
    script_.Add(WalAppended{.log = log_, .group = group, .bytes = bytes, .fragments = 1}, thread);
    script_.Add(WalPosition{.log = log_, .appended = log_bytes_, .flushed = log_bytes_}, thread);
    if (leader.sync) {
      script_.Add(WalSyncBegin{.log = log_, .group = group}, thread);
      script_.Add(WalSyncEnd{.log = log_, .group = group, .duration_ns = 100}, thread);
      script_.Add(
          WalPosition{
              .log = log_, .appended = log_bytes_, .flushed = log_bytes_, .durable = log_bytes_},
          thread);
    }
    script_.Add(MemTableInsertBegin{.memtable = memtable_, .group = group, .entries = entries},
                thread);
    entries_ += entries;
    usage_ += bytes * 4;
    script_.Add(MemTableInserted{.memtable = memtable_,
                                 .group = group,
                                 .usage = usage_,
                                 .total_entries = entries_,
                                 .entries = entries},
                thread);
    script_.Add(GroupWritten{.group = group}, thread);
    sequence_ += entries;
    script_.Add(SequencePublished{.group = group, .last_sequence = sequence_}, thread);
    Complete(leader, members);
  }

  void Complete(const MadeWriter& leader, const std::vector<MadeWriter>& members) {
    for (const MadeWriter& writer : members) {
      queue_.pop_front();
      const uint64_t completed = script_.Add(
          WriterCompleted{.writer = writer.id, .by = leader.id, .total_ns = 1000 + writer.id},
          leader.thread);
      operations_++;
      busy_.erase(writer.thread);
      if (waiting_.erase(writer.id) != 0 && writer.id != leader.id)
        woken_.push_back({writer, completed});
    }
    if (!queue_.empty()) {
      script_.Add(LeadershipHandedOn{.from = leader.id, .to = queue_.front().id}, leader.thread);
    }
    for (const auto& [writer, completed] : woken_) {
      script_.Add(WriterWoken{.writer = writer.id, .done = 1}, writer.thread, completed);
    }
    woken_.clear();
  }

  void Get() {
    const uint16_t thread = kMain;
    const uint64_t read = ++last_read_;
    const uint64_t begun = script_.Add(
        GetBegin{.key = KeyRef::Of(RandomKey()), .read = read, .snapshot = sequence_}, thread);
    script_.Add(MemTableProbed{.read = read, .memtable = memtable_}, thread, begun);
    if (!l0_.empty()) {
      const uint64_t file = l0_.back().number;
      script_.Add(FileProbeBegin{.read = read, .file = file}, thread, begun);
      script_.Add(IndexSearched{.file = file, .block_offset = 7}, thread);
      script_.Add(FilterAnswered{.file = file, .block_offset = 7, .maybe = 1}, thread);
      script_.Add(BlockRead{.file = file, .bytes = 100, .source = BlockSource::kCache}, thread);
      script_.Add(FileProbed{.read = read, .file = file, .answer = ProbeAnswer::kFound}, thread);
    }
    script_.Add(GetEnd{.read = read, .duration_ns = 700, .probes = 2, .level = -3}, thread);
    operations_++;
  }

  void GiveAccount() {
    AccountDigest levels;
    const auto add = [&](std::vector<MadeFile> files, uint8_t level) {
      std::sort(files.begin(), files.end(),
                [](const MadeFile& a, const MadeFile& b) { return a.number < b.number; });
      for (const MadeFile& file : files) {
        levels.AddFile(level, file.number, file.bytes, HashOf(file.smallest), HashOf(file.largest));
      }
    };
    add(l0_, 0);
    add(l1_, 1);
    AccountDigest memtables;
    memtables.AddMemTable(memtable_, entries_, usage_, log_);
    script_.Add(Account{.last_sequence = sequence_,
                        .levels_hash = levels.value(),
                        .memtables_hash = memtables.value(),
                        .log = log_,
                        .files = static_cast<uint32_t>(l0_.size() + l1_.size()),
                        .queue_length = static_cast<uint32_t>(queue_.size())},
                kMain);
  }

  const RunShape shape_;
  Random random_;
  TraceScript script_;
  std::deque<MadeWriter> queue_;
  std::set<uint16_t> busy_;
  std::set<uint64_t> waiting_;
  std::map<uint64_t, uint64_t> enqueued_;
  std::vector<std::pair<MadeWriter, uint64_t>> woken_;
  std::vector<MadeFile> l0_, l1_;
  uint64_t next_file_ = 3, log_ = 0, memtable_ = 0, sequence_ = 0, version_ = 0;
  uint64_t entries_ = 0, usage_ = 0, log_bytes_ = 0, operations_ = 0;
  uint64_t last_writer_ = 0, last_group_ = 0, last_memtable_ = 0, last_read_ = 0, last_stall_ = 0;
  uint32_t last_job_ = 0;
};

}  // namespace

std::shared_ptr<Trace> MakeRun(const RunShape& shape) { return FakeEngine(shape).Run(); }

}  // namespace lsm::trace
