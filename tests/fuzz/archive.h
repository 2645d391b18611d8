// A database's directory as one string: what the directory target takes for its input.
//
//   file = 1 byte kind, 1 byte number, 2 bytes size (little-endian), contents
//
// Every string is an archive: a size that is too large is cut.
#ifndef LSMSCOPE_TESTS_FUZZ_ARCHIVE_H_
#define LSMSCOPE_TESTS_FUZZ_ARCHIVE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/slice.h"

namespace lsm::fuzz {

enum class FileKind : uint8_t { kCurrent, kManifest, kLog, kTable, kOldTable, kTemp, kForeign };
inline constexpr int kFileKinds = 7;

struct ArchivedFile {
  FileKind kind = FileKind::kCurrent;
  uint8_t number = 1;  // from 1
  std::string contents;
};

std::vector<ArchivedFile> Unpack(Slice archive);
std::string Pack(const std::vector<ArchivedFile>& files);

// The file's path in `directory`.
std::string PathOf(const std::string& directory, const ArchivedFile& file);
// The file of this name, if an archive can hold it.
bool Archive(const std::string& name, const std::string& contents, std::vector<ArchivedFile>* to);

}  // namespace lsm::fuzz

#endif  // LSMSCOPE_TESTS_FUZZ_ARCHIVE_H_
