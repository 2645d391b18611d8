// LevelDB's hash of bytes: in the spirit of Murmur, quick, and neither collision-resistant nor
// safe against an adversary. Bloom filters in table files are made of it: it must never change.
#ifndef LSMSCOPE_ENGINE_BASE_HASH_H_
#define LSMSCOPE_ENGINE_BASE_HASH_H_

#include <cstddef>
#include <cstdint>

namespace lsm {

uint32_t Hash(const char* data, size_t size, uint32_t seed);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_HASH_H_
