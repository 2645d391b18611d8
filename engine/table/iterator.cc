#include "lsm/iterator.h"

#include "engine/base/check.h"

namespace lsm {

Iterator::Iterator() = default;

Iterator::~Iterator() {
  if (first_cleanup_.function == nullptr) return;
  first_cleanup_.function(first_cleanup_.arg1, first_cleanup_.arg2);
  for (const Cleanup& cleanup : more_cleanups_) cleanup.function(cleanup.arg1, cleanup.arg2);
}

void Iterator::RegisterCleanup(CleanupFunction function, void* arg1, void* arg2) {
  LSM_CHECK(function != nullptr);
  if (first_cleanup_.function == nullptr) {
    first_cleanup_ = {function, arg1, arg2};
  } else {
    more_cleanups_.push_back({function, arg1, arg2});
  }
}

namespace {

class EmptyIterator final : public Iterator {
 public:
  explicit EmptyIterator(const Status& status) : status_(status) {}

  bool Valid() const override { return false; }
  void Seek(const Slice&) override {}
  void SeekToFirst() override {}
  void SeekToLast() override {}
  void Next() override { LSM_CHECK(Valid()); }
  void Prev() override { LSM_CHECK(Valid()); }
  Slice key() const override {
    LSM_CHECK(Valid());
    return Slice();
  }
  Slice value() const override {
    LSM_CHECK(Valid());
    return Slice();
  }
  Status status() const override { return status_; }

 private:
  const Status status_;
};

}  // namespace

Iterator* NewEmptyIterator() { return new EmptyIterator(Status::OK()); }

Iterator* NewErrorIterator(const Status& status) { return new EmptyIterator(status); }

}  // namespace lsm
