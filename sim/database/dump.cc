#include "sim/database/dump.h"

#include "engine/base/file_names.h"
#include "sim/database/byte_listing.h"

namespace lsm::sim {

Status DumpBytes(Env* env, const std::string& path, const DumpPlan& plan) {
  uint64_t number = 0;
  FileType type;
  const std::string name = path.substr(path.rfind('/') + 1);
  const bool known = ParseFileName(name, &number, &type);
  ByteListing out(plan.write, plan.full);
  if (known && type == kLogFile) return DumpLogBytes(env, path, LogPayload::kBatches, &out);
  if (known && type == kDescriptorFile) return DumpLogBytes(env, path, LogPayload::kEdits, &out);
  if (known && type == kTableFile) return DumpTableBytes(env, path, &out);
  return Status::InvalidArgument(
      path +
      ": expected the name of a log (000003.log), a table (000005.ldb) or a MANIFEST "
      "(MANIFEST-000002)");
}

}  // namespace lsm::sim
