// The digest by which the engine's account of itself and the folded State are compared. Both sides
// feed it from their own structures.
#ifndef LSMSCOPE_ENGINE_EVENTS_ACCOUNT_DIGEST_H_
#define LSMSCOPE_ENGINE_EVENTS_ACCOUNT_DIGEST_H_

#include <cstdint>

namespace lsm {

class AccountDigest {
 public:
  // Files: level by level, in a level by number ascending. Memtables: the active one, then the
  // immutable ones from the oldest.
  void AddFile(uint8_t level, uint64_t number, uint64_t bytes, uint32_t smallest_hash,
               uint32_t largest_hash) {
    Add(level);
    Add(number);
    Add(bytes);
    Add(uint64_t{smallest_hash} << 32 | largest_hash);
  }
  void AddMemTable(uint64_t id, uint64_t entries, uint64_t usage, uint64_t log) {
    Add(id);
    Add(entries);
    Add(usage);
    Add(log);
  }
  uint64_t value() const { return value_; }

 private:
  // FNV-1a over the eight bytes of each word, lowest first.
  void Add(uint64_t word) {
    for (int i = 0; i < 8; i++, word >>= 8) value_ = (value_ ^ (word & 0xff)) * 0x100000001b3u;
  }

  uint64_t value_ = 0xcbf29ce484222325u;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_ACCOUNT_DIGEST_H_
