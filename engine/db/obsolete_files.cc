#include "engine/db/obsolete_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/file_names.h"
#include "engine/base/seeded_bug.h"
#include "engine/events/version.h"

namespace lsm {
namespace {

struct Obsolete {
  std::string name;
  uint64_t number = 0;
  FileType type = kTempFile;
};

bool IsNeeded(const VersionSet& versions, const std::set<uint64_t>& live, FileType type,
              uint64_t number) {
  switch (type) {
    case kLogFile:
      if (SeededBug(Bug::kNeededLogRemoved) && number == versions.LogNumber()) return false;
      return number >= versions.LogNumber() || number == versions.PrevLogNumber();
    case kDescriptorFile:
      // A newer one than ours may exist: that of an incarnation that runs after a race for the
      // lock.
      return number >= versions.manifest_file_number();
    case kTableFile:
    case kTempFile:
      return live.contains(number);
    case kCurrentFile:
    case kDBLockFile:
    case kInfoLogFile:
      return true;
  }
  return true;
}

std::vector<Obsolete> FindObsolete(Core& core) REQUIRES(core.mu) {
  std::set<uint64_t> live = core.pending_outputs;
  core.versions->AddLiveFiles(&live);
  std::vector<std::string> names;
  // If the directory cannot be listed now, the files are found the next time.
  (void)core.env->GetChildren(core.dbname, &names);
  std::sort(names.begin(), names.end());
  std::vector<Obsolete> obsolete;
  for (const std::string& name : names) {
    uint64_t number = 0;
    FileType type;
    if (!ParseFileName(name, &number, &type)) continue;
    if (!IsNeeded(*core.versions, live, type, number)) obsolete.push_back({name, number, type});
  }
  return obsolete;
}

}  // namespace

void RemoveObsoleteFiles(Core& core) {
  if (!core.background_error.ok()) return;
  const std::vector<Obsolete> obsolete = FindObsolete(core);
  for (const Obsolete& file : obsolete) {
    if (file.type == kTableFile) core.table_cache->Evict(file.number);
    Log(core.options.info_log, "Delete type=%d #%lld\n", static_cast<int>(file.type),
        static_cast<long long>(file.number));
  }
  // Nobody can come to need them again: their numbers are never given out a second time.
  core.mu.Unlock();
  for (const Obsolete& file : obsolete) {
    if (!core.env->RemoveFile(core.dbname + "/" + file.name).ok()) continue;
    core.events.Emit(
        FileDeleted{.number = file.number, .type = static_cast<DeletedFileType>(file.type)});
  }
  core.mu.Lock();
}

}  // namespace lsm
