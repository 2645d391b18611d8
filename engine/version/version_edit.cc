#include "engine/version/version_edit.h"

#include "engine/base/coding.h"

namespace lsm {

namespace {

// Numbers stand in files. 8 belonged to a field that was given up.
enum Tag : uint32_t {
  kComparator = 1,
  kLogNumber = 2,
  kNextFileNumber = 3,
  kLastSequence = 4,
  kCompactPointer = 5,
  kDeletedFile = 6,
  kNewFile = 7,
  kPrevLogNumber = 9,
};

void PutNumber(std::string* dst, Tag tag, const std::optional<uint64_t>& number) {
  if (!number.has_value()) return;
  PutVarint32(dst, tag);
  PutVarint64(dst, *number);
}

bool GetNumber(Slice* input, std::optional<uint64_t>* number) {
  uint64_t value;
  if (!GetVarint64(input, &value)) return false;
  *number = value;
  return true;
}

bool GetLevel(Slice* input, int* level) {
  uint32_t value;
  if (!GetVarint32(input, &value) || value >= static_cast<uint32_t>(kNumLevels)) return false;
  *level = static_cast<int>(value);
  return true;
}

bool GetInternalKey(Slice* input, InternalKey* key) {
  Slice bytes;
  return GetLengthPrefixedSlice(input, &bytes) && key->DecodeFrom(bytes);
}

bool GetNewFile(Slice* input, int* level, FileMetaData* file) {
  return GetLevel(input, level) && GetVarint64(input, &file->number) &&
         GetVarint64(input, &file->file_size) && GetInternalKey(input, &file->smallest) &&
         GetInternalKey(input, &file->largest);
}

// Reads what follows `tag` into *edit. Null, or the name of the field that is damaged.
const char* DecodeField(uint32_t tag, Slice* input, VersionEdit* edit) {
  int level;
  switch (tag) {
    case kComparator: {
      Slice name;
      if (!GetLengthPrefixedSlice(input, &name)) return "comparator name";
      edit->SetComparatorName(name);
      return nullptr;
    }
    case kLogNumber:
      return GetNumber(input, &edit->log_number) ? nullptr : "log number";
    case kPrevLogNumber:
      return GetNumber(input, &edit->prev_log_number) ? nullptr : "previous log number";
    case kNextFileNumber:
      return GetNumber(input, &edit->next_file_number) ? nullptr : "next file number";
    case kLastSequence:
      if (!GetNumber(input, &edit->last_sequence) || *edit->last_sequence > kMaxSequenceNumber) {
        return "last sequence number";
      }
      return nullptr;
    case kCompactPointer: {
      InternalKey key;
      if (!GetLevel(input, &level) || !GetInternalKey(input, &key)) return "compaction pointer";
      edit->SetCompactPointer(level, key);
      return nullptr;
    }
    case kDeletedFile: {
      uint64_t number;
      if (!GetLevel(input, &level) || !GetVarint64(input, &number)) return "deleted file";
      edit->RemoveFile(level, number);
      return nullptr;
    }
    case kNewFile: {
      FileMetaData file;
      if (!GetNewFile(input, &level, &file)) return "new-file entry";
      edit->new_files.emplace_back(level, std::move(file));
      return nullptr;
    }
    default:
      return "unknown tag";
  }
}

}  // namespace

void VersionEdit::AddFile(int level, uint64_t number, uint64_t file_size,
                          const InternalKey& smallest, const InternalKey& largest) {
  FileMetaData file;
  file.number = number;
  file.file_size = file_size;
  file.smallest = smallest;
  file.largest = largest;
  new_files.emplace_back(level, std::move(file));
}

void VersionEdit::EncodeTo(std::string* dst) const {
  if (comparator.has_value()) {
    PutVarint32(dst, kComparator);
    PutLengthPrefixedSlice(dst, *comparator);
  }
  PutNumber(dst, kLogNumber, log_number);
  PutNumber(dst, kPrevLogNumber, prev_log_number);
  PutNumber(dst, kNextFileNumber, next_file_number);
  PutNumber(dst, kLastSequence, last_sequence);

  for (const auto& [level, key] : compact_pointers) {
    PutVarint32(dst, kCompactPointer);
    PutVarint32(dst, static_cast<uint32_t>(level));
    PutLengthPrefixedSlice(dst, key.Encode());
  }
  for (const auto& [level, number] : deleted_files) {
    PutVarint32(dst, kDeletedFile);
    PutVarint32(dst, static_cast<uint32_t>(level));
    PutVarint64(dst, number);
  }
  for (const auto& [level, file] : new_files) {
    PutVarint32(dst, kNewFile);
    PutVarint32(dst, static_cast<uint32_t>(level));
    PutVarint64(dst, file.number);
    PutVarint64(dst, file.file_size);
    PutLengthPrefixedSlice(dst, file.smallest.Encode());
    PutLengthPrefixedSlice(dst, file.largest.Encode());
  }
}

Status VersionEdit::DecodeFrom(const Slice& src) {
  Clear();
  Slice input = src;
  while (!input.empty()) {
    uint32_t tag;
    if (!GetVarint32(&input, &tag)) return Status::Corruption("VersionEdit", "invalid tag");
    const char* const damaged = DecodeField(tag, &input, this);
    if (damaged != nullptr) return Status::Corruption("VersionEdit", damaged);
  }
  return Status::OK();
}

std::string VersionEdit::DebugString() const {
  std::string text = "VersionEdit {";
  const auto line = [&text](const char* name, const std::string& value) {
    text.append("\n  ").append(name).append(": ").append(value);
  };
  if (comparator) line("Comparator", *comparator);
  if (log_number) line("LogNumber", std::to_string(*log_number));
  if (prev_log_number) line("PrevLogNumber", std::to_string(*prev_log_number));
  if (next_file_number) line("NextFile", std::to_string(*next_file_number));
  if (last_sequence) line("LastSeq", std::to_string(*last_sequence));
  for (const auto& [level, key] : compact_pointers) {
    line("CompactPointer", std::to_string(level) + " " + key.DebugString());
  }
  for (const auto& [level, number] : deleted_files) {
    line("RemoveFile", std::to_string(level) + " " + std::to_string(number));
  }
  for (const auto& [level, file] : new_files) {
    line("AddFile", std::to_string(level) + " " + std::to_string(file.number) + " " +
                        std::to_string(file.file_size) + " " + file.smallest.DebugString() +
                        " .. " + file.largest.DebugString());
  }
  return text + "\n}\n";
}

}  // namespace lsm
