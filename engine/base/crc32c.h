// CRC-32C (Castagnoli; RFC 3720, appendix B.4), the checksum of every block and log record.
#ifndef LSMSCOPE_ENGINE_BASE_CRC32C_H_
#define LSMSCOPE_ENGINE_BASE_CRC32C_H_

#include <cstddef>
#include <cstdint>

namespace lsm::crc32c {

// The CRC of A followed by data[0, size-1], where `crc` is the CRC of A. Uses the processor's
// instruction where there is one.
uint32_t Extend(uint32_t crc, const char* data, size_t size);

inline uint32_t Value(const char* data, size_t size) { return Extend(0, data, size); }

// Files hold masked CRCs: the CRC of bytes that themselves hold a CRC would be a weak one.
inline constexpr uint32_t kMaskDelta = 0xa282ead8u;
inline uint32_t Mask(uint32_t crc) { return ((crc >> 15) | (crc << 17)) + kMaskDelta; }
inline uint32_t Unmask(uint32_t masked) {
  const uint32_t rotated = masked - kMaskDelta;
  return (rotated >> 17) | (rotated << 15);
}

// The same in plain C++, eight table look-ups for eight bytes. (Here for the tests, which compare
// the two.)
uint32_t ExtendPortable(uint32_t crc, const char* data, size_t size);

// The same with the processor's instruction, or null if this processor has none.
// In native_crc32c.cc.
using ExtendFunction = uint32_t (*)(uint32_t crc, const char* data, size_t size);
ExtendFunction HardwareExtend();

}  // namespace lsm::crc32c

#endif  // LSMSCOPE_ENGINE_BASE_CRC32C_H_
