#include "engine/write/write_path.h"

#include "engine/write/leveldb_queue.h"
#include "engine/write/write_groups.h"

namespace lsm {

std::unique_ptr<WritePath> NewWritePath(Core* core, Background* background) {
  if (core->options.write_path == WritePathKind::kGroups) {
    return std::make_unique<WriteGroups>(core, background);
  }
  return std::make_unique<LevelDbQueue>(core, background);
}

}  // namespace lsm
