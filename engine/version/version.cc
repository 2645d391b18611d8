#include "engine/version/version.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/table/table_cache.h"
#include "engine/version/level_iterator.h"
#include "engine/version/version_set.h"

namespace lsm {

namespace {

// Takes the entry that a table found for a key.
struct Answer {
  const Comparator* user_comparator;
  Slice user_key;
  std::string* value;
  ProbeAnswer answer = ProbeAnswer::kAbsent;

  static void Take(void* arg, const Slice& internal_key, const Slice& found) {
    auto* const self = static_cast<Answer*>(arg);
    ParsedInternalKey parsed;
    if (!ParseInternalKey(internal_key, &parsed)) {
      self->answer = ProbeAnswer::kError;
    } else if (self->user_comparator->Compare(parsed.user_key, self->user_key) != 0) {
      return;  // the file has an entry behind the key only
    } else if (parsed.type == kTypeDeletion) {
      self->answer = ProbeAnswer::kDeleted;
    } else {
      self->answer = ProbeAnswer::kFound;
      self->value->assign(found.data(), found.size());
    }
  }
};

}  // namespace

Version::Version(VersionSet* set, uint64_t number, LevelFiles files)
    : set_(set),
      number_(number),
      files_(std::move(files)),
      scores_(ComputeScores(set->options(), files_)) {
  set_->live_.push_back(this);
}

Version::~Version() { std::erase(set_->live_, this); }

void Version::Ref() { refs_++; }

void Version::Unref() {
  LSM_CHECK(refs_ > 0);
  if (--refs_ == 0) delete this;
}

int Version::NumFiles() const {
  size_t sum = 0;
  for (const FileList& level : files_) sum += level.size();
  return static_cast<int>(sum);
}

void Version::ForEachOverlapping(const Slice& user_key, const Slice& internal_key,
                                 const std::function<bool(int, const FilePtr&)>& visit) const {
  for (const FilePtr& file : Level0FilesWith(set_->icmp(), files_, user_key)) {
    if (!visit(0, file)) return;
  }
  for (int level = 1; level < kNumLevels; level++) {
    const FilePtr file = DeeperFileWith(set_->icmp(), Level(level), internal_key, user_key);
    if (file != nullptr && !visit(level, file)) return;
  }
}

void Version::ForEachFile(const std::function<void(int, const FileMetaData&)>& visit) const {
  for (int level = 0; level < kNumLevels; level++) {
    FileList by_number = Level(level);
    std::sort(by_number.begin(), by_number.end(),
              [](const FilePtr& a, const FilePtr& b) { return a->number < b->number; });
    for (const FilePtr& file : by_number) visit(level, *file);
  }
}

Status Version::Get(const ReadOptions& options, const LookupKey& key, std::string* value,
                    GetStats* stats, ReadContext* context) const {
  *stats = GetStats();
  context->answer = ProbeAnswer::kAbsent;
  Status status = Status::NotFound(Slice());
  GetStats last;  // the file asked last
  const auto ask = [&](int level, const FilePtr& file) {
    // A second file has to be asked: the first was sought in vain.
    if (stats->seek_file == nullptr && last.seek_file != nullptr) *stats = last;
    last = {file, level};
    const Status s = AskFile(options, key, level, *file, value, context);
    if (context->answer == ProbeAnswer::kAbsent) return true;
    context->level = level;
    if (context->answer != ProbeAnswer::kDeleted) status = s;
    return false;
  };
  ForEachOverlapping(key.user_key(), key.internal_key(), ask);
  return status;
}

Status Version::AskFile(const ReadOptions& options, const LookupKey& key, int level,
                        const FileMetaData& file, std::string* value, ReadContext* context) const {
  const Events& events = context->events;
  const auto level_number = static_cast<uint8_t>(level);
  context->probes++;
  const EventId begin =
      events.Emit(FileProbeBegin{.read = context->read, .file = file.number, .level = level_number},
                  context->cause);

  const CauseScope on_behalf_of(begin);
  Answer answer{set_->icmp().user_comparator(), key.user_key(), value};
  TableProbe probe;
  Status s = set_->table_cache()->Get(options, file.number, file.file_size, key.internal_key(),
                                      &answer, &Answer::Take, begin, &probe);
  if (s.ok() && answer.answer == ProbeAnswer::kError) {
    s = Status::Corruption("corrupted key for ", key.user_key());
  }
  context->answer = s.ok() ? answer.answer : ProbeAnswer::kError;
  const bool wrong = probe.filter_said_maybe && context->answer == ProbeAnswer::kAbsent;
  events.Emit(FileProbed{.read = context->read,
                         .file = file.number,
                         .level = level_number,
                         .answer = context->answer,
                         .filter_was_wrong = wrong},
              begin);
  return s;
}

bool Version::UpdateStats(const GetStats& stats, Events events, Mutex* mu, EventId cause) {
  if (stats.seek_file == nullptr) return false;
  FileMetaData& file = *stats.seek_file;
  const auto level = static_cast<uint8_t>(stats.seek_file_level);
  file.allowed_seeks--;
  const EventId charged = events.EmitUnder(
      *mu, SeekCharged{.file = file.number, .seeks_left = file.allowed_seeks, .level = level},
      cause);
  if (file.allowed_seeks > 0 || seek_candidate_.file != nullptr) return false;
  seek_candidate_ = {stats.seek_file, stats.seek_file_level};
  events.EmitUnder(*mu, SeekCompactionDue{.file = file.number, .level = level}, charged);
  return true;
}

bool Version::RecordReadSample(const Slice& internal_key, Events events, Mutex* mu) {
  ParsedInternalKey parsed;
  if (!ParseInternalKey(internal_key, &parsed)) return false;
  GetStats first;
  int matches = 0;
  ForEachOverlapping(parsed.user_key, internal_key, [&](int level, const FilePtr& file) {
    if (matches++ == 0) first = {file, level};
    return matches < 2;  // two are enough: one read more than was needed
  });
  return matches >= 2 && UpdateStats(first, events, mu);
}

std::vector<Version::Source> Version::NewSources(const ReadOptions& options) const {
  std::vector<Source> sources;
  for (const FilePtr& file : Level(0)) {
    sources.push_back({set_->table_cache()->NewIterator(options, file->number, file->file_size), 0,
                       file->number});
  }
  for (int level = 1; level < kNumLevels; level++) {
    if (Level(level).empty()) continue;
    sources.push_back(
        {NewConcatenatingIterator(&set_->icmp(), &Level(level), set_->table_cache(), options),
         level, 0});
  }
  return sources;
}

FlushLevel Version::PickLevelForMemTableOutput(const Slice& smallest, const Slice& largest) const {
  const std::optional<RunningOutput>& running = set_->running_output();
  return lsm::PickLevelForMemTableOutput(set_->options(), set_->icmp(), files_, smallest, largest,
                                         running.has_value() ? &*running : nullptr);
}

bool Version::OverlapInLevel(int level, const UserKeyRange& range) const {
  return SomeFileOverlapsRange(set_->icmp(), level > 0, Level(level), range);
}

std::string Version::DebugString() const {
  std::string text;
  for (int level = 0; level < set_->options().num_levels; level++) {
    text += "--- level " + std::to_string(level) + " ---\n";
    for (const FilePtr& file : Level(level)) {
      text += ' ' + std::to_string(file->number) + ':' + std::to_string(file->file_size) + '[' +
              file->smallest.DebugString() + " .. " + file->largest.DebugString() + "]\n";
    }
  }
  return text;
}

}  // namespace lsm
