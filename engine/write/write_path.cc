#include "engine/write/write_path.h"

#include "engine/write/leveldb_queue.h"

namespace lsm {

std::unique_ptr<WritePath> NewWritePath(Core* core, Background* background) {
  return std::make_unique<LevelDbQueue>(core, background);
}

}  // namespace lsm
