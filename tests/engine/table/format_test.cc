#include "engine/table/format.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/table/compression.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::Bytes;
using test::StringSource;

// A file of one block.
std::string FileOf(const std::string& block, char type) {
  std::string file = block + type;
  PutFixed32(&file, crc32c::Mask(crc32c::Value(file.data(), file.size())));
  return file;
}

Status ReadWhole(const std::string& file, BlockContents* contents) {
  const StringSource source(file);
  return ReadBlock(&source, file.size(), {0, file.size() - kBlockTrailerSize}, contents);
}

TEST(Footer, ComesBackAndEndsWithTheMagicNumber) {
  Footer footer;
  footer.metaindex = {1, 300};
  footer.index = {std::numeric_limits<uint64_t>::max(), 2};
  std::string bytes;
  footer.EncodeTo(&bytes);
  EXPECT_EQ(bytes.size(), 48u);
  EXPECT_EQ(bytes.substr(0, 3), Bytes("01 ac02"));
  EXPECT_EQ(bytes.substr(40), Bytes("57fb808b247547db"));
  Footer decoded;
  ASSERT_TRUE(decoded.DecodeFrom(bytes).ok());
  EXPECT_EQ(decoded.metaindex.size, 300u);
  EXPECT_EQ(decoded.index.offset, std::numeric_limits<uint64_t>::max());

  EXPECT_TRUE(decoded.DecodeFrom(Slice(bytes.data(), 47)).IsCorruption());
  std::string bad_handles = Bytes("ffffffffffffffffffffffff") + bytes.substr(12);
  EXPECT_EQ(decoded.DecodeFrom(bad_handles).ToString(), "Corruption: bad block handle");
  bytes[47] ^= 1;
  EXPECT_EQ(decoded.DecodeFrom(bytes).ToString(), "Corruption: not an sstable (bad magic number)");
}

TEST(ReadBlock, GivesBackWhatWasCompressedEitherWay) {
  std::string raw;
  for (int i = 0; i < 300; i++) raw += "line " + std::to_string(i) + "\n";
  for (const CompressionType type : {kSnappyCompression, kZstdCompression}) {
    std::string compressed;
    ASSERT_TRUE(CompressBlock(type, 1, raw, &compressed));
    BlockContents contents;
    ASSERT_TRUE(ReadWhole(FileOf(compressed, static_cast<char>(type)), &contents).ok());
    EXPECT_EQ(contents.data.ToString(), raw);
    EXPECT_NE(contents.owned, nullptr);
  }
  std::string unused;
  EXPECT_FALSE(CompressBlock(kSnappyCompression, 1, "too short to gain", &unused));
  EXPECT_FALSE(CompressBlock(kNoCompression, 1, raw, &unused));
}

TEST(ReadBlock, FindsEveryFlippedBit) {
  const std::string file = FileOf("some block", kNoCompression);
  BlockContents contents;
  ASSERT_TRUE(ReadWhole(file, &contents).ok());
  for (size_t bit = 0; bit < file.size() * 8; bit++) {
    std::string flipped = file;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << (bit % 8));
    EXPECT_EQ(ReadWhole(flipped, &contents).ToString(), "Corruption: block checksum mismatch");
  }
}

TEST(ReadBlock, AHandleOutsideTheFileIsRefusedBeforeMemoryIsTaken) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  const std::string file = FileOf("block", kNoCompression);
  const StringSource source(file);
  BlockContents contents;
  for (const BlockHandle handle :
       {BlockHandle{0, 6}, BlockHandle{1, 5}, BlockHandle{0, kMax}, BlockHandle{kMax, 0},
        BlockHandle{kMax, kMax}, BlockHandle{5, kMax - 4}, BlockHandle{file.size(), 0}}) {
    EXPECT_TRUE(ReadBlock(&source, file.size(), handle, &contents).IsCorruption());
  }
  EXPECT_TRUE(ReadBlock(&source, 3, {0, 0}, &contents).IsCorruption());
  // A file that is shorter than its database says.
  EXPECT_EQ(ReadBlock(&source, 1000, {0, 100}, &contents).ToString(),
            "Corruption: truncated block read");
}

TEST(ReadBlock, AnUnknownTypeAndDamagedCompressionAreRefused) {
  BlockContents contents;
  EXPECT_EQ(ReadWhole(FileOf("x", 7), &contents).ToString(), "Corruption: bad block type");
  EXPECT_EQ(ReadWhole(FileOf(Bytes("05 ffff"), kSnappyCompression), &contents).ToString(),
            "Corruption: corrupted snappy compressed block contents");
  EXPECT_EQ(ReadWhole(FileOf("no zstd", kZstdCompression), &contents).ToString(),
            "Corruption: corrupted zstd compressed block length");
}

TEST(ReadBlock, AFewBytesThatClaimToBeGigabytesAreRefused) {
  BlockContents contents;
  // Snappy: a length of almost 4 GiB before one byte.
  EXPECT_EQ(ReadWhole(FileOf(Bytes("ffffffff0f 00"), kSnappyCompression), &contents).ToString(),
            "Corruption: corrupted snappy compressed block length");
  // Zstandard: a frame header with a content size of 1 TiB.
  const std::string frame = Bytes("28b52ffd e0 0000000000010000 010000");
  EXPECT_EQ(ReadWhole(FileOf(frame, kZstdCompression), &contents).ToString(),
            "Corruption: corrupted zstd compressed block length");
  // What would be refused is not written either.
  std::string compressed;
  EXPECT_FALSE(CompressBlock(kZstdCompression, 1, std::string(32 << 20, '\0'), &compressed));
}

}  // namespace
}  // namespace lsm
