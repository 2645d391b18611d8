#include "sim/inspect/ask_log.h"

#include <algorithm>
#include <memory>
#include <string>

#include "engine/base/file_names.h"
#include "engine/wal/log_reader.h"
#include "engine/write/write_batch_internal.h"

namespace lsm::sim {
namespace {

// Goes through the entries of a memtable in the order of their sequence numbers, and keeps the
// newest of the key that the snapshot sees.
class EntrySearch final : public WriteBatch::Handler {
 public:
  EntrySearch(std::string_view key, uint64_t snapshot, uint64_t published, PlaceAnswer* answer)
      : key_(key.data(), key.size()), snapshot_(snapshot), published_(published), answer_(answer) {}

  // False: this entry and all that follow were not published.
  [[nodiscard]] bool Begin(uint64_t first_sequence) {
    sequence_ = first_sequence;
    return first_sequence <= published_;
  }
  void Put(const Slice& key, const Slice& value) override { Take(key, &value); }
  void Delete(const Slice& key) override { Take(key, nullptr); }

 private:
  void Take(const Slice& key, const Slice* value) {
    const uint64_t sequence = sequence_++;
    if (sequence > published_) return;
    answer_->log->entries++;
    if (key != key_) return;
    answer_->log->versions++;
    if (sequence > snapshot_) {
      answer_->hidden_sequence = sequence;
      return;
    }
    answer_->sequence = sequence;
    answer_->answer = value != nullptr ? ProbeAnswer::kFound : ProbeAnswer::kDeleted;
    answer_->value_bytes = value != nullptr ? value->size() : 0;
    answer_->value_begin.clear();
    if (value != nullptr) {
      answer_->value_begin.assign(value->data(), std::min(value->size(), kValueBytesKept));
    }
  }

  const Slice key_;
  const uint64_t snapshot_;
  const uint64_t published_;
  PlaceAnswer* const answer_;
  uint64_t sequence_ = 0;
};

// Reads until the first record that is none of the memtable's, or the first damage: whether that
// was too early is seen by the number of entries.
void ReadLog(SequentialFile* file, EntrySearch* search) {
  log::Reader reader(file, nullptr, /*checksum=*/true, log::OnDamage::kStop);
  std::string scratch;
  Slice record;
  WriteBatch batch;
  while (reader.ReadRecord(&record, &scratch)) {
    if (record.size() < WriteBatchInternal::kHeaderBytes) return;
    WriteBatchInternal::SetContents(&batch, record);
    if (!WriteBatchInternal::Verify(&batch).ok()) return;
    if (WriteBatchInternal::Count(&batch) == 0) continue;  // a mark of the log's
    if (!search->Begin(WriteBatchInternal::Sequence(&batch))) return;
    if (!batch.Iterate(search).ok()) return;
  }
}

// Nothing, or why the log is not read.
std::optional<Unknown> OpenLog(const DatabaseFiles& files, const std::string& path,
                               std::unique_ptr<SequentialFile>* file) {
  uint64_t size = 0;
  if (!files.env->GetFileSize(path, &size).ok()) return Unknown::kFileGone;
  if (size > kMostLogBytes) return Unknown::kTooLarge;
  SequentialFile* opened = nullptr;
  if (!files.env->NewSequentialFile(path, &opened).ok()) return Unknown::kFileGone;
  file->reset(opened);
  return std::nullopt;
}

}  // namespace

PlaceAnswer AskLog(const DatabaseFiles& files, const ReadPlace& place, const LoggedEntries& logged,
                   std::string_view key, uint64_t snapshot) {
  const std::string path = LogFileName(files.directory, logged.log);
  PlaceAnswer answer{.place = place, .asked = true};
  answer.file = path.substr(path.rfind('/') + 1);
  answer.log = LogSearch{.log = logged.log};
  std::unique_ptr<SequentialFile> file;
  answer.unknown = OpenLog(files, path, &file);
  if (answer.unknown) return answer;
  EntrySearch search(key, snapshot, logged.published, &answer);
  ReadLog(file.get(), &search);
  if (answer.log->entries < logged.entries) {
    // What was found may not be the newest.
    PlaceAnswer unknown{.place = place, .asked = true, .unknown = Unknown::kLogShort};
    unknown.file = answer.file;
    unknown.log = answer.log;
    return unknown;
  }
  return answer;
}

}  // namespace lsm::sim
