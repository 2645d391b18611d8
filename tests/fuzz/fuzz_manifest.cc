// A MANIFEST: each of its edits, and what they add up to. Input: the file.
#include <memory>

#include "engine/base/check.h"
#include "engine/base/file_names.h"
#include "engine/version/manifest.h"
#include "engine/wal/log_reader.h"
#include "lsm/comparator.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/mend.h"

namespace lsm::fuzz {
namespace {

// An Env whose one file is the MANIFEST.
class OneFileEnv final : public EnvWrapper {
 public:
  explicit OneFileEnv(const Slice& contents)
      : EnvWrapper(Env::Default()), contents_(contents.ToString()) {}
  Status NewSequentialFile(const std::string& name, SequentialFile** result) override {
    LSM_CHECK(name == DescriptorFileName("db", 2));
    *result = new test::StringSource(contents_);
    return Status::OK();
  }
  bool FileExists(const std::string&) override { return true; }

 private:
  const std::string contents_;
};

// An edit that can be read is written so that it reads the same again.
void CheckEdit(const Slice& record) {
  VersionEdit edit;
  if (!edit.DecodeFrom(record).ok()) return;
  std::string written;
  edit.EncodeTo(&written);
  VersionEdit again;
  LSM_CHECK(again.DecodeFrom(written).ok());
  LSM_CHECK(again.DebugString() == edit.DebugString());
}

void CheckLevels(const ManifestContents& contents, const InternalKeyComparator& order) {
  for (size_t level = 1; level < kNumLevels; level++) {
    const auto& files = contents.files[level];
    for (size_t i = 1; i < files.size(); i++) {
      LSM_CHECK(order.Compare(files[i - 1]->largest, files[i]->smallest) < 0);
    }
  }
}

}  // namespace

void Run(const Slice& input) {
  CheckEdit(input);
  test::StringSource file(input.ToString());
  log::Reader reader(&file, nullptr);
  Slice record;
  std::string scratch;
  while (reader.ReadRecord(&record, &scratch)) CheckEdit(record);

  OneFileEnv env(input);
  Options options;
  options.env = &env;
  const InternalKeyComparator order(BytewiseComparator());
  ManifestContents contents;
  const Status status = ReadManifest("db", 2, options, order, &contents);
  if (!status.ok()) return;
  LSM_CHECK(contents.clean_size <= input.size());
  LSM_CHECK(contents.last_sequence <= kMaxSequenceNumber);
  CheckLevels(contents, order);
}

void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  MutateLog(input, max_size, seed, mutate);
}

}  // namespace lsm::fuzz
