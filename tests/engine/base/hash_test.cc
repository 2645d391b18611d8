#include "engine/base/hash.h"

#include <gtest/gtest.h>

#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

// Values that LevelDB's own unit test fixes: filters on disk depend on them.
TEST(Hash, GivesLevelDBsValuesAlsoForBytesAbove127) {
  struct Vector {
    const char* hex;
    uint32_t seed;
    uint32_t hash;
  };
  const Vector vectors[] = {
      {"", 0xbc9f1d34u, 0xbc9f1d34u},
      {"62", 0xbc9f1d34u, 0xef1345c4u},
      {"c397", 0xbc9f1d34u, 0x5b663814u},
      {"e299a5", 0xbc9f1d34u, 0x323c078fu},
      {"e180b932", 0xbc9f1d34u, 0xed21633au},
      {"01c0000000000000000000000000000014000000000004000000001400000018280000000000000002000000"
       "00000000",
       0x12345678u, 0xf333dabbu},
  };
  for (const Vector& vector : vectors) {
    const std::string bytes = test::Bytes(vector.hex);
    EXPECT_EQ(Hash(bytes.data(), bytes.size(), vector.seed), vector.hash) << vector.hex;
  }
}

}  // namespace
}  // namespace lsm
