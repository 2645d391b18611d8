// The set of files. An edit is gathered from FileRemoved and FileAdded and takes effect as a whole
// at VersionInstalled, when the levels that it touches get new nodes.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "engine/events/account_digest.h"
#include "traces/record/tables.h"
#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

uint32_t JobThatMade(const State& state, uint64_t file) {
  for (const auto& [id, job] : state.jobs) {
    const bool made = job.kind == JobKind::kFlush
                          ? job.output_file == file
                          : std::count(job.outputs.begin(), job.outputs.end(), file) > 0;
    if (made) return id;
  }
  return 0;
}

// L0 by number; deeper levels by smallest key, bytewise, as long as texts are known.
class LevelOrder {
 public:
  LevelOrder(int level, const TraceTables* tables) : tables_(level == 0 ? nullptr : tables) {}

  bool operator()(const FileNode& a, const FileNode& b) const {
    if (tables_ != nullptr && a->smallest != b->smallest) {
      const std::string_view key_a = tables_->texts.Get(a->smallest);
      const std::string_view key_b = tables_->texts.Get(b->smallest);
      if (const int order = key_a.compare(key_b); order != 0) return order < 0;
    }
    return a->number < b->number;
  }

 private:
  const TraceTables* const tables_;
};

struct LevelChange {
  std::vector<uint64_t> removed;
  LevelFiles added;
};

void ChangeLevel(State& state, int level, LevelChange& change) {
  LevelState& target = state.levels[level];
  auto files = std::make_shared<LevelFiles>(*target.files);
  std::sort(change.removed.begin(), change.removed.end());
  std::erase_if(*files, [&](const FileNode& file) {
    return std::binary_search(change.removed.begin(), change.removed.end(), file->number);
  });
  const LevelOrder before(level, state.tables);
  std::sort(change.added.begin(), change.added.end(), before);
  const auto middle = static_cast<std::ptrdiff_t>(files->size());
  files->insert(files->end(), change.added.begin(), change.added.end());
  std::inplace_merge(files->begin(), files->begin() + middle, files->end(), before);

  target.bytes = 0;
  for (const FileNode& file : *files) target.bytes += file->bytes;
  target.files = std::move(files);
}

// The first difference in words: "files: the engine has 5, the fold 4".
std::string Differs(const char* what, uint64_t engine, uint64_t folded) {
  return std::string(what) + ": the engine has " + std::to_string(engine) + ", the fold " +
         std::to_string(folded);
}

}  // namespace

void Apply(State& state, const EventContext&, const FileRemoved& e) {
  state.pending_edit.removed.push_back(e);
}

void Apply(State& state, const EventContext&, const FileAdded& e) {
  state.pending_edit.added.push_back({.number = e.file,
                                      .bytes = e.bytes,
                                      .level = e.level,
                                      .smallest = e.smallest,
                                      .largest = e.largest,
                                      .smallest_hash = e.smallest_hash,
                                      .largest_hash = e.largest_hash,
                                      .made_by_job = JobThatMade(state, e.file)});
}

void Apply(State& state, const EventContext& at, const VersionInstalled& e) {
  std::array<LevelChange, kMaxLevels> changes;
  for (const FileRemoved& removed : state.pending_edit.removed) {
    if (removed.level < kMaxLevels) changes[removed.level].removed.push_back(removed.file);
  }
  for (FileState& file : state.pending_edit.added) {
    if (file.level >= kMaxLevels) continue;
    file.added = at.position;
    changes[file.level].added.push_back(std::make_shared<FileState>(file));
  }
  for (int level = 0; level < kMaxLevels; level++) {
    LevelChange& change = changes[level];
    if (!change.removed.empty() || !change.added.empty()) ChangeLevel(state, level, change);
  }
  state.pending_edit = {};
  state.version = e.version;
  state.log_number = e.log_number;
  state.next_file = e.next_file;
  std::erase_if(state.older_logs, [&](const LogState& log) { return log.number < e.log_number; });
  std::erase_if(state.jobs, [&](const auto& entry) {
    return entry.second.kind == JobKind::kTrivialMove && entry.second.thread == at.thread;
  });
}

void Apply(State& state, const EventContext&, const ManifestAppended& e) {
  state.manifest = e.manifest;
  // What could not be recorded is never installed.
  if (e.outcome != Outcome::kOk) state.pending_edit = {};
}

void Apply(State& state, const EventContext&, const CurrentSwitched& e) {
  state.manifest = e.manifest;
}

void Apply(State& state, const EventContext&, const FileDeleted& e) {
  if (e.type != DeletedFileType::kLog) return;
  std::erase_if(state.older_logs, [&](const LogState& log) { return log.number == e.number; });
}

void Apply(State& state, const EventContext& at, const Account& e) {
  AccountCheck& check = state.account;
  check.compared++;
  std::string difference = CompareAccounts(e, AccountOf(state));
  if (difference.empty()) return;
  check.differed++;
  if (check.first_difference != kNoEvent) return;
  check.first_difference = at.position;
  check.difference = std::move(difference);
}

Account AccountOf(const State& state) {
  Account account{.last_sequence = state.last_sequence,
                  .log = state.log.has_value() ? state.log->number : 0,
                  .queue_length = static_cast<uint32_t>(state.queue.size())};
  AccountDigest levels;
  std::vector<const FileState*> files;
  for (int level = 0; level < kMaxLevels; level++) {
    files.clear();
    for (const FileNode& file : *state.levels[level].files) files.push_back(file.get());
    std::ranges::sort(files, {}, &FileState::number);
    for (const FileState* file : files) {
      levels.AddFile(static_cast<uint8_t>(level), file->number, file->bytes, file->smallest_hash,
                     file->largest_hash);
    }
    account.files += static_cast<uint32_t>(files.size());
  }
  account.levels_hash = levels.value();

  AccountDigest memtables;
  const auto add = [&](const MemTableState& memtable) {
    memtables.AddMemTable(memtable.id, memtable.entries, memtable.usage, memtable.log);
  };
  if (state.memtable != nullptr) add(*state.memtable);
  for (const MemTableNode& memtable : state.immutables) add(*memtable);
  account.memtables_hash = memtables.value();
  return account;
}

std::string CompareAccounts(const Account& engine, const Account& folded) {
  if (engine.last_sequence != folded.last_sequence) {
    return Differs("last sequence", engine.last_sequence, folded.last_sequence);
  }
  if (engine.files != folded.files) return Differs("files", engine.files, folded.files);
  if (engine.log != folded.log) return Differs("current log", engine.log, folded.log);
  if (engine.queue_length != Account::kNotCounted && engine.queue_length != folded.queue_length) {
    return Differs("writers in the queue", engine.queue_length, folded.queue_length);
  }
  if (engine.levels_hash != folded.levels_hash) {
    return "levels: as many files, but not the same (number, level, bytes or key range)";
  }
  if (engine.memtables_hash != folded.memtables_hash) {
    return "memtables: not the same (number, entries, memory or log)";
  }
  return {};
}

}  // namespace lsm::trace
