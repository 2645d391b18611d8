// Slice: a pointer and a length into bytes that somebody else owns. Keys and values travel as
// slices, so that nothing is copied on the way; they may hold any bytes, zero included.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_SLICE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_SLICE_H_

#include <cassert>
#include <cstddef>
#include <cstring>
#include <string>

#include "lsm/export.h"

namespace lsm {

// The owner of the bytes must outlive the slice. Const methods may be called from several threads
// at once; anything else needs the caller's lock.
class LSM_EXPORT Slice {
 public:
  Slice() = default;
  Slice(const char* data, size_t size) : data_(data), size_(size) {}
  // Implicit, as in LevelDB: everything that takes a Slice takes a string or a literal.
  Slice(const std::string& text) : data_(text.data()), size_(text.size()) {}
  Slice(const char* text) : data_(text), size_(std::strlen(text)) {}

  Slice(const Slice&) = default;
  Slice& operator=(const Slice&) = default;

  // Never null for a default-made slice, so that memcmp and memcpy of nothing are defined.
  const char* data() const { return data_; }
  // In bytes.
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // REQUIRES: index < size().
  char operator[](size_t index) const {
    assert(index < size_);
    return data_[index];
  }

  void clear() { *this = Slice(); }

  // Forgets the first `count` bytes. REQUIRES: count <= size().
  void remove_prefix(size_t count) {
    assert(count <= size_);
    data_ += count;
    size_ -= count;
  }

  std::string ToString() const { return std::string(data_, size_); }

  // Orders by unsigned bytes, a prefix before what it begins: < 0, 0 or > 0 as this slice comes
  // before, equals or comes after `other`.
  int compare(const Slice& other) const {
    const size_t shared = size_ < other.size_ ? size_ : other.size_;
    const int order = std::memcmp(data_, other.data_, shared);
    if (order != 0) return order;
    if (size_ == other.size_) return 0;
    return size_ < other.size_ ? -1 : +1;
  }

  bool starts_with(const Slice& prefix) const {
    return size_ >= prefix.size_ && std::memcmp(data_, prefix.data_, prefix.size_) == 0;
  }

 private:
  const char* data_ = "";
  size_t size_ = 0;
};

inline bool operator==(const Slice& a, const Slice& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
}
inline bool operator!=(const Slice& a, const Slice& b) { return !(a == b); }

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_SLICE_H_
