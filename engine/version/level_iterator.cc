#include "engine/version/level_iterator.h"

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/table/table_cache.h"
#include "engine/table/two_level_iterator.h"

namespace lsm {

namespace {

constexpr size_t kFileNameBytes = 16;  // number and size, fixed64 each

class LevelIterator final : public Iterator {
 public:
  LevelIterator(const InternalKeyComparator* icmp, const FileList* files)
      : icmp_(icmp), files_(files), index_(files->size()) {}

  bool Valid() const override { return index_ < files_->size(); }
  void Seek(const Slice& target) override { index_ = FindFile(*icmp_, *files_, target); }
  void SeekToFirst() override { index_ = 0; }
  void SeekToLast() override { index_ = files_->empty() ? 0 : files_->size() - 1; }
  void Next() override {
    LSM_CHECK(Valid());
    index_++;
  }
  void Prev() override {
    LSM_CHECK(Valid());
    index_ = index_ == 0 ? files_->size() : index_ - 1;
  }
  Slice key() const override { return file().largest.Encode(); }
  Slice value() const override {
    EncodeFixed64(value_, file().number);
    EncodeFixed64(value_ + 8, file().file_size);
    return Slice(value_, kFileNameBytes);
  }
  Status status() const override { return Status::OK(); }

 private:
  const FileMetaData& file() const {
    LSM_CHECK(Valid());
    return *(*files_)[index_];
  }

  const InternalKeyComparator* const icmp_;
  const FileList* const files_;
  size_t index_;  // files_->size(): nowhere
  mutable char value_[kFileNameBytes];
};

Iterator* OpenFile(void* arg, const ReadOptions& options, const Slice& name) {
  auto* const table_cache = static_cast<TableCache*>(arg);
  if (name.size() != kFileNameBytes) {
    return NewErrorIterator(Status::Corruption("LevelIterator", "a file's name is damaged"));
  }
  return table_cache->NewIterator(options, DecodeFixed64(name.data()),
                                  DecodeFixed64(name.data() + 8));
}

}  // namespace

Iterator* NewLevelIterator(const InternalKeyComparator* icmp, const FileList* files) {
  return new LevelIterator(icmp, files);
}

Iterator* NewConcatenatingIterator(const InternalKeyComparator* icmp, const FileList* files,
                                   TableCache* table_cache, const ReadOptions& options) {
  return NewTwoLevelIterator(NewLevelIterator(icmp, files), &OpenFile, table_cache, options);
}

}  // namespace lsm
