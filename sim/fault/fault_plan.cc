#include "sim/fault/fault_plan.h"

#include "engine/base/file_names.h"

namespace lsm::sim {

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
