// The iterator of a block. Input: 1 byte, which order; a short string, what is sought; the block.
#include <algorithm>
#include <cstring>
#include <memory>

#include "engine/base/check.h"
#include "engine/table/block.h"
#include "engine/table/block_builder.h"
#include "engine/version/internal_key.h"
#include "lsm/comparator.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {
namespace {

// In memory of its own, so that a sanitizer sees a read behind the end.
BlockContents ContentsOf(const Slice& bytes) {
  BlockContents contents;
  contents.owned.reset(new char[bytes.size()]);
  std::copy_n(bytes.data(), bytes.size(), contents.owned.get());
  contents.data = Slice(contents.owned.get(), bytes.size());
  return contents;
}

size_t CountForward(Iterator* it, size_t most) {
  size_t count = 0;
  size_t bytes = 0;
  for (; it->Valid() && count <= most; it->Next()) {
    count++;
    bytes += it->value().size();
  }
  LSM_CHECK(count <= most);
  LSM_CHECK(bytes <= most * 3);
  return count;
}

// What has been read is put into a block again: that one must give the same, in order.
void BuildAgain(Iterator* it, const Comparator* order) {
  constexpr size_t kMost = 64 << 10;  // keys of a hostile block can be much longer than the block
  BlockBuilder builder(4);
  std::string last;
  size_t added = 0;
  size_t bytes = 0;
  for (it->SeekToFirst(); it->Valid() && bytes < kMost; it->Next()) {
    if (added > 0 && order->Compare(it->key(), last) <= 0) continue;
    last = it->key().ToString();
    bytes += last.size() + it->value().size();
    builder.Add(it->key(), it->value());
    added++;
  }
  const Block block(ContentsOf(builder.Finish()));
  const std::unique_ptr<Iterator> again(block.NewIterator(order));
  size_t back = 0;
  for (again->SeekToLast(); again->Valid(); again->Prev()) back++;
  LSM_CHECK(back == added && again->status().ok());
  if (added == 0) return;
  again->Seek(last);
  LSM_CHECK(again->Valid() && order->Compare(again->key(), last) == 0);
}

}  // namespace

void Run(const Slice& input) {
  Slice rest = input;
  const InternalKeyComparator internal(BytewiseComparator());
  const bool of_internal_keys = TakeByte(&rest) % 2 == 1;
  const Comparator* const order =
      of_internal_keys ? static_cast<const Comparator*>(&internal) : BytewiseComparator();
  const Slice target = TakeShortString(&rest);
  const size_t most = rest.size() / 3 + 1;  // entries: each has at least three bytes

  const Block block(ContentsOf(rest));
  const std::unique_ptr<Iterator> it(block.NewIterator(order));
  it->SeekToFirst();
  CountForward(it.get(), most);
  it->Seek(target);
  if (it->Valid()) LSM_CHECK(order->Compare(it->key(), target) >= 0);
  size_t steps = 0;
  for (; it->Valid() && steps < 50; it->Prev()) steps++;
  it->SeekToLast();
  for (steps = 0; it->Valid() && steps < 50; it->Prev()) steps++;
  it->Seek(target);
  for (steps = 0; it->Valid() && steps < 20; steps++) {
    steps % 3 == 2 ? it->Prev() : it->Next();
  }
  if (rest.size() <= 4096) BuildAgain(it.get(), order);
}

void Mutate(std::string* input, size_t max_size, uint32_t, const MutateBytes& mutate) {
  mutate(input, max_size);  // checksums are not the block's matter
}

}  // namespace lsm::fuzz
