#include "engine/base/arena.h"

#include <algorithm>
#include <cstdint>

#include "engine/base/check.h"

namespace lsm {

namespace {

constexpr size_t kAlignment = 8;
constexpr size_t kSmallestBlockSize = 64;
constexpr size_t kAccountedPointerSize = 8;

// `new char[]` must give such addresses, or pieces would fall differently on another machine.
static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ % kAlignment == 0);

}  // namespace

Arena::Arena(size_t block_size) : block_size_(block_size) { LSM_CHECK(block_size > 0); }

size_t Arena::BlockSizeFor(size_t write_buffer_size) {
  return std::clamp(write_buffer_size / 8, kSmallestBlockSize, kDefaultBlockSize);
}

char* Arena::Allocate(size_t bytes) {
  LSM_CHECK(bytes > 0);
  if (bytes > free_bytes_) return AllocateFromNewBlock(bytes);
  char* const piece = free_begin_;
  free_begin_ += bytes;
  free_bytes_ -= bytes;
  return piece;
}

char* Arena::AllocateAligned(size_t bytes) {
  const size_t beyond = reinterpret_cast<uintptr_t>(free_begin_) % kAlignment;
  const size_t skipped = beyond == 0 ? 0 : kAlignment - beyond;
  if (skipped >= free_bytes_ || bytes > free_bytes_ - skipped) {
    return AllocateFromNewBlock(bytes);  // a new block begins aligned
  }
  return Allocate(skipped + bytes) + skipped;
}

char* Arena::AllocateFromNewBlock(size_t bytes) {
  if (bytes > block_size_ / 4) return NewBlock(bytes);
  free_begin_ = NewBlock(block_size_);
  free_bytes_ = block_size_;
  return Allocate(bytes);
}

char* Arena::NewBlock(size_t bytes) {
  blocks_.emplace_back(new char[bytes]);
  memory_usage_.fetch_add(bytes + kAccountedPointerSize, std::memory_order_relaxed);
  return blocks_.back().get();
}

}  // namespace lsm
