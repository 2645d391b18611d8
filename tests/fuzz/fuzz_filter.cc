// A filter block. Input: 1 byte, how many bits a key has; a short string, a key; the block.
#include <algorithm>
#include <memory>

#include "engine/base/check.h"
#include "engine/table/filter_block.h"
#include "lsm/filter_policy.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {

void Run(const Slice& input) {
  Slice rest = input;
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(TakeByte(&rest) % 40));
  const Slice key = TakeShortString(&rest);
  const std::unique_ptr<char[]> exact(new char[rest.size()]);
  std::copy_n(rest.data(), rest.size(), exact.get());
  const FilterBlockReader reader(bloom.get(), Slice(exact.get(), rest.size()));
  for (uint64_t offset = 0; offset < (1 << 16); offset += 1500) {
    static_cast<void>(reader.KeyMayMatch(offset, key));
  }
  for (int shift = 0; shift < 64; shift += 3) {
    static_cast<void>(reader.KeyMayMatch(~uint64_t{0} >> shift, key));
  }
  static_cast<void>(bloom->KeyMayMatch(key, rest));

  // A filter that we made of these bytes never hides one of its keys.
  FilterBlockBuilder builder(bloom.get());
  uint64_t offset = 0;
  std::vector<std::pair<uint64_t, Slice>> keys;
  for (Slice left = rest; !left.empty() && keys.size() < 100;) {
    builder.StartBlock(offset);
    keys.emplace_back(offset, TakeBytes(&left, static_cast<uint8_t>(left[0]) % 16u + 1));
    builder.AddKey(keys.back().second);
    offset += keys.back().second.size() * 300;
  }
  const std::string block = builder.Finish().ToString();
  const FilterBlockReader own(bloom.get(), block);
  for (const auto& [at, inside] : keys) LSM_CHECK(own.KeyMayMatch(at, inside));
}

void Mutate(std::string* input, size_t max_size, uint32_t, const MutateBytes& mutate) {
  mutate(input, max_size);
}

}  // namespace lsm::fuzz
