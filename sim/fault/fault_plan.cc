#include "sim/fault/fault_plan.h"

#include "engine/base/file_names.h"

namespace lsm::sim {

bool CanMeet(FaultKind kind, OsCall call) {
  if (!IsOfCalls(kind) || call == OsCall::kAny) return call == OsCall::kAny;
  switch (kind) {
    case FaultKind::kDiskFull:
      return call == OsCall::kWrite || call == OsCall::kOpen || call == OsCall::kRename ||
             call == OsCall::kMakeDirectory || call == OsCall::kSync;
    case FaultKind::kShortWrite:
    case FaultKind::kMisdirected:
      return call == OsCall::kWrite;
    case FaultKind::kShortRead:
      return call == OsCall::kRead;
    case FaultKind::kLostSync:
    case FaultKind::kCleanPages:
    case FaultKind::kOldContent:
      return call == OsCall::kSync;
    default:
      return true;
  }
}

bool CanBeOn(OsCall call, FileClass file) {
  if (call == OsCall::kAny || file == FileClass::kAny) return true;
  const bool of_directories =
      call == OsCall::kSyncDirectory || call == OsCall::kList || call == OsCall::kMakeDirectory;
  return of_directories == (file == FileClass::kDirectory);
}

FileClass FileClassOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string name(slash == std::string_view::npos ? path : path.substr(slash + 1));
  uint64_t number = 0;
  FileType type;
  if (!ParseFileName(name, &number, &type)) {
    return name.find('.') == std::string::npos ? FileClass::kDirectory : FileClass::kOther;
  }
  switch (type) {
    case kLogFile:
      return FileClass::kWal;
    case kTableFile:
      return FileClass::kTable;
    case kDescriptorFile:
      return FileClass::kManifest;
    case kCurrentFile:
      return FileClass::kCurrent;
    default:
      return FileClass::kOther;
  }
}

}  // namespace lsm::sim
