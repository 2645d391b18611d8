#include "engine/db/file_names.h"

#include <memory>

#include "engine/base/check.h"
#include "engine/base/text.h"
#include "lsm/env.h"
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

Status WriteDurably(Env* env, const std::string& path, const Slice& contents) {
  WritableFile* opened = nullptr;
  Status status = env->NewWritableFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  status = file->Append(contents);
  if (status.ok()) status = file->Sync();
  if (status.ok()) status = file->Close();
  return status;
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

std::string DescriptorFileName(const std::string& dbname, uint64_t number) {
  LSM_CHECK(number > 0);
  return dbname + "/" + kManifestPrefix + SixDigits(number);
}

std::string CurrentFileName(const std::string& dbname) { return dbname + "/CURRENT"; }
std::string LockFileName(const std::string& dbname) { return dbname + "/LOCK"; }
std::string InfoLogFileName(const std::string& dbname) { return dbname + "/LOG"; }
std::string OldInfoLogFileName(const std::string& dbname) { return dbname + "/LOG.old"; }

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

Status SetCurrentFile(Env* env, const std::string& dbname, uint64_t descriptor_number) {
  const std::string temporary = TempFileName(dbname, descriptor_number);
  Status status =
      WriteDurably(env, temporary, kManifestPrefix + SixDigits(descriptor_number) + "\n");
  if (status.ok()) status = env->RenameFile(temporary, CurrentFileName(dbname));
  if (!status.ok()) {
    // Best effort: a temporary file that stays is removed as obsolete at the next opening.
    static_cast<void>(env->RemoveFile(temporary));
    return status;
  }
  return env->SyncDir(dbname);
}

Status ReadCurrentFile(Env* env, const std::string& dbname, uint64_t* descriptor_number) {
  std::string contents;
  const Status status = ReadFileToString(env, CurrentFileName(dbname), &contents);
  if (!status.ok()) return status;
  if (contents.empty() || contents.back() != '\n') {
    return Status::Corruption("CURRENT file does not end with newline");
  }
  contents.pop_back();
  FileType type;
  if (!ParseFileName(contents, descriptor_number, &type) || type != kDescriptorFile ||
      *descriptor_number == 0 || contents != kManifestPrefix + SixDigits(*descriptor_number)) {
    return Status::Corruption("CURRENT file does not name a MANIFEST", EscapeString(contents));
  }
  return Status::OK();
}

}  // namespace lsm
