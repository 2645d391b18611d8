// WriterRef: what the lock-free list of writers has at its end: a pointer to a writer, and the low
// bits of its number beside it. Whoever links behind a writer may not look at it (it can be gone at
// any moment), and still is to say behind whom it stands.
#ifndef LSMSCOPE_ENGINE_WRITE_WRITER_REF_H_
#define LSMSCOPE_ENGINE_WRITE_WRITER_REF_H_

#include <cstdint>

#include "engine/base/check.h"

namespace lsm {

// Of one word, so that one compare-and-swap covers both. Addresses of user programs have 48 bits on
// the machines that we know.
template <class Writer>
class WriterRef {
 public:
  static constexpr int kTagBits = 16;
  // Writers in flight at once have numbers that are closer than half of this.
  static constexpr uint64_t kTags = uint64_t{1} << kTagBits;

  constexpr WriterRef() = default;  // nobody
  // `id` is a multiple of kTags only for what is no call of Write (0).
  WriterRef(Writer* writer, uint64_t id)
      : bits_(reinterpret_cast<uintptr_t>(writer) | (id % kTags) << kAddressBits) {
    LSM_CHECK(pointer() == writer);
  }

  Writer* pointer() const {
    return reinterpret_cast<Writer*>(
        static_cast<uintptr_t>(bits_ & ((uint64_t{1} << kAddressBits) - 1)));
  }
  bool IsNobody() const { return bits_ == 0; }

  // The writer's number, given one that is near it; 0: it is no call of Write.
  uint64_t IdNear(uint64_t near) const {
    const uint64_t tag = bits_ >> kAddressBits;
    if (tag == 0) return 0;
    const auto distance = static_cast<int16_t>(static_cast<uint16_t>(tag - near));
    return near + static_cast<uint64_t>(int64_t{distance});
  }

  friend bool operator==(const WriterRef&, const WriterRef&) = default;

 private:
  static constexpr int kAddressBits = 64 - kTagBits;
  uint64_t bits_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITER_REF_H_
