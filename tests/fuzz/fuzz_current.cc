// CURRENT: whatever stands in it leads to a MANIFEST of the directory or nowhere. Input: the file.
#include "engine/base/check.h"
#include "engine/base/file_names.h"
#include "engine/version/current_file.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/fuzz_target.h"

namespace lsm::fuzz {
namespace {

class OneFileEnv final : public EnvWrapper {
 public:
  explicit OneFileEnv(const Slice& contents)
      : EnvWrapper(Env::Default()), contents_(contents.ToString()) {}
  Status NewSequentialFile(const std::string& name, SequentialFile** result) override {
    LSM_CHECK(name == "db/CURRENT");
    *result = new test::StringSource(contents_);
    return Status::OK();
  }

 private:
  const std::string contents_;
};

}  // namespace

void Run(const Slice& input) {
  OneFileEnv env(input);
  uint64_t number = 0;
  if (ReadCurrentFile(&env, "db", &number).ok()) {
    LSM_CHECK(number > 0);
    LSM_CHECK(input == Slice(DescriptorName(number) + "\n"));
  }
  // Names of files, which come from a directory, are read by the same code.
  FileType type;
  static_cast<void>(ParseFileName(input.ToString(), &number, &type));
}

void Mutate(std::string* input, size_t max_size, uint32_t, const MutateBytes& mutate) {
  mutate(input, max_size);
}

}  // namespace lsm::fuzz
