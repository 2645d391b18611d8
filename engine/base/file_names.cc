#include "engine/base/file_names.h"

#include "engine/base/check.h"
#include "engine/base/text.h"
#include "lsm/slice.h"

namespace lsm {

namespace {

constexpr char kManifestPrefix[] = "MANIFEST-";

std::string SixDigits(uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return digits;
}

std::string NumberedName(const std::string& dbname, uint64_t number, const char* suffix) {
  LSM_CHECK(number > 0);
  return dbname + "/" + SixDigits(number) + "." + suffix;
}

}  // namespace

std::string LogFileName(const std::string& dbname, uint64_t number) {
  return NumberedName(dbname, number, "log");
}

std::string TableFileName(const std::string& dbname, uint64_t number) {
  return NumberedName(dbname, number, "ldb");
}

std::string SSTTableFileName(const std::string& dbname, uint64_t number) {
  return NumberedName(dbname, number, "sst");
}

std::string TempFileName(const std::string& dbname, uint64_t number) {
  return NumberedName(dbname, number, "dbtmp");
}

std::string DescriptorName(uint64_t number) {
  LSM_CHECK(number > 0);
  return kManifestPrefix + SixDigits(number);
}

std::string DescriptorFileName(const std::string& dbname, uint64_t number) {
  return dbname + "/" + DescriptorName(number);
}

std::string CurrentFileName(const std::string& dbname) { return dbname + "/CURRENT"; }
std::string LockFileName(const std::string& dbname) { return dbname + "/LOCK"; }
std::string InfoLogFileName(const std::string& dbname) { return dbname + "/LOG"; }
std::string OldInfoLogFileName(const std::string& dbname) { return dbname + "/LOG.old"; }

std::string ParentDirectory(const std::string& directory) {
  const size_t last = directory.find_last_not_of('/');
  if (last == std::string::npos) return directory.empty() ? "." : "/";
  const size_t slash = directory.find_last_of('/', last);
  if (slash == std::string::npos) return ".";
  const size_t end = directory.find_last_not_of('/', slash);
  return end == std::string::npos ? "/" : directory.substr(0, end + 1);
}

bool ParseFileName(const std::string& filename, uint64_t* number, FileType* type) {
  struct Named {
    const char* name;
    FileType type;
  };
  constexpr Named kFixedNames[] = {{"CURRENT", kCurrentFile},
                                   {"LOCK", kDBLockFile},
                                   {"LOG", kInfoLogFile},
                                   {"LOG.old", kInfoLogFile}};
  constexpr Named kSuffixes[] = {
      {".log", kLogFile}, {".ldb", kTableFile}, {".sst", kTableFile}, {".dbtmp", kTempFile}};

  for (const Named& fixed : kFixedNames) {
    if (filename == fixed.name) {
      *number = 0;
      *type = fixed.type;
      return true;
    }
  }
  Slice rest(filename);
  uint64_t parsed;
  if (rest.starts_with(kManifestPrefix)) {
    rest.remove_prefix(sizeof(kManifestPrefix) - 1);
    if (!ConsumeDecimalNumber(&rest, &parsed) || !rest.empty()) return false;
    *number = parsed;
    *type = kDescriptorFile;
    return true;
  }
  if (!ConsumeDecimalNumber(&rest, &parsed)) return false;
  for (const Named& suffix : kSuffixes) {
    if (rest == Slice(suffix.name)) {
      *number = parsed;
      *type = suffix.type;
      return true;
    }
  }
  return false;
}

}  // namespace lsm
