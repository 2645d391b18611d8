#include "engine/base/seeded_bug.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

TEST(SeededBugTest, TheProductHasNone) {
  static_assert(!SeededBug(Bug::kWalNotSynced));
  static_assert(!SeededBug(Bug::kNone));
}

}  // namespace
}  // namespace lsm
