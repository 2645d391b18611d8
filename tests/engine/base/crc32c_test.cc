#include "engine/base/crc32c.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/random.h"

namespace lsm::crc32c {
namespace {

// RFC 3720, appendix B.4.
struct Vector {
  const char* name;
  std::string bytes;
  uint32_t crc;
};

std::string Counting(int first, int step) {
  std::string bytes;
  for (int i = 0; i < 32; i++) bytes.push_back(static_cast<char>(first + i * step));
  return bytes;
}

const Vector kVectors[] = {
    {"zeros", std::string(32, '\0'), 0x8a9136aau},
    {"ones", std::string(32, '\xff'), 0x62a8ab43u},
    {"ascending", Counting(0, 1), 0x46dd794eu},
    {"descending", Counting(31, -1), 0x113fdb5cu},
    {"text", "123456789", 0xe3069283u},
};

TEST(Crc32c, GivesTheValuesOfRfc3720) {
  for (const Vector& vector : kVectors) {
    EXPECT_EQ(Value(vector.bytes.data(), vector.bytes.size()), vector.crc) << vector.name;
    EXPECT_EQ(ExtendPortable(0, vector.bytes.data(), vector.bytes.size()), vector.crc)
        << vector.name;
  }
}

TEST(Crc32c, HardwareAndPortableCodeAgreeAtEveryLengthAndAlignment) {
  const ExtendFunction hardware = HardwareExtend();
  if (hardware == nullptr) GTEST_SKIP() << "this processor has no CRC instruction";
  Random random(301);
  std::string bytes(300, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.Next());
  for (size_t begin = 0; begin < 9; begin++) {
    for (size_t size = 0; begin + size <= bytes.size(); size++) {
      const uint32_t before = static_cast<uint32_t>(random.Next());
      ASSERT_EQ(hardware(before, bytes.data() + begin, size),
                ExtendPortable(before, bytes.data() + begin, size))
          << begin << " " << size;
    }
  }
}

TEST(Crc32c, IsTheSameInOnePieceAndInTwo) {
  const std::string text = "hello world, hello log";
  const uint32_t whole = Value(text.data(), text.size());
  for (size_t cut = 0; cut <= text.size(); cut++) {
    EXPECT_EQ(Extend(Value(text.data(), cut), text.data() + cut, text.size() - cut), whole);
  }
}

TEST(Crc32c, MaskingChangesTheValueAndCanBeUndone) {
  const uint32_t crc = Value("foo", 3);
  EXPECT_NE(Mask(crc), crc);
  EXPECT_NE(Mask(Mask(crc)), crc);
  EXPECT_EQ(Unmask(Unmask(Mask(Mask(crc)))), crc);
  EXPECT_EQ(Mask(0), 0xa282ead8u);
}

}  // namespace
}  // namespace lsm::crc32c
