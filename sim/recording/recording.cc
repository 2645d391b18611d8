#include "sim/recording/recording.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "sim/recording/csv_recording.h"
#include "sim/recording/rocksdb_trace.h"

namespace lsm::sim {
namespace {

constexpr size_t kMostThreads = 1000;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Status Open(const std::string& path, File* file) {
  std::error_code error;
  const std::filesystem::file_status found = std::filesystem::status(path, error);
  if (!std::filesystem::exists(found)) {
    return Status::InvalidArgument(path + ": no such file; expected a recorded workload");
  }
  // A pipe could be read once only, a device for ever.
  if (!std::filesystem::is_regular_file(found)) {
    return Status::InvalidArgument(path +
                                   ": is not an ordinary file, expected a recorded workload");
  }
  *file = File(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (*file == nullptr) return Status::InvalidArgument(path + ": cannot be read");
  return Status::OK();
}

}  // namespace

Status OpenRecording(const RecordingPlan& plan, uint32_t only_thread,
                     std::unique_ptr<RecordingReader>* reader) {
  File file(nullptr, &std::fclose);
  if (Status status = Open(plan.file, &file); !status.ok()) return status;
  char beginning[64];
  const size_t count = std::fread(beginning, 1, sizeof(beginning), file.get());
  if (IsRocksDbTrace({beginning, count})) return NewRocksDbTrace(plan, only_thread, reader);
  return NewCsvRecording(plan, only_thread, reader);
}

Status ExamineRecording(RecordingPlan* plan) {
  std::string hash;
  if (Status status = HashOfFile(plan->file, &hash); !status.ok()) return status;
  if (!plan->hash.empty() && plan->hash != hash) {
    return Status::InvalidArgument(plan->file + ": has the hash " + hash +
                                   ", expected the file with " + plan->hash);
  }
  std::unique_ptr<RecordingReader> reader;
  if (Status status = OpenRecording(*plan, 0, &reader); !status.ok()) return status;
  RecordingFacts facts;
  facts.first_ns = UINT64_MAX;
  RecordedOperation operation;
  while (reader->Next(&operation)) {
    facts.operations++;
    facts.first_ns = std::min(facts.first_ns, operation.time_ns);
    facts.last_ns = std::max(facts.last_ns, operation.time_ns);
    const auto place = std::ranges::lower_bound(facts.threads, operation.thread);
    if (place != facts.threads.end() && *place == operation.thread) continue;
    if (facts.threads.size() == kMostThreads) {
      return Status::InvalidArgument(plan->file + ": has more than " +
                                     std::to_string(kMostThreads) + " threads");
    }
    facts.threads.insert(place, operation.thread);
  }
  if (!reader->status().ok()) return reader->status();
  if (facts.operations == 0) facts.first_ns = 0;
  const RecordingFacts read = reader->Facts();
  facts.format = read.format;
  facts.merges = read.merges;
  facts.skipped = read.skipped;
  plan->hash = hash;
  plan->facts = std::move(facts);
  return Status::OK();
}

Status HashOfFile(const std::string& path, std::string* hash) {
  File file(nullptr, &std::fclose);
  if (Status status = Open(path, &file); !status.ok()) return status;
  uint64_t value = 0xcbf29ce484222325;
  std::string block(size_t{1} << 18, '\0');
  size_t count = 0;
  while ((count = std::fread(block.data(), 1, block.size(), file.get())) > 0) {
    for (size_t i = 0; i < count; i++) {
      value = (value ^ static_cast<unsigned char>(block[i])) * 0x100000001b3;
    }
  }
  if (std::ferror(file.get()) != 0) return Status::InvalidArgument(path + ": cannot be read");
  char digits[17];
  std::snprintf(digits, sizeof(digits), "%016llx", static_cast<unsigned long long>(value));
  *hash = digits;
  return Status::OK();
}

}  // namespace lsm::sim
