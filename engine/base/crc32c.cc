#include "engine/base/crc32c.h"

#include <array>

#include "engine/base/coding.h"

namespace lsm::crc32c {

namespace {

constexpr uint32_t kPolynomial = 0x82f63b78u;  // bits reversed: the lowest bit is x^31

using Table = std::array<uint32_t, 256>;

// kTables[k][b] is the CRC of byte b followed by k zero bytes, so that eight bytes are the sum of
// eight independent look-ups ("slicing by 8", Kounavis and Berry, 2005).
constexpr std::array<Table, 8> MakeTables() {
  std::array<Table, 8> tables{};
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
    tables[0][byte] = crc;
  }
  for (size_t k = 1; k < tables.size(); k++) {
    for (size_t byte = 0; byte < 256; byte++) {
      const uint32_t shorter = tables[k - 1][byte];
      tables[k][byte] = (shorter >> 8) ^ tables[0][shorter & 0xff];
    }
  }
  return tables;
}

constexpr std::array<Table, 8> kTables = MakeTables();

}  // namespace

uint32_t ExtendPortable(uint32_t crc, const char* data, size_t size) {
  crc = ~crc;
  for (; size >= 8; data += 8, size -= 8) {
    const uint32_t low = DecodeFixed32(data) ^ crc;
    const uint32_t high = DecodeFixed32(data + 4);
    crc = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^ kTables[5][(low >> 16) & 0xff] ^
          kTables[4][low >> 24] ^ kTables[3][high & 0xff] ^ kTables[2][(high >> 8) & 0xff] ^
          kTables[1][(high >> 16) & 0xff] ^ kTables[0][high >> 24];
  }
  for (; size > 0; data++, size--) {
    crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<uint8_t>(*data)) & 0xff];
  }
  return ~crc;
}

uint32_t Extend(uint32_t crc, const char* data, size_t size) {
  static const ExtendFunction extend = [] {
    const ExtendFunction hardware = HardwareExtend();
    return hardware != nullptr ? hardware : &ExtendPortable;
  }();
  return extend(crc, data, size);
}

}  // namespace lsm::crc32c
