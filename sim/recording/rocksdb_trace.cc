// How it works: a record is a time (microseconds, 8 bytes), a kind (1 byte), the length of its
// payload (4 bytes) and the payload. A payload of version 0.2 begins with a set of bits that says
// which fields follow; in version 0.1 each kind has its fields. Writes hold a whole WriteBatch, in
// RocksDB's format (which extends LevelDB's by more tags). Nothing says who did what, so that
// operations are dealt out to threads by the hash of their first key: those of one key stay in
// order.
#include "sim/recording/rocksdb_trace.h"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <utility>

#include "engine/base/coding.h"
#include "engine/base/hash.h"

namespace lsm::sim {
namespace {

constexpr std::string_view kMagic = "feedcafedeadbeef";
constexpr size_t kRecordHeader = 13;              // bytes
constexpr uint32_t kLargestPayload = 256u << 20;  // bytes

enum RecordKind : uint8_t {
  kBegin = 1,
  kEnd = 2,
  kWrite = 3,
  kGet = 4,
  kSeek = 5,
  kSeekForPrev = 6,
  kBlockTraceFirst = 7,  // 7 to 12 belong to traces of other things
  kIoTrace = 12,
  kMultiGet = 13,
};

// Bits of a payload's map, version 0.2, in the order of the fields.
enum PayloadField : int {
  kWriteBatchData = 1,
  kGetCfId,
  kGetKey,
  kIterCfId,
  kIterKey,
  kIterLowerBound,
  kIterUpperBound,
  kMultiGetSize,
  kMultiGetCfIds,
  kMultiGetKeys,
  kNumPayloadFields,
};

// Entries of RocksDB's WriteBatch.
enum BatchTag : uint8_t {
  kDeletion = 0x0,
  kPut = 0x1,
  kMerge = 0x2,
  kLogData = 0x3,
  kCfDeletion = 0x4,
  kCfValue = 0x5,
  kCfMerge = 0x6,
  kSingleDeletion = 0x7,
  kCfSingleDeletion = 0x8,
  kBeginPrepare = 0x9,
  kEndPrepare = 0xa,
  kCommit = 0xb,
  kRollback = 0xc,
  kNoop = 0xd,
  kCfRangeDeletion = 0xe,
  kRangeDeletion = 0xf,
  kBeginPersistedPrepare = 0x12,
  kBeginUnprepare = 0x13,
};

// A column family other than the default one becomes a prefix of its keys.
std::string KeyIn(uint32_t column_family, const Slice& key) {
  if (column_family == 0) return key.ToString();
  return "cf" + std::to_string(column_family) + "/" + key.ToString();
}

class RocksDbTrace final : public RecordingReader {
 public:
  RocksDbTrace(const RecordingPlan& plan, uint32_t only_thread)
      : path_(plan.file),
        threads_(std::max<uint32_t>(1, plan.threads)),
        scan_entries_(plan.scan_entries),
        only_thread_(only_thread) {}

  Status Open() {
    std::error_code error;
    size_ = std::filesystem::file_size(path_, error);
    file_.reset(std::fopen(path_.c_str(), "rb"));
    if (error || file_ == nullptr) return Status::InvalidArgument(path_ + ": cannot be read");
    if (!ReadRecord()) return status_;
    // "feedcafedeadbeef\tTrace Version: 0.2\tRocksDB Version: ..."
    old_ = payload_.find("Trace Version: 0.1") != std::string::npos;
    if (!old_ && payload_.find("Trace Version: 0.2") == std::string::npos) {
      Fail("expected Trace Version 0.1 or 0.2");
    }
    return status_;
  }

  bool Next(RecordedOperation* operation) override {
    while (status_.ok()) {
      if (!pending_.empty()) {
        *operation = std::move(pending_.front());
        pending_.pop_front();
        return true;
      }
      if (ended_ || !ReadRecord()) return false;
      TakeRecord();
    }
    return false;
  }

  const Status& status() const override { return status_; }
  RecordingFacts Facts() const override {
    return {.format = "RocksDB query trace", .merges = merges_, .skipped = skipped_};
  }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  bool Fail(const std::string& what) {
    status_ =
        Status::InvalidArgument(path_ + ": byte " + std::to_string(record_begin_) + ": " + what);
    return false;
  }

  // False at the end of the file (between two records) or after an error. A trace whose program was
  // killed has no last record.
  bool ReadRecord() {
    record_begin_ = offset_;
    if (offset_ == size_) return false;
    char header[kRecordHeader];
    if (size_ - offset_ < kRecordHeader || !ReadBytes(header, kRecordHeader)) {
      return Fail("the file ends within a record's header");
    }
    time_us_ = DecodeFixed64(header);
    kind_ = static_cast<uint8_t>(header[8]);
    const uint32_t length = DecodeFixed32(header + 9);
    // Before memory is taken for it.
    if (length > size_ - offset_) {
      return Fail("a payload of " + std::to_string(length) + " bytes goes beyond the file's end");
    }
    if (length > kLargestPayload) {
      return Fail("a payload of " + std::to_string(length) + " bytes is too large, expected 0.." +
                  std::to_string(kLargestPayload));
    }
    payload_.resize(length);
    if (!ReadBytes(payload_.data(), length)) return Fail("the file ends within a payload");
    return true;
  }

  bool ReadBytes(char* to, size_t count) {
    const size_t got = std::fread(to, 1, count, file_.get());
    offset_ += got;
    return got == count;
  }

  void TakeRecord() {
    if (time_us_ > UINT64_MAX / 1000) {
      Fail("the time " + std::to_string(time_us_) + " us is out of range");
      return;
    }
    Slice payload(payload_);
    bool good = true;
    switch (kind_) {
      case kEnd:
        ended_ = true;
        return;
      case kWrite:
        good = TakeWrite(payload);
        break;
      case kGet:
      case kSeek:
      case kSeekForPrev:
        good = TakeRead(payload);
        break;
      case kMultiGet:
        good = TakeMultiGet(payload);
        break;
      default:
        if (kind_ < kBlockTraceFirst || kind_ > kIoTrace) {
          Fail("a record of kind " + std::to_string(kind_) + ", expected 1..13");
          return;
        }
        skipped_++;
        return;
    }
    if (!good && status_.ok()) Fail("the payload of kind " + std::to_string(kind_) + " is damaged");
  }

  // The set of fields of a payload; it has to have `needed`, and `allowed` besides.
  bool TakeMap(Slice* payload, uint64_t needed, uint64_t allowed, uint64_t* map) {
    return GetFixed64(payload, map) && (*map & needed) == needed &&
           (*map & ~(needed | allowed)) == 0;
  }

  void Add(Operation operation) {
    const std::string& key = operation.entries.front().key;
    const uint32_t thread = 1 + Hash(key.data(), key.size(), 0) % threads_;
    if (only_thread_ != 0 && thread != only_thread_) return;
    RecordedOperation recorded;
    recorded.time_ns = time_us_ * 1000;
    recorded.thread = thread;
    recorded.letters.assign(operation.entries.size(), 0);
    recorded.operation = std::move(operation);
    pending_.push_back(std::move(recorded));
  }

  bool TakeWrite(Slice payload) {
    uint64_t map = 0;
    Slice batch = payload;
    if (!old_ && (!TakeMap(&payload, 1u << kWriteBatchData, 0, &map) ||
                  !GetLengthPrefixedSlice(&payload, &batch))) {
      return false;
    }
    return TakeBatch(batch);
  }

  bool TakeRead(Slice payload) {
    uint64_t map = 0;
    const bool get = kind_ == kGet;
    const uint64_t needed = get ? 1u << kGetCfId | 1u << kGetKey : 1u << kIterCfId | 1u << kIterKey;
    const uint64_t bounds = get ? 0 : 1u << kIterLowerBound | 1u << kIterUpperBound;
    uint32_t column_family = 0;
    Slice key;
    if (!old_ && !TakeMap(&payload, needed, bounds, &map)) return false;
    if (!GetFixed32(&payload, &column_family) || !GetLengthPrefixedSlice(&payload, &key)) {
      return false;
    }
    Operation operation;
    operation.kind = get ? OperationKind::kGet : OperationKind::kScan;
    operation.scan_entries = scan_entries_;
    operation.entries.push_back({.key = KeyIn(column_family, key)});
    Add(std::move(operation));
    return true;
  }

  // One Get for each key.
  bool TakeMultiGet(Slice payload) {
    uint64_t map = 0;
    uint32_t count = 0;
    Slice families;
    Slice keys;
    const uint64_t needed = 1u << kMultiGetSize | 1u << kMultiGetCfIds | 1u << kMultiGetKeys;
    if (!old_ && !TakeMap(&payload, needed, 0, &map)) return false;
    if (!GetFixed32(&payload, &count) || !GetLengthPrefixedSlice(&payload, &families) ||
        !GetLengthPrefixedSlice(&payload, &keys)) {
      return false;
    }
    for (uint32_t i = 0; i < count; i++) {
      uint32_t column_family = 0;
      Slice key;
      if (!GetFixed32(&families, &column_family) || !GetLengthPrefixedSlice(&keys, &key)) {
        return false;
      }
      Operation operation;
      operation.kind = OperationKind::kGet;
      operation.entries.push_back({.key = KeyIn(column_family, key)});
      Add(std::move(operation));
    }
    return true;
  }

  // A sequence number (8 bytes), a count (4 bytes), entries.
  bool TakeBatch(Slice batch) {
    if (batch.size() < 12) return false;
    batch.remove_prefix(12);
    Operation operation;
    bool prepared = false;
    while (!batch.empty()) {
      const auto tag = static_cast<uint8_t>(batch[0]);
      batch.remove_prefix(1);
      if (!TakeEntry(tag, &batch, &operation, &prepared)) return false;
    }
    if (prepared) {
      skipped_++;  // the commit's batch has the same entries
    } else if (!operation.entries.empty()) {
      Add(std::move(operation));
    }
    return true;
  }

  bool TakeEntry(uint8_t tag, Slice* batch, Operation* operation, bool* prepared) {
    uint32_t column_family = 0;
    const bool names_family = tag == kCfDeletion || tag == kCfValue || tag == kCfMerge ||
                              tag == kCfSingleDeletion || tag == kCfRangeDeletion;
    if (names_family && !GetVarint32(batch, &column_family)) return false;
    Slice key;
    Slice value;
    switch (tag) {
      case kMerge:
      case kCfMerge:
        merges_++;
        [[fallthrough]];
      case kPut:
      case kCfValue:
        if (!GetLengthPrefixedSlice(batch, &key) || !GetLengthPrefixedSlice(batch, &value)) {
          return false;
        }
        operation->entries.push_back({.key = KeyIn(column_family, key), .value = value.ToString()});
        return true;
      case kDeletion:
      case kCfDeletion:
      case kSingleDeletion:
      case kCfSingleDeletion:
        if (!GetLengthPrefixedSlice(batch, &key)) return false;
        operation->entries.push_back({.key = KeyIn(column_family, key), .remove = true});
        return true;
      case kRangeDeletion:
      case kCfRangeDeletion:
        skipped_++;
        return GetLengthPrefixedSlice(batch, &key) && GetLengthPrefixedSlice(batch, &value);
      case kEndPrepare:
        *prepared = true;
        return GetLengthPrefixedSlice(batch, &value);
      case kLogData:
      case kCommit:
      case kRollback:
        return GetLengthPrefixedSlice(batch, &value);
      case kNoop:
      case kBeginPrepare:
      case kBeginPersistedPrepare:
      case kBeginUnprepare:
        return true;
      default:
        return Fail("an entry of kind " + std::to_string(tag) + " in a write batch is not known");
    }
  }

  const std::string path_;
  const uint32_t threads_;
  const uint32_t scan_entries_;
  const uint32_t only_thread_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  uint64_t size_ = 0;
  uint64_t offset_ = 0;  // of what was read
  bool old_ = false;     // version 0.1
  bool ended_ = false;   // the last record was read

  // The record at hand.
  uint64_t record_begin_ = 0;
  uint64_t time_us_ = 0;
  uint8_t kind_ = 0;
  std::string payload_;

  std::deque<RecordedOperation> pending_;  // of a record that has been read
  uint64_t merges_ = 0;
  uint64_t skipped_ = 0;
  Status status_;
};

}  // namespace

bool IsRocksDbTrace(std::string_view beginning) {
  return beginning.size() > kRecordHeader && static_cast<uint8_t>(beginning[8]) == kBegin &&
         beginning.substr(kRecordHeader).starts_with(kMagic);
}

Status NewRocksDbTrace(const RecordingPlan& plan, uint32_t only_thread,
                       std::unique_ptr<RecordingReader>* reader) {
  auto trace = std::make_unique<RocksDbTrace>(plan, only_thread);
  if (Status status = trace->Open(); !status.ok()) return status;
  *reader = std::move(trace);
  return Status::OK();
}

}  // namespace lsm::sim
