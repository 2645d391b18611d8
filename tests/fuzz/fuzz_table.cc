// A table file: opened, read to and fro, looked into.
//
// Input: 1 byte of options; a short string, what is sought; the file.
#include <memory>

#include "engine/base/check.h"
#include "engine/table/table_internal.h"
#include "engine/version/internal_key.h"
#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/filter_policy.h"
#include "lsm/table.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/mend.h"

namespace lsm::fuzz {
namespace {

// A file can say that its one block stands in it a thousand times: to read all that is no hang.
constexpr int kMostEntries = 20000;

void TakeHeader(Slice* input) {
  TakeByte(input);
  TakeShortString(input);
}

void ReadAll(const Table& table, const ReadOptions& options, const Slice& target) {
  const std::unique_ptr<Iterator> it(table.NewIterator(options));
  int count = 0;
  uint64_t bytes = 0;
  for (it->SeekToFirst(); it->Valid() && count < kMostEntries; it->Next(), count++) {
    bytes += it->key().size() + it->value().size();
  }
  int back = 0;
  for (it->SeekToLast(); it->Valid() && back < kMostEntries; it->Prev(), back++) {
    bytes += it->key().size() + it->value().size();
  }
  it->Seek(target);
  for (int i = 0; it->Valid() && i < 20; i++) {
    if (i % 3 == 2) {
      it->Prev();
    } else {
      it->Next();
    }
  }
}

}  // namespace

void Run(const Slice& input) {
  Slice rest = input;
  const uint8_t bits = TakeByte(&rest);
  const Slice target = TakeShortString(&rest);
  test::StringSource file(rest.ToString());

  const InternalKeyComparator internal(BytewiseComparator());
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  const InternalFilterPolicy internal_bloom(bloom.get());
  const std::unique_ptr<Cache> cache(NewLRUCache(64 << 10));
  const bool of_internal_keys = (bits & 1) != 0;
  Options options;
  if (of_internal_keys) options.comparator = &internal;
  if ((bits & 2) != 0) {
    options.filter_policy = of_internal_keys ? &internal_bloom : bloom.get();
  }
  if ((bits & 4) != 0) options.block_cache = cache.get();
  ReadOptions read;
  read.fill_cache = (bits & 8) == 0;

  Table* opened = nullptr;
  const Status status = Table::Open(options, &file, rest.size(), &opened);
  const std::unique_ptr<Table> table(opened);
  LSM_CHECK(status.ok() == (table != nullptr));
  if (table == nullptr) return;
  ReadAll(*table, read, target);
  static_cast<void>(table->ApproximateOffsetOf(target));
  bool found = false;
  static_cast<void>(TableInternal::Get(
      table.get(), read, target, &found,
      [](void* arg, const Slice&, const Slice&) { *static_cast<bool*>(arg) = true; }, kNoEvent,
      nullptr));
}

void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  const size_t header = HeaderSize(*input, TakeHeader);
  if (seed % 16 == 15 || max_size <= header) return mutate(input, max_size);
  std::string table = input->substr(header);
  MutateTable(&table, max_size - header, seed, mutate);
  *input = input->substr(0, header) + table;
}

}  // namespace lsm::fuzz
