// What a database holds, and a digest of it.
#ifndef LSMSCOPE_SIM_POWERCUT_CONTENTS_H_
#define LSMSCOPE_SIM_POWERCUT_CONTENTS_H_

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>

namespace lsm::sim {

using Contents = std::map<std::string, std::string>;

// 64 bits of a text, eight bytes at a time.
inline uint64_t MixBytes(uint64_t hash, std::string_view bytes) {
  const auto mix = [](uint64_t x) {
    x *= 0x9e3779b97f4a7c15;
    return x ^ (x >> 29);
  };
  hash = mix(hash ^ bytes.size());
  size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    hash = mix(hash ^ word);
  }
  uint64_t tail = 0;
  if (at < bytes.size()) std::memcpy(&tail, bytes.data() + at, bytes.size() - at);
  return mix(mix(hash ^ tail));
}

// The digest of contents is the sum over their entries: no order, and a change of one entry costs
// two of these.
inline uint64_t DigestOfEntry(std::string_view key, std::string_view value) {
  return MixBytes(MixBytes(1, key), value);
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_CONTENTS_H_
