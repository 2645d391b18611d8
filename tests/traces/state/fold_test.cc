#include <gtest/gtest.h>

#include <string>

#include "tests/traces/trace_script.h"
#include "traces/state/state.h"
#include "traces/state/state_json.h"

namespace lsm::trace {
namespace {

State FoldAll(const Trace& trace) {
  State state;
  state.tables = &trace.tables;
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    Fold(state, position, trace.events.At(position));
  }
  return state;
}

State FoldAll(const TraceScript& script) { return FoldAll(*script.trace()); }

void AddClient(TraceScript& script, uint16_t number) {
  script.Add(ThreadStarted{.number = number, .role = ThreadRole::kClient, .ordinal = number},
             number);
}

TEST(Fold, AWriterGoesFromTheQueueThroughItsGroupAndLeaves) {
  TraceScript script;
  AddClient(script, 1);
  AddClient(script, 2);
  script.Add(WriterEnqueued{.writer = 1, .bytes = 40, .puts = 1, .has_batch = 1}, 1);
  script.Add(WriterEnqueued{.writer = 2, .bytes = 50, .puts = 1, .sync = 1, .has_batch = 1}, 2);
  script.Add(WriterWaitBegin{.writer = 2, .ahead = 1}, 2);
  script.Add(LeaderElected{.writer = 1}, 1);
  script.Add(MakeRoomBegin{.writer = 1}, 1);
  State state = FoldAll(script);
  EXPECT_EQ(state.queue, (std::vector<uint64_t>{1, 2}));
  EXPECT_EQ(FindWriter(state, 1)->phase, WriterPhase::kMakingRoom);
  EXPECT_TRUE(FindWriter(state, 1)->leader);
  EXPECT_EQ(FindWriter(state, 2)->phase, WriterPhase::kWaiting);
  EXPECT_EQ(WriterLabel(state, 2), "W2");
  EXPECT_FALSE(state.group.has_value());  // while the leader makes room there is none

  script.Add(MakeRoomEnd{.writer = 1}, 1);
  script.Add(GroupOpened{.group = 1, .leader = 1, .max_bytes = 100}, 1);
  script.Add(WriterJoined{.group = 1, .writer = 1, .group_bytes = 40}, 1);
  script.Add(WriterJoined{.group = 1, .writer = 2, .group_bytes = 90}, 1);
  script.Add(
      GroupClosed{.group = 1, .bytes = 78, .members = 2, .reason = GroupCloseReason::kQueueEmpty},
      1);
  script.Add(WalAppendBegin{.log = 3, .group = 1}, 1);
  state = FoldAll(script);
  ASSERT_TRUE(state.group.has_value());
  EXPECT_EQ(state.group->members, (std::vector<uint64_t>{1, 2}));
  EXPECT_EQ(state.group->phase, GroupPhase::kWritingWal);
  EXPECT_EQ(FindWriter(state, 2)->group, 1u);

  script.Add(SequencePublished{.group = 1, .last_sequence = 2}, 1);
  script.Add(WriterCompleted{.writer = 1, .by = 1}, 1);
  state = FoldAll(script);
  EXPECT_EQ(state.queue, std::vector<uint64_t>{2});
  EXPECT_TRUE(state.group.has_value());
  EXPECT_EQ(FindWriter(state, 1)->phase, WriterPhase::kCompleted);

  script.Add(WriterCompleted{.writer = 2, .by = 1}, 1);
  state = FoldAll(script);
  EXPECT_FALSE(state.group.has_value());
  EXPECT_EQ(FindWriter(state, 1), nullptr);
  EXPECT_EQ(FindWriter(state, 2)->phase, WriterPhase::kCompleted);
  EXPECT_EQ(state.last_sequence, 2u);

  script.Add(WriterWoken{.writer = 2, .done = 1}, 2);
  state = FoldAll(script);
  EXPECT_TRUE(state.writers.empty());
  EXPECT_TRUE(state.queue.empty());
}

TEST(Fold, AnEditTakesEffectAsAWholeAtVersionInstalled) {
  TraceScript script;
  const auto add = [&](uint64_t file, uint8_t level, const char* smallest) {
    script.Add(
        FileAdded{.file = file, .bytes = 100, .smallest = script.Intern(smallest), .level = level});
  };
  add(5, 0, "m");
  add(9, 1, "b");
  EXPECT_TRUE(FoldAll(script).levels[0].files->empty());
  script.Add(VersionInstalled{.version = 1});
  State before = FoldAll(script);
  EXPECT_EQ(before.levels[0].files->size(), 1u);

  script.Add(FileRemoved{.file = 5, .level = 0});
  add(12, 1, "a");
  add(11, 1, "c");
  script.Add(VersionInstalled{.version = 2});
  const State state = FoldAll(script);
  EXPECT_TRUE(state.levels[0].files->empty());
  const LevelFiles& files = *state.levels[1].files;
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0]->number, 12u);  // by smallest key
  EXPECT_EQ(files[1]->number, 9u);
  EXPECT_EQ(files[2]->number, 11u);
  EXPECT_EQ(state.levels[1].bytes, 300u);
  EXPECT_EQ(FindFile(state, 11)->level, 1);
  EXPECT_EQ(FindFile(state, 5), nullptr);
  EXPECT_EQ(before.levels[0].files->size(), 1u);  // what copies share never changes
}

TEST(Fold, AMovedFileIsThereOnce) {
  TraceScript script;
  script.Add(FileAdded{.file = 5, .bytes = 10, .level = 1});
  script.Add(VersionInstalled{});
  script.Add(CompactionPicked{.job = 3, .level = 1}, 1);
  script.Add(TrivialMove{.file = 5, .job = 3, .from_level = 1, .to_level = 2}, 1);
  EXPECT_EQ(FoldAll(script).jobs.at(3).kind, JobKind::kTrivialMove);
  script.Add(FileRemoved{.file = 5, .level = 1});
  script.Add(FileAdded{.file = 5, .bytes = 10, .level = 2});
  script.Add(VersionInstalled{}, 1);
  const State state = FoldAll(script);
  EXPECT_TRUE(state.levels[1].files->empty());
  ASSERT_EQ(state.levels[2].files->size(), 1u);
  EXPECT_EQ(state.levels[2].files->front()->made_by_job, 3u);
  EXPECT_TRUE(state.jobs.empty());
}

TEST(Fold, AcknowledgedBytesAreCountedUntilTheyAreDurable) {
  TraceScript script;
  script.Add(WalCreated{.log = 3});
  script.Add(WalSwitched{.new_log = 3});
  script.Add(WriterEnqueued{.writer = 1, .has_batch = 1});
  script.Add(WalPosition{.log = 3, .appended = 50, .flushed = 50, .durable = 0});
  script.Add(WriterCompleted{.writer = 1, .by = 1});
  EXPECT_EQ(FoldAll(script).log->acknowledged_not_durable, 1u);
  script.Add(WalSyncEnd{.log = 3});
  script.Add(WalPosition{.log = 3, .appended = 50, .flushed = 50, .durable = 50});
  const State state = FoldAll(script);
  EXPECT_EQ(state.log->acknowledged_not_durable, 0u);
  EXPECT_EQ(state.log->last_sync, 6u);
}

TEST(Fold, ALogIsKeptUntilTheVersionNoLongerNeedsIt) {
  TraceScript script;
  script.Add(WalCreated{.log = 3});
  script.Add(WalSwitched{.new_log = 3});
  script.Add(WalCreated{.log = 7});
  EXPECT_EQ(FoldAll(script).next_log->number, 7u);
  script.Add(WalSwitched{.old_log = 3, .new_log = 7});
  State state = FoldAll(script);
  EXPECT_EQ(state.log->number, 7u);
  ASSERT_EQ(state.older_logs.size(), 1u);
  script.Add(VersionInstalled{.log_number = 7});
  EXPECT_TRUE(FoldAll(script).older_logs.empty());
}

TEST(Fold, AGetGathersItsProbes) {
  TraceScript script;
  AddClient(script, 1);
  script.Add(GetBegin{.key = KeyRef::Of("k"), .read = 4}, 1);
  script.Add(MemTableProbed{.read = 4, .memtable = 1}, 1);
  script.Add(FileProbeBegin{.read = 4, .file = 8, .level = 2}, 1);
  script.Add(FilterAnswered{.file = 8, .maybe = 1}, 1);
  script.Add(BlockRead{.file = 8, .source = BlockSource::kDisk}, 1);
  const State running = FoldAll(script);
  ASSERT_EQ(running.reads.at(4).probes.size(), 2u);
  EXPECT_TRUE(running.reads.at(4).probes[1].running);
  EXPECT_EQ(running.reads.at(4).probes[1].blocks_from_disk, 1u);
  script.Add(FileProbed{.read = 4, .file = 8, .level = 2, .filter_was_wrong = 1}, 1);
  script.Add(GetEnd{.read = 4, .level = -3}, 1);
  const State state = FoldAll(script);
  EXPECT_TRUE(state.reads.empty());
  ASSERT_TRUE(state.last_read.has_value());
  EXPECT_EQ(state.last_read->probes[1].filter, ProbeState::Filter::kMaybe);
  EXPECT_TRUE(state.last_read->probes[1].filter_was_wrong);
  EXPECT_EQ(state.last_read->level, -3);
}

TEST(Fold, ANewDatabaseBeginsWithNothing) {
  const auto run = MakeRun({.rounds = 60});
  State state = FoldAll(*run);
  ASSERT_FALSE(state.levels[0].files->empty() && state.levels[1].files->empty());
  const auto compared = state.account.compared;
  Fold(state, state.position + 1, Event::Of(DatabaseOpened{.num_levels = 7}));
  EXPECT_TRUE(state.levels[0].files->empty());
  EXPECT_EQ(state.memtable, nullptr);
  EXPECT_EQ(state.threads.size(), FoldAll(*run).threads.size());
  EXPECT_EQ(state.account.compared, compared);
}

// Whatever numbers a broken trace holds, and in whatever order its events stand.
TEST(Fold, NoEventCrashesIt) {
  Random random(7);
  State state;
  std::vector<uint16_t> codes;
  AllEvents::ForEachKind([&]<class E>() { codes.push_back(E::kInfo.code); });
  for (uint64_t position = 1; position <= 200'000; position++) {
    Event event;
    event.kind = codes[random.Uniform(static_cast<uint32_t>(codes.size()))];
    event.thread = static_cast<uint16_t>(random.Uniform(8));
    for (std::byte& byte : event.payload) {
      byte = static_cast<std::byte>(random.OneIn(3) ? random.Uniform(256) : random.Uniform(4));
    }
    // Enums hold only what has a name: readers see to that.
    VisitEvent(event, [&]<class E>(E fields) {
      E::ForEachField([&](const auto& field) {
        auto& member = fields.*(field.member);
        using T = std::remove_reference_t<decltype(member)>;
        if constexpr (std::is_enum_v<T>) {
          member = static_cast<T>(static_cast<size_t>(member) % Names(T{}).size());
        }
      });
      std::memcpy(event.payload, &fields, sizeof(fields));
    });
    Fold(state, position, event);
  }
  TraceTables tables;
  EXPECT_FALSE(StateJson(state, tables).empty());
  EXPECT_FALSE(StateText(state, tables).empty());
}

TEST(StateJson, TellsStatesApart) {
  const auto run = MakeRun({.rounds = 30});
  State state;
  state.tables = &run->tables;
  std::string last = StateJson(state, run->tables);
  for (uint64_t position = 1; position <= run->events.size(); position++) {
    Fold(state, position, run->events.At(position));
    std::string json = StateJson(state, run->tables);
    EXPECT_NE(json, last);
    last = std::move(json);
  }
}

}  // namespace
}  // namespace lsm::trace
