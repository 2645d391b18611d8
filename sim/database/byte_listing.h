// Bytes of a file beside what they mean, line by line:
//
//     00000007  01 00 00 00 00 00 00 00                          sequence 1
#ifndef LSMSCOPE_SIM_DATABASE_BYTE_LISTING_H_
#define LSMSCOPE_SIM_DATABASE_BYTE_LISTING_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "lsm/slice.h"

namespace lsm::sim {

class ByteListing {
 public:
  // `write` is given whole lines, and answers false to end the listing. `full`: all bytes of a long
  // field, on several lines; otherwise the first 16.
  ByteListing(std::function<bool(std::string_view)> write, bool full)
      : write_(std::move(write)), full_(full) {}

  // A field at `offset` of the file.
  void Add(uint64_t offset, const Slice& bytes, std::string_view meaning);
  // A field of a block that stands compressed in the file: `offset` is one of the block.
  void AddUncompressed(uint64_t offset, const Slice& bytes, std::string_view meaning);
  // A line without bytes.
  void Heading(std::string_view text);

  bool done() const { return done_; }

 private:
  void Line(char mark, uint64_t offset, const Slice& bytes, std::string_view meaning);

  const std::function<bool(std::string_view)> write_;
  const bool full_;
  bool done_ = false;
};

// Takes fields off the front of some bytes and lists them. After the first field that is not whole
// every further one fails.
class FieldReader {
 public:
  // `place` says where in the file a byte of `bytes` stands.
  FieldReader(ByteListing* out, const Slice& bytes, std::function<uint64_t(uint64_t)> place)
      : out_(out), bytes_(bytes), place_(std::move(place)) {}

  bool at_end() const { return failed_ || at_ == bytes_.size(); }
  bool failed() const { return failed_; }
  // Each lists what it took as `meaning(value)`, and answers false if it is not there.
  bool Fixed32(uint32_t* value, const std::function<std::string(uint32_t)>& meaning);
  bool Fixed64(uint64_t* value, const std::function<std::string(uint64_t)>& meaning);
  bool Varint(uint64_t* value, const std::function<std::string(uint64_t)>& meaning);
  bool Byte(uint8_t* value, const std::function<std::string(uint8_t)>& meaning);
  // A length (varint) and so many bytes.
  bool Prefixed(Slice* value, std::string_view what,
                const std::function<std::string(const Slice&)>& meaning);
  // Whatever is left.
  void Rest(std::string_view meaning);

 private:
  bool Fail(std::string_view what);
  void List(uint64_t length, std::string_view meaning);

  ByteListing* const out_;
  const Slice bytes_;
  const std::function<uint64_t(uint64_t)> place_;
  uint64_t at_ = 0;
  bool failed_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_BYTE_LISTING_H_
