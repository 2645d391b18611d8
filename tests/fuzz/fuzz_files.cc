// A whole directory, looked at from outside: every file listed and dumped, all verified, and then
// repaired. What was repaired can be opened and read.
//
// Input: 1 byte of options; an archive of files.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/dumpfile.h"
#include "lsm/env.h"
#include "lsm/filter_policy.h"
#include "lsm/helpers/memenv.h"
#include "sim/database/dump.h"
#include "sim/database/verify.h"
#include "tests/fuzz/archive.h"
#include "tests/fuzz/mend.h"

namespace lsm::fuzz {
namespace {

constexpr char kDirectory[] = "/db";
constexpr int kNever = 1 << 20;

class SilentLogger final : public Logger {
 public:
  void Logv(const char* format, std::va_list arguments) override {
    char line[200];
    std::vsnprintf(line, sizeof(line), format, arguments);  // the arguments may be hostile
  }
};

// Nothing becomes due in the background, so that one thread does everything.
Options QuietOptions(Env* env, Logger* logger, Cache* cache) {
  Options options;
  options.env = env;
  options.info_log = logger;
  options.block_cache = cache;
  options.max_file_size = 2048;
  options.compression = kNoCompression;
  options.l0_compaction_trigger = kNever;
  options.l0_slowdown_trigger = kNever;
  options.l0_stop_trigger = kNever;
  options.max_bytes_for_level_base = uint64_t{1} << 40;
  options.min_allowed_seeks = kNever;
  return options;
}

void LookAt(Env* env, const Options& options) {
  std::vector<std::string> names;
  LSM_CHECK(env->GetChildren(kDirectory, &names).ok());
  for (const std::string& name : names) {
    const std::string path = std::string(kDirectory) + "/" + name;
    size_t printed = 0;
    static_cast<void>(
        sim::DumpBytes(env, path, {.full = true, .write = [&printed](std::string_view line) {
                                     printed += line.size();
                                     return printed < 1 << 20;
                                   }}));
    WritableFile* opened = nullptr;
    LSM_CHECK(env->NewWritableFile("/dump", &opened).ok());
    const std::unique_ptr<WritableFile> dump(opened);
    static_cast<void>(DumpFile(env, path, dump.get()));
  }
  sim::VerifyReport report;
  static_cast<void>(sim::VerifyDatabase(kDirectory, options, {}, &report));
}

void ReadAll(const Options& options) {
  DB* opened = nullptr;
  const Status status = DB::Open(options, kDirectory, &opened);
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  LSM_CHECK(status.ok());
  const std::unique_ptr<DB> db(opened);
  const std::unique_ptr<Iterator> it(db->NewIterator(ReadOptions()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    std::string value;
    LSM_CHECK(db->Get(ReadOptions(), it->key(), &value).ok());
    LSM_CHECK(Slice(value) == it->value());
  }
  LSM_CHECK(it->status().ok());
}

}  // namespace

void Run(const Slice& input) {
  Slice rest = input;
  const uint8_t bits = TakeByte(&rest);
  const std::unique_ptr<Env> env(NewMemEnv(Env::Default()));
  for (const ArchivedFile& file : Unpack(rest)) {
    LSM_CHECK(WriteStringToFile(env.get(), file.contents, PathOf(kDirectory, file)).ok());
  }
  SilentLogger logger;
  const std::unique_ptr<Cache> cache(NewLRUCache(32 << 10));
  std::unique_ptr<const FilterPolicy> bloom;
  Options options = QuietOptions(env.get(), &logger, cache.get());
  if ((bits & 16) != 0) {
    bloom.reset(NewBloomFilterPolicy(10));
    options.filter_policy = bloom.get();
  }
  LookAt(env.get(), options);
  if (RepairDB(kDirectory, options).ok()) ReadAll(options);
}

void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  MutateDirectory(input, max_size, seed, mutate);
}

}  // namespace lsm::fuzz
