// The bytes of a database's file with their meaning.
#ifndef LSMSCOPE_SIM_DATABASE_DUMP_H_
#define LSMSCOPE_SIM_DATABASE_DUMP_H_

#include <functional>
#include <string>
#include <string_view>

#include "lsm/env.h"
#include "lsm/status.h"

namespace lsm::sim {

class ByteListing;

struct DumpPlan {
  bool full = false;  // all bytes of long fields
  // Is given whole lines; false ends the listing.
  std::function<bool(std::string_view)> write;
};

// Lists a log, a MANIFEST or a table, by its name. Damage is told of in the listing, which goes on
// where the format allows it. InvalidArgument if the name is that of no such file; other errors if
// it cannot be read.
[[nodiscard]] Status DumpBytes(Env* env, const std::string& path, const DumpPlan& plan);

// The parts, one file each.
enum class LogPayload { kBatches, kEdits };
[[nodiscard]] Status DumpLogBytes(Env* env, const std::string& path, LogPayload payload,
                                  ByteListing* out);
[[nodiscard]] Status DumpTableBytes(Env* env, const std::string& path, ByteListing* out);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_DUMP_H_
