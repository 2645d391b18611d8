// A batch of writes as it stands in a log. Input: the record.
#include <memory>

#include "engine/base/check.h"
#include "engine/memtable/memtable.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/comparator.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {
namespace {

class Copier final : public WriteBatch::Handler {
 public:
  void Put(const Slice& key, const Slice& value) override { copy.Put(key, value); }
  void Delete(const Slice& key) override { copy.Delete(key); }

  WriteBatch copy;
};

}  // namespace

void Run(const Slice& input) {
  if (input.size() < WriteBatchInternal::kHeaderBytes) return;
  WriteBatch batch;
  WriteBatchInternal::SetContents(&batch, input);
  const Status verified = WriteBatchInternal::Verify(&batch);
  static_cast<void>(WriteBatchInternal::ContentOf(&batch));

  const InternalKeyComparator order(BytewiseComparator());
  auto* const memtable = new MemTable(order, 1);
  memtable->Ref();
  const Status inserted = WriteBatchInternal::InsertInto(&batch, memtable);
  LSM_CHECK(verified.ok() == inserted.ok());
  if (verified.ok()) {
    LSM_CHECK(memtable->NumEntries() == WriteBatchInternal::Count(&batch));
    Copier copier;
    LSM_CHECK(batch.Iterate(&copier).ok());
    LSM_CHECK(WriteBatchInternal::Count(&copier.copy) == WriteBatchInternal::Count(&batch));
    LSM_CHECK(copier.copy.ApproximateSize() <= input.size());
    copier.copy.Append(batch);
    LSM_CHECK(WriteBatchInternal::Count(&copier.copy) == 2 * WriteBatchInternal::Count(&batch));
  }
  memtable->Unref();
}

void Mutate(std::string* input, size_t max_size, uint32_t, const MutateBytes& mutate) {
  mutate(input, max_size);
}

}  // namespace lsm::fuzz
