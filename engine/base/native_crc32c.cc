// The CRC-32C instructions of x86-64 (SSE 4.2) and ARMv8, chosen at run time: programs built for
// any processor of the family use them where they exist.
#include "engine/base/coding.h"
#include "engine/base/crc32c.h"

#if defined(__x86_64__)
#include <nmmintrin.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

namespace lsm::crc32c {

#if defined(__x86_64__)

namespace {

__attribute__((target("sse4.2"))) uint32_t ExtendSse42(uint32_t crc, const char* data,
                                                       size_t size) {
  uint64_t state = ~crc;
  for (; size >= 8; data += 8, size -= 8) state = _mm_crc32_u64(state, DecodeFixed64(data));
  uint32_t rest = static_cast<uint32_t>(state);
  for (; size > 0; data++, size--) rest = _mm_crc32_u8(rest, static_cast<uint8_t>(*data));
  return ~rest;
}

}  // namespace

ExtendFunction HardwareExtend() {
  return __builtin_cpu_supports("sse4.2") ? &ExtendSse42 : nullptr;
}

#elif defined(__aarch64__) && (defined(__linux__) || defined(__APPLE__))

namespace {

// Written as assembly because the two compilers name the intrinsics, and what enables them,
// differently.
uint32_t ExtendArm(uint32_t crc, const char* data, size_t size) {
  uint32_t state = ~crc;
  for (; size >= 8; data += 8, size -= 8) {
    const uint64_t word = DecodeFixed64(data);
    asm(".arch_extension crc\n\tcrc32cx %w0, %w0, %x1" : "+r"(state) : "r"(word));
  }
  for (; size > 0; data++, size--) {
    const uint32_t byte = static_cast<uint8_t>(*data);
    asm(".arch_extension crc\n\tcrc32cb %w0, %w0, %w1" : "+r"(state) : "r"(byte));
  }
  return ~state;
}

}  // namespace

ExtendFunction HardwareExtend() {
#if defined(__linux__)
  constexpr unsigned long kHwcapCrc32 = 1ul << 7;  // NOLINT: the type of getauxval
  if ((getauxval(AT_HWCAP) & kHwcapCrc32) == 0) return nullptr;
#endif
  return &ExtendArm;
}

#else

ExtendFunction HardwareExtend() { return nullptr; }

#endif

}  // namespace lsm::crc32c
