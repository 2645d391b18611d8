// Arena: memory that is given out in small pieces and freed all at once, when its memtable goes.
#ifndef LSMSCOPE_ENGINE_BASE_ARENA_H_
#define LSMSCOPE_ENGINE_BASE_ARENA_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace lsm {

// One thread allocates at a time, but for the methods that say otherwise; any thread may ask for
// MemoryUsage meanwhile.
class Arena {
 public:
  static constexpr size_t kDefaultBlockSize = 4096;

  // Every piece is cut from a block of `block_size` bytes, except that one larger than a quarter of
  // a block gets a block of its own: what is left of the current one would be wasted otherwise.
  explicit Arena(size_t block_size = kDefaultBlockSize);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // The block size for a memtable of `write_buffer_size` bytes: LevelDB's 4 KiB, but at most an
  // eighth of the buffer, or a blackboard-sized memtable would be full after one entry.
  static size_t BlockSizeFor(size_t write_buffer_size);

  // REQUIRES: bytes > 0.
  char* Allocate(size_t bytes);
  // At an address that is a multiple of 8, on every machine.
  char* AllocateAligned(size_t bytes);

  // The same for threads that allocate at once. They take turns; a turn is some nanoseconds, and
  // never yields. REQUIRES: nobody uses the two above meanwhile.
  char* AllocateConcurrently(size_t bytes) {
    const std::lock_guard<std::mutex> turn(mutex_);
    return Allocate(bytes);
  }
  char* AllocateAlignedConcurrently(size_t bytes) {
    const std::lock_guard<std::mutex> turn(mutex_);
    return AllocateAligned(bytes);
  }

  // Bytes of all blocks, and 8 for the pointer to each: the same number on every machine, because
  // it decides when a memtable is full.
  size_t MemoryUsage() const { return memory_usage_.load(std::memory_order_relaxed); }

 private:
  char* AllocateFromNewBlock(size_t bytes);
  char* NewBlock(size_t bytes);

  std::mutex mutex_;
  const size_t block_size_;
  char* free_begin_ = nullptr;  // what is left of the current block
  size_t free_bytes_ = 0;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::atomic<size_t> memory_usage_{0};
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_ARENA_H_
