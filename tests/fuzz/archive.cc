#include "tests/fuzz/archive.h"

#include <algorithm>

#include "engine/base/file_names.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {

constexpr size_t kLargestFile = 0xffff;

std::vector<ArchivedFile> Unpack(Slice archive) {
  constexpr size_t kMostFiles = 32;
  std::vector<ArchivedFile> files;
  while (archive.size() >= 4 && files.size() < kMostFiles) {
    ArchivedFile file;
    file.kind = static_cast<FileKind>(TakeByte(&archive) % kFileKinds);
    file.number = static_cast<uint8_t>(std::max<int>(1, TakeByte(&archive)));
    size_t size = TakeByte(&archive);
    size |= static_cast<size_t>(TakeByte(&archive)) << 8;
    file.contents = TakeBytes(&archive, size).ToString();
    files.push_back(std::move(file));
  }
  return files;
}

std::string Pack(const std::vector<ArchivedFile>& files) {
  std::string archive;
  for (const ArchivedFile& file : files) {
    const size_t size = std::min(file.contents.size(), kLargestFile);
    archive.push_back(static_cast<char>(file.kind));
    archive.push_back(static_cast<char>(file.number));
    archive.push_back(static_cast<char>(size));
    archive.push_back(static_cast<char>(size >> 8));
    archive.append(file.contents, 0, size);
  }
  return archive;
}

std::string PathOf(const std::string& directory, const ArchivedFile& file) {
  switch (file.kind) {
    case FileKind::kCurrent:
      return CurrentFileName(directory);
    case FileKind::kManifest:
      return DescriptorFileName(directory, file.number);
    case FileKind::kLog:
      return LogFileName(directory, file.number);
    case FileKind::kTable:
      return TableFileName(directory, file.number);
    case FileKind::kOldTable:
      return SSTTableFileName(directory, file.number);
    case FileKind::kTemp:
      return TempFileName(directory, file.number);
    case FileKind::kForeign:
      return directory + "/foreign" + std::to_string(file.number);
  }
  return "";
}

bool Archive(const std::string& name, const std::string& contents, std::vector<ArchivedFile>* to) {
  uint64_t number = 0;
  FileType type;
  if (!ParseFileName(name, &number, &type) || number > 255) return false;
  if (contents.size() > kLargestFile) return false;
  const auto kind = [&]() -> int {
    switch (type) {
      case kCurrentFile:
        return static_cast<int>(FileKind::kCurrent);
      case kDescriptorFile:
        return static_cast<int>(FileKind::kManifest);
      case kLogFile:
        return static_cast<int>(FileKind::kLog);
      case kTableFile:
        return static_cast<int>(FileKind::kTable);
      case kTempFile:
        return static_cast<int>(FileKind::kTemp);
      default:
        return -1;
    }
  }();
  if (kind < 0) return false;
  to->push_back({.kind = static_cast<FileKind>(kind),
                 .number = static_cast<uint8_t>(std::max<uint64_t>(number, 1)),
                 .contents = contents});
  return true;
}

}  // namespace lsm::fuzz
