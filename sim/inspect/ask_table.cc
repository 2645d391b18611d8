#include "sim/inspect/ask_table.h"

#include <memory>
#include <string>

#include "engine/base/file_names.h"
#include "engine/table/table_internal.h"
#include "engine/version/internal_key.h"
#include "lsm/comparator.h"

namespace lsm::sim {
namespace {

Slice SliceOf(std::string_view text) { return Slice(text.data(), text.size()); }

// Listens to the engine's look-up and notes how it went.
class Listener final : public EventSink {
 public:
  EventId Append(const Event& event, EmitSite, LockTicket) override {
    if (event.Is<IndexSearched>()) {
      const auto e = event.As<IndexSearched>();
      search_.index_searched = true;
      search_.past_end = e.past_end != 0;
      search_.block_offset = search_.past_end ? 0 : e.block_offset;
    } else if (event.Is<FilterAnswered>()) {
      const bool maybe = event.As<FilterAnswered>().maybe != 0;
      search_.filter = maybe ? TableSearch::Filter::kMaybe : TableSearch::Filter::kNo;
    } else if (event.Is<BlockRead>()) {
      search_.block_searched = true;
      search_.block_bytes = event.As<BlockRead>().bytes;
    }
    return kNoEvent;
  }
  Text Intern(std::string_view) override { return {}; }

  const TableSearch& search() const { return search_; }

 private:
  TableSearch search_;
};

// A table of the database, open for one question.
class OpenedTable {
 public:
  explicit OpenedTable(const DatabaseFiles& files) : filter_(files.filter) {
    options_.env = files.env;
    options_.comparator = &comparator_;
    options_.filter_policy = files.filter == nullptr ? nullptr : &filter_;
    options_.event_sink = &listener_;
  }

  Status Open(const DatabaseFiles& files, const TableFile& file) {
    path_ = TableFileName(files.directory, file.number);
    Status status = OpenFile(files, file);
    if (status.IsNotFound()) {
      const std::string newer = path_;
      path_ = SSTTableFileName(files.directory, file.number);
      const Status older = OpenFile(files, file);
      if (older.IsNotFound()) path_ = newer;
      status = older;
    }
    if (!status.ok()) return status;
    Table* table = nullptr;
    status = TableInternal::Open(options_, file_.get(), file.bytes, file.number, &table);
    table_.reset(table);
    return status;
  }

  const Table* table() const { return table_.get(); }
  const Listener& listener() const { return listener_; }
  std::string name() const { return path_.substr(path_.rfind('/') + 1); }

  // The first entry of the table at or after `target`: its key. Empty if there is none, or the
  // table cannot be read there.
  std::string Seek(const InternalKey& target, Status* status) const {
    const std::unique_ptr<Iterator> at(table_->NewIterator(ReadOptions()));
    at->Seek(target.Encode());
    *status = at->status();
    return at->Valid() ? at->key().ToString() : std::string();
  }

 private:
  // A file of another size than the database says is none of its files.
  Status OpenFile(const DatabaseFiles& files, const TableFile& file) {
    uint64_t size = 0;
    Status status = files.env->GetFileSize(path_, &size);
    if (status.ok() && size != file.bytes) {
      status = Status::Corruption("the file has " + std::to_string(size) + " bytes, expected " +
                                  std::to_string(file.bytes));
    }
    if (!status.ok()) return status;
    RandomAccessFile* opened = nullptr;
    status = files.env->NewRandomAccessFile(path_, &opened);
    file_.reset(opened);
    return status;
  }

  const InternalKeyComparator comparator_{BytewiseComparator()};
  const InternalFilterPolicy filter_;
  Options options_;
  Listener listener_;
  std::string path_;
  std::unique_ptr<RandomAccessFile> file_;  // the table reads it: destroyed after the table
  std::unique_ptr<Table> table_;
};

// Takes the entry that the look-up came to.
struct EntryTaker {
  std::string_view key;
  PlaceAnswer* answer;

  static void Take(void* arg, const Slice& internal_key, const Slice& value) {
    auto* const self = static_cast<EntryTaker*>(arg);
    ParsedInternalKey parsed;
    if (!ParseInternalKey(internal_key, &parsed)) {
      self->answer->answer = ProbeAnswer::kError;
      self->answer->error = "an entry has a damaged key";
      return;
    }
    if (parsed.user_key != SliceOf(self->key)) return;  // behind the key only
    self->answer->sequence = parsed.sequence;
    if (parsed.type == kTypeDeletion) {
      self->answer->answer = ProbeAnswer::kDeleted;
      return;
    }
    self->answer->answer = ProbeAnswer::kFound;
    self->answer->value_bytes = value.size();
    self->answer->value_begin.assign(value.data(), std::min(value.size(), kValueBytesKept));
  }
};

// Which entry of the index names the block at `offset`.
void FindIndexEntry(const Table* table, TableSearch* search) {
  const std::unique_ptr<Iterator> entry(TableInternal::NewIndexIterator(table));
  for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
    search->index_entries++;
    Slice value = entry->value();
    BlockHandle handle;
    const bool is_it = !search->past_end && handle.DecodeFrom(&value).ok() &&
                       handle.offset == search->block_offset;
    if (is_it) search->index_entry = search->index_entries;
  }
}

// The newest entry of the key in the table, if the snapshot does not see it.
uint64_t HiddenSequence(const OpenedTable& opened, std::string_view key, uint64_t snapshot) {
  Status status;
  const InternalKey newest(SliceOf(key), kMaxSequenceNumber, kValueTypeForSeek);
  const std::string found = opened.Seek(newest, &status);
  ParsedInternalKey parsed;
  if (!status.ok() || !ParseInternalKey(found, &parsed)) return 0;
  return parsed.user_key == SliceOf(key) && parsed.sequence > snapshot ? parsed.sequence : 0;
}

void Fail(const Status& status, PlaceAnswer* answer) {
  if (status.IsNotFound()) {
    answer->unknown = Unknown::kFileGone;
  } else {
    answer->answer = ProbeAnswer::kError;
    answer->error = status.ToString();
  }
}

}  // namespace

PlaceAnswer AskTable(const DatabaseFiles& files, const ReadPlace& place, const TableFile& file,
                     std::string_view key, uint64_t snapshot) {
  PlaceAnswer answer{.place = place, .asked = true};
  OpenedTable opened(files);
  Status status = opened.Open(files, file);
  answer.file = opened.name();
  if (!status.ok()) {
    Fail(status, &answer);
    return answer;
  }
  const InternalKey target(SliceOf(key), snapshot, kValueTypeForSeek);
  EntryTaker taker{key, &answer};
  status = TableInternal::Get(opened.table(), ReadOptions(), target.Encode(), &taker,
                              &EntryTaker::Take, kNoEvent, nullptr);
  answer.table = opened.listener().search();
  if (!status.ok()) Fail(status, &answer);
  TableSearch& search = *answer.table;
  search.filter_was_wrong =
      search.filter == TableSearch::Filter::kMaybe && answer.answer == ProbeAnswer::kAbsent;
  FindIndexEntry(opened.table(), &search);
  answer.hidden_sequence = HiddenSequence(opened, key, snapshot);
  return answer;
}

bool EndsBefore(const DatabaseFiles& files, const TableFile& file, std::string_view key,
                uint64_t snapshot) {
  OpenedTable opened(files);
  if (!opened.Open(files, file).ok()) return false;
  Status status;
  const std::string found =
      opened.Seek(InternalKey(SliceOf(key), snapshot, kValueTypeForSeek), &status);
  return status.ok() && found.empty();
}

}  // namespace lsm::sim
