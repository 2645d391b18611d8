#include "lsm/comparator.h"

#include <algorithm>
#include <cstdint>

#include "lsm/slice.h"

namespace lsm {

Comparator::~Comparator() = default;

namespace {

class BytewiseComparatorImpl final : public Comparator {
 public:
  int Compare(const Slice& a, const Slice& b) const override { return a.compare(b); }

  const char* Name() const override { return "leveldb.BytewiseComparator"; }

  // "abc1xyz", "abc3" gives "abc2": the shared prefix, and the first differing byte plus one, if
  // that is still below the limit's.
  void FindShortestSeparator(std::string* start, const Slice& limit) const override {
    const size_t shorter = std::min(start->size(), limit.size());
    size_t differs = 0;
    while (differs < shorter && (*start)[differs] == limit[differs]) differs++;
    if (differs >= shorter) return;  // one is a prefix of the other: there is nothing between them

    const uint8_t byte = static_cast<uint8_t>((*start)[differs]);
    if (byte < 0xff && byte + 1 < static_cast<uint8_t>(limit[differs])) {
      (*start)[differs] = static_cast<char>(byte + 1);
      start->resize(differs + 1);
    }
  }

  // Raises the first byte that can be raised. A run of 0xff has no shorter successor.
  void FindShortSuccessor(std::string* key) const override {
    for (size_t i = 0; i < key->size(); i++) {
      const uint8_t byte = static_cast<uint8_t>((*key)[i]);
      if (byte != 0xff) {
        (*key)[i] = static_cast<char>(byte + 1);
        key->resize(i + 1);
        return;
      }
    }
  }
};

}  // namespace

const Comparator* BytewiseComparator() {
  // Never destroyed: threads may still compare while the program ends.
  static const Comparator* const comparator = new BytewiseComparatorImpl;
  return comparator;
}

}  // namespace lsm
