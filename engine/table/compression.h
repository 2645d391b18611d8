// Compression of single blocks: Snappy and Zstandard.
#ifndef LSMSCOPE_ENGINE_TABLE_COMPRESSION_H_
#define LSMSCOPE_ENGINE_TABLE_COMPRESSION_H_

#include <cstdint>
#include <string>

#include "engine/table/format.h"
#include "lsm/options.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

// Compresses `raw` into *compressed. False if that is not worth it, which is when it saves less
// than an eighth: the block is then stored as it is, and reads need not uncompress. `zstd_level` is
// Options::zstd_compression_level.
[[nodiscard]] bool CompressBlock(CompressionType type, int zstd_level, const Slice& raw,
                                 std::string* compressed);

// Uncompresses a block of a type as it stands in a trailer. Corruption if the type is unknown or
// `compressed` damaged, or if it claims to become more than a writer of ours would let it.
[[nodiscard]] Status UncompressBlock(uint8_t type, const Slice& compressed,
                                     BlockContents* contents);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_COMPRESSION_H_
