#include "tests/gui/sample_states.h"

#include <cstdio>

namespace lsm::gui {

namespace {

using namespace trace;

std::string UserKey(unsigned n) {
  char text[16];
  std::snprintf(text, sizeof(text), "user%06u", n);
  return text;
}

void AddFile(Sample& sample, uint8_t level, uint64_t number, uint64_t bytes, unsigned smallest,
             unsigned largest) {
  FileState file;
  file.number = number;
  file.bytes = bytes;
  file.level = level;
  file.smallest = sample.tables->texts.Add(UserKey(smallest));
  file.largest = sample.tables->texts.Add(UserKey(largest));
  LevelState& state = sample.state.levels[level];
  auto files = std::make_shared<LevelFiles>(*state.files);
  files->push_back(std::make_shared<FileState>(file));
  state.files = files;
  state.bytes += bytes;
}

MemTableNode MakeMemTable(uint64_t id, uint64_t entries, uint64_t usage, bool full,
                          bool immutable) {
  MemTableState table;
  table.id = id;
  table.log = id + 27;
  table.entries = entries;
  table.usage = usage;
  table.full = full;
  table.immutable = immutable;
  return std::make_shared<MemTableState>(table);
}

Sample Named(std::string name) {
  Sample sample;
  sample.name = std::move(name);
  State& state = sample.state;
  state.run_started = true;
  state.database_open = true;
  state.position = 8431;
  state.time_ns = 214803000;
  state.limits = {.write_buffer_bytes = 4 << 20,
                  .max_file_bytes = 2 << 20,
                  .l0_compaction_trigger = 4,
                  .l0_slowdown_trigger = 8,
                  .l0_stop_trigger = 12,
                  .max_immutable_memtables = 1,
                  .num_levels = 7};
  uint64_t target = 10 << 20;
  for (int level = 1; level < kMaxLevels; level++, target *= 10) {
    state.levels[level].target_bytes = target;
  }
  state.threads.resize(1);
  state.log = LogState{.number = 41};
  state.memtable = MakeMemTable(14, 0, 4096, false, false);
  return sample;
}

void SetScores(State& state) {
  state.levels[0].score_permille = state.levels[0].files->size() * 1000 / 4;
  for (int level = 1; level < kMaxLevels; level++) {
    state.levels[level].score_permille =
        state.levels[level].bytes * 1000 / state.levels[level].target_bytes;
  }
}

void AddTree(Sample& sample) {
  for (unsigned i = 0; i < 12; i++) {
    AddFile(sample, 0, 47 + i, 2 << 20, 100 * (i % 4), 29999 - 170 * (i % 5));
  }
  for (unsigned i = 0; i < 9; i++) {
    AddFile(sample, 1, 30 + i, 1100 << 10, 3333 * i, 3333 * i + 3300);
  }
  for (unsigned i = 0; i < 27; i++) {
    AddFile(sample, 2, 100 + i, 1440 << 10, 1111 * i, 1111 * i + 1050);
  }
  AddFile(sample, 3, 90, 6 << 20, 0, 12000);
  AddFile(sample, 3, 91, 6 << 20, 15000, 29000);
}

}  // namespace

WriterState& AddWriter(State& state, uint64_t id, uint16_t client, uint64_t bytes, bool sync) {
  const auto thread = static_cast<uint16_t>(state.threads.size());
  ThreadState& added = state.threads.emplace_back();
  added.number = thread;
  added.role = ThreadRole::kClient;
  added.ordinal = client;
  WriterState& writer = state.writers[id];
  writer.id = id;
  writer.thread = thread;
  writer.bytes = bytes;
  writer.puts = 1;
  writer.sync = sync;
  writer.has_batch = true;
  writer.phase = WriterPhase::kWaiting;
  writer.enqueued = 8127;
  writer.enqueued_ns = 207000000;
  state.queue.push_back(id);
  return writer;
}

Sample NotOpen() {
  Sample sample;
  sample.name = "not open";
  return sample;
}

Sample EmptyDatabase() { return Named("empty database"); }

Sample BusyGroup() {
  Sample sample = Named("busy group");
  State& state = sample.state;
  state.memtable = MakeMemTable(14, 12408, 1700 << 10, false, false);
  MemTableState flushing = *MakeMemTable(13, 30211, 4 << 20, true, true);
  flushing.flushing = true;
  state.immutables = {std::make_shared<MemTableState>(flushing)};
  state.log = LogState{.number = 41,
                       .appended = 1503000,
                       .flushed = 1502300,
                       .durable = 1402112,
                       .last_sync_ns = 173600000,
                       .last_sync = 7000,
                       .syncing = true,
                       .acknowledged_not_durable = 1};
  state.older_logs = {LogState{.number = 40}};
  for (uint16_t i = 1; i <= 9; i++) AddWriter(state, 500 + i, i, 116, i == 4 || i == 1);
  GroupState group;
  group.id = 77;
  group.leader = 501;
  group.members = {501, 502, 503};
  group.bytes = 348;
  group.max_bytes = 131420;
  group.entries = 3;
  group.sync = true;
  group.phase = GroupPhase::kClosed;
  group.close_reason = GroupCloseReason::kSizeLimit;
  group.next_writer = 504;
  for (const uint64_t member : group.members) {
    state.writers[member].group = group.id;
    state.writers[member].phase = WriterPhase::kMember;
  }
  state.writers[501].leader = true;
  state.group = group;
  AddFile(sample, 0, 47, 2 << 20, 100, 29000);
  AddFile(sample, 0, 51, 2 << 20, 0, 21000);
  AddFile(sample, 2, 33, 2 << 20, 9000, 15000);
  JobState flush;
  flush.id = 12;
  flush.kind = JobKind::kFlush;
  flush.memtable = 13;
  flush.output_file = 59;
  flush.running = true;
  flush.begun_ns = 212000000;
  state.jobs[12] = flush;
  SetScores(state);
  return sample;
}

Sample StoppedAtTwelve() {
  Sample sample = Named("stopped at twelve");
  State& state = sample.state;
  state.memtable = MakeMemTable(14, 31002, (4 << 20) + 130, true, false);
  state.log = LogState{.number = 41,
                       .appended = 3500300,
                       .flushed = 3500000,
                       .durable = 2402112,
                       .last_sync_ns = 173600000,
                       .last_sync = 7000,
                       .acknowledged_not_durable = 842};
  const uint16_t order[] = {4, 7, 2, 9, 1, 6, 3, 8};
  for (const uint16_t client : order) AddWriter(state, 600 + client, client, 116, client == 9);
  state.writers[602].puts = 3;
  state.writers[602].bytes = 1348;
  state.writers[604].leader = true;
  state.writers[604].phase = WriterPhase::kStalled;
  AddTree(sample);
  SetScores(state);
  JobState job;
  job.id = 9;
  job.kind = JobKind::kCompaction;
  job.running = true;
  job.begun_ns = 180000000;
  job.level = 0;
  job.output_level = 1;
  job.score_permille = 1250;
  job.inputs = {47, 48, 49, 50, 51};
  job.next_inputs = {30, 31, 32, 33, 34, 35, 36, 37, 38};
  job.bytes_total = 20 << 20;
  job.bytes_done = 13 << 20;
  job.bytes_written = 11 << 20;
  job.entries_in = 100000;
  job.entries_dropped = 41204;
  state.jobs[9] = job;
  state.stall = StallState{.id = 3,
                           .writer = 604,
                           .cause = StallCause::kL0Stop,
                           .value = 12,
                           .threshold = 12,
                           .begun = 8412,
                           .begun_ns = 208600000};
  state.stalls_begun = 3;
  state.stalled_ns = 2100000;
  ReadState read;
  read.id = 40;
  read.key = KeyRef::Of(UserKey(15500));
  read.snapshot = 120431;
  read.done = true;
  read.answer = ProbeAnswer::kFound;
  read.level = 1;
  read.probes = {
      {.place = ProbeState::Place::kMemTable, .id = 14},
      {.place = ProbeState::Place::kFile, .id = 58, .filter = ProbeState::Filter::kNo},
      {.place = ProbeState::Place::kFile, .id = 57, .level = 0},
      {.place = ProbeState::Place::kFile, .id = 34, .level = 1, .answer = ProbeAnswer::kFound}};
  state.last_read = read;
  state.last_kind = GetEnd::kInfo.code;
  return sample;
}

Sample Crowd() {
  Sample sample = Named("crowd");
  State& state = sample.state;
  state.limits.max_immutable_memtables = 3;
  state.memtable = MakeMemTable(17, 31002, 3 << 20, false, false);
  for (uint64_t id = 14; id < 17; id++) {
    state.immutables.push_back(MakeMemTable(id, 31002, 4 << 20, true, true));
  }
  for (uint16_t i = 1; i <= 64; i++) AddWriter(state, 1000 + i, i, 100 + 37 * i, i % 5 == 0);
  state.writers[1001].leader = true;
  state.writers[1001].phase = WriterPhase::kGrouping;
  GroupState group;
  group.id = 812;
  group.leader = 1001;
  group.max_bytes = 1 << 20;
  for (uint64_t id = 1001; id <= 1040; id++) {
    group.members.push_back(id);
    group.bytes += state.writers[id].bytes;
    state.writers[id].group = group.id;
  }
  state.group = group;
  for (unsigned i = 0; i < 30; i++) AddFile(sample, 0, 9000 + i, 2 << 20, 10 * i, 29900 + 3 * i);
  for (unsigned i = 0; i < 200; i++) AddFile(sample, 3, 1000 + i, 2 << 20, 150 * i, 150 * i + 149);
  for (unsigned i = 0; i < 1800; i++) AddFile(sample, 4, 3000 + i, 2 << 20, 16 * i, 16 * i + 15);
  SetScores(state);
  return sample;
}

std::vector<Sample> AllSamples() {
  std::vector<Sample> samples;
  samples.push_back(NotOpen());
  samples.push_back(EmptyDatabase());
  samples.push_back(BusyGroup());
  samples.push_back(StoppedAtTwelve());
  samples.push_back(Crowd());
  return samples;
}

float FixedMetrics::Width(std::string_view text, float px) const {
  float width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80) continue;
    width += byte >= 0xe3 ? px : px / 2;  // from U+3000 on: Chinese
  }
  return width;
}

}  // namespace lsm::gui
