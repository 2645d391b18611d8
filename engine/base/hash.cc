#include "engine/base/hash.h"

#include "engine/base/coding.h"

namespace lsm {

uint32_t Hash(const char* data, size_t size, uint32_t seed) {
  constexpr uint32_t kMultiplier = 0xc6a4a793u;
  uint32_t hash = seed ^ (static_cast<uint32_t>(size) * kMultiplier);

  for (; size >= 4; data += 4, size -= 4) {
    hash += DecodeFixed32(data);
    hash *= kMultiplier;
    hash ^= hash >> 16;
  }
  if (size == 0) return hash;

  for (size_t i = 0; i < size; i++) {
    hash += static_cast<uint32_t>(static_cast<uint8_t>(data[i])) << (8 * i);
  }
  hash *= kMultiplier;
  return hash ^ (hash >> 24);
}

}  // namespace lsm
