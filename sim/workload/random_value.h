// Values whose bytes do not matter.
#ifndef LSMSCOPE_SIM_WORKLOAD_RANDOM_VALUE_H_
#define LSMSCOPE_SIM_WORKLOAD_RANDOM_VALUE_H_

#include <cstddef>
#include <string>

#include "sim/base/prng.h"

namespace lsm::sim {

// `bytes` letters a to p, eight of them a draw.
inline void FillWithLetters(Prng* prng, size_t bytes, std::string* value) {
  value->resize(bytes);
  for (size_t i = 0; i < bytes;) {
    uint64_t bits = prng->Next();
    for (int k = 0; k < 8 && i < bytes; k++, bits >>= 8) {
      (*value)[i++] = static_cast<char>('a' + (bits & 15));
    }
  }
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_RANDOM_VALUE_H_
