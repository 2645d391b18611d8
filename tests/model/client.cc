#include "tests/model/client.h"

#include <algorithm>
#include <cstdlib>

#include "engine/base/check.h"
#include "engine/base/text.h"
#include "lsm/write_batch.h"

namespace lsm::model {
namespace {

std::string Shown(const Slice& bytes) {
  constexpr size_t kMost = 60;
  std::string text = EscapeString(Slice(bytes.data(), std::min(bytes.size(), kMost)));
  if (bytes.size() > kMost) text += "... (" + std::to_string(bytes.size()) + " bytes)";
  return '"' + text + '"';
}

}  // namespace

Client::Client(int number, bool alone, Order order)
    : alone_(alone),
      prefix_(PrefixOf(number)),
      comparator_(ComparatorOf(order)),
      map_(ByOrder{comparator_}) {}

Client::~Client() { LSM_CHECK(snapshots_.empty() && iterators_.empty()); }

std::string Client::Apply(DB* db, const Operation& operation) {
  const auto key = [&operation](size_t i) -> const std::string* {
    return operation.keys[i].has_value() ? &*operation.keys[i] : nullptr;
  };
  switch (operation.what) {
    case Do::kPut:
    case Do::kDelete:
    case Do::kBatch:
      return Write(db, operation);
    case Do::kGet:
      return key(0) == nullptr ? "" : Get(db, *key(0), operation.snapshot);
    case Do::kSnapshot: {
      TakenSnapshot& taken = snapshots_[operation.slot];
      if (taken.snapshot != nullptr) db->ReleaseSnapshot(taken.snapshot);
      taken = {.snapshot = db->GetSnapshot(), .contents = std::make_shared<const Map>(map_)};
      return "";
    }
    case Do::kRelease: {
      const auto taken = snapshots_.find(operation.slot);
      if (taken == snapshots_.end()) return "";
      db->ReleaseSnapshot(taken->second.snapshot);
      snapshots_.erase(taken);
      return "";
    }
    case Do::kIterator: {
      const auto taken = snapshots_.find(operation.snapshot);
      const bool now = operation.snapshot == 0 || taken == snapshots_.end();
      ReadOptions options;
      options.snapshot = now ? nullptr : taken->second.snapshot;
      OpenIterator open;
      open.contents = now ? std::make_shared<const Map>(map_) : taken->second.contents;
      open.iterator.reset(db->NewIterator(options));
      open.at = open.contents->end();
      iterators_.insert_or_assign(operation.slot, std::move(open));
      return "";
    }
    case Do::kWalk:
      return Walk(operation);
    case Do::kClose:
      iterators_.erase(operation.slot);
      return "";
    case Do::kFlush: {
      const Status status = db->FlushMemTable();
      return status.ok() ? "" : "flush: " + status.ToString();
    }
    case Do::kCompact:
    case Do::kCompactLevel: {
      Slice begin;
      Slice end;
      if (key(0) != nullptr) begin = *key(0);
      if (key(1) != nullptr) end = *key(1);
      const Slice* const from = key(0) == nullptr ? nullptr : &begin;
      const Slice* const to = key(1) == nullptr ? nullptr : &end;
      if (operation.what == Do::kCompact) {
        db->CompactRange(from, to);
      } else {
        db->CompactLevel(operation.level, from, to);
      }
      return "";
    }
    case Do::kSizes:
      return Sizes(db, operation);
    case Do::kProperties:
      return Properties(db);
    case Do::kReopen:
    case Do::kRepair:
      break;
  }
  return "";
}

std::string Client::Write(DB* db, const Operation& operation) {
  WriteOptions options;
  options.sync = operation.sync;
  Status status;
  const auto value_of = [](const Change& change) { return change.value->Bytes(); };
  if (operation.what == Do::kBatch) {
    WriteBatch batch;
    for (const Change& change : operation.changes) {
      if (change.value) {
        batch.Put(change.key, value_of(change));
      } else {
        batch.Delete(change.key);
      }
    }
    status = db->Write(options, &batch);
  } else if (operation.changes.size() != 1) {
    return "";
  } else if (operation.changes[0].value) {
    status = db->Put(options, operation.changes[0].key, value_of(operation.changes[0]));
  } else {
    status = db->Delete(options, operation.changes[0].key);
  }
  if (!status.ok()) return "write: " + status.ToString();
  for (const Change& change : operation.changes) {
    // The key may stand in the map in other bytes: the newest count.
    map_.erase(change.key);
    if (change.value) map_.emplace(change.key, value_of(change));
  }
  return "";
}

std::string Client::Get(DB* db, const std::string& key, int snapshot) {
  const auto taken = snapshots_.find(snapshot);
  if (snapshot == 0 || taken == snapshots_.end()) return CompareGet(db, key, nullptr, map_);
  return CompareGet(db, key, taken->second.snapshot, *taken->second.contents);
}

std::string Client::CompareGet(DB* db, const std::string& key, const Snapshot* snapshot,
                               const Map& expected) {
  ReadOptions options;
  options.snapshot = snapshot;
  std::string value = "untouched";
  const Status status = db->Get(options, key, &value);
  reads_++;
  Note(status.ok() ? Slice(value) : Slice(status.IsNotFound() ? "(absent)" : "(error)"));
  const auto at = expected.find(key);
  const bool right =
      at == expected.end() ? status.IsNotFound() : status.ok() && value == at->second;
  if (right) return "";
  return "get " + Shown(key) + ": " + (status.ok() ? Shown(value) : status.ToString()) +
         ", expected " + (at == expected.end() ? "nothing" : Shown(at->second));
}

std::string Client::Walk(const Operation& operation) {
  const auto open = iterators_.find(operation.slot);
  if (open == iterators_.end()) return "";
  for (size_t i = 0; i < operation.moves.size(); i++) {
    std::string wrong = ApplyMove(&open->second, operation.moves[i]);
    if (!wrong.empty()) return "move " + std::to_string(i + 1) + ": " + wrong;
  }
  return "";
}

std::string Client::ApplyMove(OpenIterator* open, const Move& move) {
  Iterator* const it = open->iterator.get();
  const Map& map = *open->contents;
  bool forward = true;
  switch (move.step) {
    case Step::kFirst:
      it->SeekToFirst();
      open->at = map.begin();
      break;
    case Step::kLast:
      it->SeekToLast();
      open->at = map.empty() ? map.end() : std::prev(map.end());
      forward = false;
      break;
    case Step::kSeek:
      it->Seek(move.key);
      open->at = map.lower_bound(move.key);
      break;
    case Step::kNext:
      if (open->at == map.end()) return "";
      it->Next();
      ++open->at;
      break;
    case Step::kPrev:
      if (open->at == map.end()) return "";
      it->Prev();
      open->at = open->at == map.begin() ? map.end() : std::prev(open->at);
      forward = false;
      break;
  }
  SkipOthers(it, forward);
  return CompareAt(*open);
}

std::string Client::CompareAt(const OpenIterator& open) {
  const Iterator& it = *open.iterator;
  reads_++;
  if (!it.status().ok()) return "iterator: " + it.status().ToString();
  if (open.at == open.contents->end()) {
    Note("(end)");
    return it.Valid() ? "iterator at " + Shown(it.key()) + ", expected the end" : "";
  }
  const auto& [key, value] = *open.at;
  if (!it.Valid()) return "iterator at the end, expected " + Shown(key);
  Note(it.key());
  Note(it.value());
  if (it.key() != Slice(key)) {
    return "iterator at " + Shown(it.key()) + ", expected " + Shown(key);
  }
  if (it.value() != Slice(value)) {
    return "iterator at " + Shown(key) + ": " + Shown(it.value()) + ", expected " + Shown(value);
  }
  return "";
}

std::string Client::Sizes(DB* db, const Operation& operation) {
  std::vector<std::string> keys;
  for (const auto& key : operation.keys) keys.push_back(key.value_or(""));
  std::sort(keys.begin(), keys.end(), ByOrder{comparator_});
  const Range ranges[4] = {
      {keys[0], keys[1]}, {keys[1], keys[2]}, {keys[0], keys[2]}, {keys[2], keys[0]}};
  uint64_t sizes[4];
  db->GetApproximateSizes(ranges, 4, sizes);
  if (sizes[0] + sizes[1] != sizes[2]) {
    return "sizes: " + std::to_string(sizes[0]) + " and " + std::to_string(sizes[1]) + " are not " +
           std::to_string(sizes[2]);
  }
  const bool backward = comparator_->Compare(keys[0], keys[2]) < 0;
  if (backward && sizes[3] != 0) return "sizes: a range from behind has bytes";
  return "";
}

std::string Client::Properties(DB* db) {
  std::string text;
  for (int level = 0; level < 7; level++) {
    const std::string name = "leveldb.num-files-at-level" + std::to_string(level);
    if (!db->GetProperty(name, &text)) continue;  // a tree of fewer levels
    char* end = nullptr;
    if (std::strtol(text.c_str(), &end, 10) < 0 || *end != '\0') return name + ": " + text;
  }
  if (!db->GetProperty("leveldb.approximate-memory-usage", &text)) return "no memory usage";
  if (std::strtoull(text.c_str(), nullptr, 10) == 0) return "memory usage: " + text;
  if (!db->GetProperty("leveldb.stats", &text) || text.find("Compactions") == std::string::npos) {
    return "stats: " + text;
  }
  if (!db->GetProperty("leveldb.sstables", &text) || text.rfind("--- level 0 ---\n", 0) != 0) {
    return "sstables: " + text;
  }
  if (db->GetProperty("leveldb.none", &text) || db->GetProperty("stats", &text)) {
    return "a property that there is not";
  }
  return "";
}

std::string Client::Verify(DB* db) {
  OpenIterator open;
  open.contents = std::make_shared<const Map>(map_);
  open.iterator.reset(db->NewIterator(ReadOptions()));
  for (const auto& [from, step] :
       {std::pair{Step::kFirst, Step::kNext}, std::pair{Step::kLast, Step::kPrev}}) {
    std::string wrong = ApplyMove(&open, {.step = from});
    while (wrong.empty() && open.at != open.contents->end())
      wrong = ApplyMove(&open, {.step = step});
    if (!wrong.empty()) return "scan: " + wrong;
  }
  for (const auto& [key, value] : map_) {
    if (std::string wrong = CompareGet(db, key, nullptr, map_); !wrong.empty()) return wrong;
  }
  for (const auto& [slot, taken] : snapshots_) {
    for (const auto& [key, value] : *taken.contents) {
      std::string wrong = CompareGet(db, key, taken.snapshot, *taken.contents);
      if (!wrong.empty()) return "snapshot " + std::to_string(slot) + ": " + wrong;
    }
  }
  return "";
}

void Client::Detach(DB* db) {
  iterators_.clear();
  for (const auto& [slot, taken] : snapshots_) db->ReleaseSnapshot(taken.snapshot);
  snapshots_.clear();
}

bool Client::IsMine(const Slice& key) const { return alone_ || key.starts_with(prefix_); }

void Client::SkipOthers(Iterator* iterator, bool forward) const {
  while (iterator->Valid() && !IsMine(iterator->key())) {
    if (forward) {
      iterator->Next();
    } else {
      iterator->Prev();
    }
  }
}

void Client::Note(const Slice& answer) {
  for (size_t i = 0; i < answer.size(); i++) {
    digest_ = (digest_ ^ static_cast<uint8_t>(answer[i])) * 1099511628211u;
  }
  digest_ = (digest_ ^ 0x1ff) * 1099511628211u;  // where an answer ends
}

}  // namespace lsm::model
