#include "engine/write/writer_ref.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

struct Thing {
  int value = 0;
};
using Ref = WriterRef<Thing>;

TEST(WriterRef, NobodyIsNoPointerAndNoNumber) {
  EXPECT_TRUE(Ref().IsNobody());
  EXPECT_EQ(Ref().pointer(), nullptr);
  EXPECT_EQ(Ref().IdNear(70000), 0u);
}

TEST(WriterRef, AThingWithoutANumberIsSomebody) {
  Thing thing;
  const Ref ref(&thing, 0);
  EXPECT_FALSE(ref.IsNobody());
  EXPECT_EQ(ref.pointer(), &thing);
  EXPECT_EQ(ref.IdNear(12), 0u);
}

TEST(WriterRef, TheWholeNumberIsFoundNearAnotherOne) {
  Thing thing;
  for (const uint64_t id : {uint64_t{1}, uint64_t{65535}, uint64_t{65537}, uint64_t{1} << 40 | 3}) {
    const Ref ref(&thing, id);
    EXPECT_EQ(ref.pointer(), &thing);
    for (const int64_t distance : {-30000, -1, 0, 1, 30000}) {
      const auto near = static_cast<int64_t>(id) + distance;
      if (near < 0) continue;
      EXPECT_EQ(ref.IdNear(static_cast<uint64_t>(near)), id) << id << " near " << near;
    }
  }
}

TEST(WriterRef, RefsAreEqualIfPointerAndNumberAre) {
  Thing a;
  Thing b;
  EXPECT_EQ(Ref(&a, 5), Ref(&a, 5));
  EXPECT_NE(Ref(&a, 5), Ref(&b, 5));
  EXPECT_NE(Ref(&a, 5), Ref(&a, 6));  // the same place on the stack, another call
}

}  // namespace
}  // namespace lsm
