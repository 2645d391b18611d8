// The MANIFEST: a log of version edits, whose sum is the current version. CURRENT names it.
#ifndef LSMSCOPE_ENGINE_VERSION_MANIFEST_H_
#define LSMSCOPE_ENGINE_VERSION_MANIFEST_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/version/level_files.h"
#include "engine/version/version_edit.h"
#include "engine/wal/log_writer.h"
#include "lsm/env.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

// What a MANIFEST adds up to.
struct ManifestContents {
  LevelFiles files;
  std::array<InternalKey, kNumLevels> compact_pointers;
  uint64_t next_file_number = 0;
  uint64_t log_number = 0;
  uint64_t prev_log_number = 0;
  SequenceNumber last_sequence = 0;

  uint64_t edits = 0;
  // Size, in bytes, if the file ends behind a whole edit, so that another may follow; otherwise 0.
  uint64_t clean_size = 0;
};

// Reads MANIFEST `number`. It may end in an edit that was being written when the machine stopped:
// nothing was made of that edit yet, and it counts for nothing. Such an end looks the same as
// damage to an edit that was once durable; but then files that the older state names were deleted
// meanwhile: tables, whose existence the caller checks, or the oldest log, which is looked for here
// if the MANIFEST does not end cleanly.
[[nodiscard]] Status ReadManifest(const std::string& dbname, uint64_t number,
                                  const Options& options, const InternalKeyComparator& icmp,
                                  ManifestContents* contents);

// Appends to a MANIFEST. Used by one thread at a time.
class ManifestWriter {
 public:
  // Begins MANIFEST `number`; `env` is not owned.
  [[nodiscard]] static Status Create(Env* env, const std::string& dbname, uint64_t number,
                                     std::unique_ptr<ManifestWriter>* writer);
  // Continues one of `size` bytes, which ends behind a whole edit.
  [[nodiscard]] static Status Continue(Env* env, const std::string& dbname, uint64_t number,
                                       uint64_t size, std::unique_ptr<ManifestWriter>* writer);

  [[nodiscard]] Status Append(const std::string& record) { return log_.AddRecord(record); }
  [[nodiscard]] Status Sync() { return file_->Sync(); }

  uint64_t number() const { return number_; }

 private:
  ManifestWriter(std::unique_ptr<WritableFile> file, uint64_t number, uint64_t size)
      : number_(number), file_(std::move(file)), log_(file_.get(), size) {}

  const uint64_t number_;
  const std::unique_ptr<WritableFile> file_;
  log::Writer log_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_MANIFEST_H_
