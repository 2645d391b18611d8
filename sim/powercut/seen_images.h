// SeenImages: the hashes of the disks that were checked.
#ifndef LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_
#define LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/disk/disk.h"

namespace lsm::sim {

// 64 bits of everything that a program can see on a disk: names and contents.
uint64_t HashOf(const Disk& disk);

// Safe from several threads. Keeps 11 to 22 bytes for each disk: a night's campaign has hundreds of
// millions.
class SeenImages {
 public:
  // True if nobody has seen it.
  bool Insert(uint64_t hash) {
    Shard& shard = shards_[hash % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    return shard.Insert(hash | 1);  // 0 means: free
  }

 private:
  // A table in which a hash stands at its place or in the first free one behind it.
  struct Shard {
    bool Insert(uint64_t hash) {
      if (count * 4 >= slots.size() * 3) Grow();
      uint64_t* const slot = SlotFor(hash);
      if (*slot == hash) return false;
      *slot = hash;
      count++;
      return true;
    }
    uint64_t* SlotFor(uint64_t hash) {
      size_t at = (hash >> 16) % slots.size();
      while (slots[at] != 0 && slots[at] != hash) at = at + 1 == slots.size() ? 0 : at + 1;
      return &slots[at];
    }
    void Grow() {
      const std::vector<uint64_t> old =
          std::exchange(slots, std::vector<uint64_t>(std::max<size_t>(64, slots.size() * 2)));
      for (const uint64_t hash : old) {
        if (hash != 0) *SlotFor(hash) = hash;
      }
    }

    std::mutex mutex;  // nothing inside can yield
    std::vector<uint64_t> slots;
    size_t count = 0;
  };
  std::array<Shard, 16> shards_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_SEEN_IMAGES_H_
