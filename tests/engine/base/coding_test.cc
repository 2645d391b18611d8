#include "engine/base/coding.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::Bytes;

TEST(Coding, FixedIntegersAreLittleEndian) {
  std::string bytes;
  PutFixed32(&bytes, 0x04030201u);
  PutFixed64(&bytes, 0x0c0b0a0908070605u);
  EXPECT_EQ(bytes, Bytes("01020304 05060708090a0b0c"));
  EXPECT_EQ(DecodeFixed32(bytes.data()), 0x04030201u);
  EXPECT_EQ(DecodeFixed64(bytes.data() + 4), 0x0c0b0a0908070605u);
}

TEST(Coding, VarintsHaveTheirKnownBytes) {
  std::string bytes;
  for (const uint32_t value : {0u, 127u, 128u, 300u, 0xffffffffu}) PutVarint32(&bytes, value);
  PutVarint64(&bytes, std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(bytes, Bytes("00 7f 8001 ac02 ffffffff0f ffffffffffffffffff01"));
}

TEST(Coding, EveryVarintComesBackAndSaysItsLength) {
  std::vector<uint64_t> values = {0};
  for (int shift = 0; shift < 64; shift++) {
    const uint64_t power = uint64_t{1} << shift;
    values.insert(values.end(), {power - 1, power, power + 1});
  }
  for (const uint64_t value : values) {
    std::string bytes;
    PutVarint64(&bytes, value);
    EXPECT_EQ(VarintLength(value), static_cast<int>(bytes.size()));
    Slice input(bytes);
    uint64_t decoded = ~value;
    ASSERT_TRUE(GetVarint64(&input, &decoded));
    EXPECT_EQ(decoded, value);
    EXPECT_TRUE(input.empty());

    uint32_t narrow = 0;
    input = bytes;
    EXPECT_EQ(GetVarint32(&input, &narrow), value <= 0xffffffffu) << value;
    for (size_t cut = 0; cut < bytes.size(); cut++) {
      input = Slice(bytes.data(), cut);
      EXPECT_FALSE(GetVarint64(&input, &decoded));
    }
  }
}

TEST(Coding, AVarintThatDoesNotEndOrDoesNotFitIsRefused) {
  uint64_t wide;
  for (const char* const hex :
       {"80808080808080808080", "ffffffffffffffffff02", "8080808080808080808000"}) {
    const std::string bytes = Bytes(hex);
    Slice input(bytes);
    EXPECT_FALSE(GetVarint64(&input, &wide)) << hex;
  }
  uint32_t narrow;
  for (const char* const hex : {"8080808080", "ffffffff10", "808080808001"}) {
    const std::string bytes = Bytes(hex);
    Slice input(bytes);
    EXPECT_FALSE(GetVarint32(&input, &narrow)) << hex;
  }
}

TEST(Coding, ALengthBeyondTheInputIsRefused) {
  std::string bytes;
  PutLengthPrefixedSlice(&bytes, "abc");
  PutLengthPrefixedSlice(&bytes, "");
  Slice input(bytes);
  Slice value;
  ASSERT_TRUE(GetLengthPrefixedSlice(&input, &value));
  EXPECT_EQ(value.ToString(), "abc");
  ASSERT_TRUE(GetLengthPrefixedSlice(&input, &value));
  EXPECT_EQ(value.size(), 0u);
  EXPECT_FALSE(GetLengthPrefixedSlice(&input, &value));

  for (const char* const hex : {"04 616263", "ffffffff0f 61", "80"}) {
    const std::string damaged = Bytes(hex);
    input = damaged;
    EXPECT_FALSE(GetLengthPrefixedSlice(&input, &value)) << hex;
  }
}

}  // namespace
}  // namespace lsm
