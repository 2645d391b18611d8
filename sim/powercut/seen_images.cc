#include "sim/powercut/seen_images.h"

#include "sim/powercut/contents.h"

namespace lsm::sim {
namespace {

// Recursion is bounded by the depth of directories that a program made one by one.
uint64_t HashOf(uint64_t hash, const DiskDirectory& directory) {
  for (const auto& [name, node] : directory.entries) {
    hash = MixBytes(hash, name);
    hash = node.file != nullptr ? MixBytes(hash, node.file->content())
                                : HashOf(hash + 1, *node.directory);
  }
  return hash + directory.entries.size();
}

}  // namespace

uint64_t HashOf(const Disk& disk) { return HashOf(1, disk.root()); }

}  // namespace lsm::sim
