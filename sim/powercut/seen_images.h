// SeenImages: the hashes of the disks that were checked.
#ifndef LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_
#define LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_

#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_set>

#include "sim/disk/disk.h"

namespace lsm::sim {

// 64 bits of everything that a program can see on a disk: names and contents.
uint64_t HashOf(const Disk& disk);

// Safe from several threads. Eight bytes a disk are kept, and what the set needs around them.
class SeenImages {
 public:
  // True if nobody has seen it.
  bool Insert(uint64_t hash) {
    Shard& shard = shards_[hash % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    return shard.hashes.insert(hash).second;
  }

 private:
  struct Shard {
    std::mutex mutex;  // nothing inside can yield
    std::unordered_set<uint64_t> hashes;
  };
  std::array<Shard, 16> shards_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_
