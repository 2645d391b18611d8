#include "engine/version/manifest.h"

#include <algorithm>
#include <optional>

#include "engine/base/file_names.h"
#include "engine/version/version_builder.h"
#include "engine/wal/log_reader.h"

namespace lsm {

namespace {

// Adds up edits.
class Sum {
 public:
  Sum(const Options* options, const InternalKeyComparator* icmp)
      : icmp_(icmp), builder_(options, icmp, LevelFiles()) {}

  [[nodiscard]] Status Add(const VersionEdit& edit) {
    const std::string comparator = icmp_->user_comparator()->Name();
    if (edit.comparator.has_value() && *edit.comparator != comparator) {
      return Status::InvalidArgument(*edit.comparator + " does not match existing comparator ",
                                     comparator);
    }
    for (const auto& [level, key] : edit.compact_pointers) {
      compact_pointers_[static_cast<size_t>(level)] = key;
    }
    Keep(edit.log_number, &log_number_);
    Keep(edit.prev_log_number, &prev_log_number_);
    Keep(edit.next_file_number, &next_file_number_);
    Keep(edit.last_sequence, &last_sequence_);
    return builder_.Apply(edit);
  }

  [[nodiscard]] Status Finish(ManifestContents* contents) const {
    const auto missing = [](const char* what) {
      return Status::Corruption(std::string("no ") + what + " entry in descriptor");
    };
    if (!next_file_number_.has_value()) return missing("meta-nextfile");
    if (!log_number_.has_value()) return missing("meta-lognumber");
    if (!last_sequence_.has_value()) return missing("last-sequence-number");
    contents->compact_pointers = compact_pointers_;
    contents->next_file_number = *next_file_number_;
    contents->log_number = *log_number_;
    contents->prev_log_number = prev_log_number_.value_or(0);
    contents->last_sequence = *last_sequence_;
    if (std::max({*next_file_number_, *log_number_, contents->prev_log_number}) > kMaxFileNumber) {
      return Status::Corruption("an impossible file number in descriptor");
    }
    return builder_.Build(&contents->files);
  }

 private:
  static void Keep(const std::optional<uint64_t>& from, std::optional<uint64_t>* to) {
    if (from.has_value()) *to = from;
  }

  const InternalKeyComparator* const icmp_;
  VersionBuilder builder_;
  std::array<InternalKey, kNumLevels> compact_pointers_;
  std::optional<uint64_t> log_number_;
  std::optional<uint64_t> prev_log_number_;
  std::optional<uint64_t> next_file_number_;
  std::optional<uint64_t> last_sequence_;
};

// The same error, told together with the file that it was met in.
Status InFile(const std::string& path, const Status& s) {
  return s.IsCorruption() ? Status::Corruption(path, s.ToString()) : s;
}

}  // namespace

Status ReadManifest(const std::string& dbname, uint64_t number, const Options& options,
                    const InternalKeyComparator& icmp, ManifestContents* contents) {
  const std::string path = DescriptorFileName(dbname, number);
  SequentialFile* opened = nullptr;
  Status s = options.env->NewSequentialFile(path, &opened);
  if (s.IsNotFound()) {
    return Status::Corruption("CURRENT points to a non-existent file", s.ToString());
  }
  if (!s.ok()) return s;
  const std::unique_ptr<SequentialFile> file(opened);

  Sum sum(&options, &icmp);
  log::Reader reader(file.get(), nullptr, true, log::OnDamage::kStop);
  Slice record;
  std::string scratch;
  while (reader.ReadRecord(&record, &scratch)) {
    VersionEdit edit;
    s = edit.DecodeFrom(record);
    if (s.ok()) s = sum.Add(edit);
    if (!s.ok()) return InFile(path, s);
    contents->edits++;
  }
  if (reader.end() == log::LogEnd::kReadError) return reader.status();
  s = sum.Finish(contents);
  if (!s.ok()) return InFile(path, s);

  if (reader.end() == log::LogEnd::kEndOfFile) {
    contents->clean_size = reader.LastRecordEnd();
  } else if (contents->log_number != 0 &&
             !options.env->FileExists(LogFileName(dbname, contents->log_number))) {
    return Status::Corruption(path, "damaged behind edit " + std::to_string(contents->edits));
  }
  return Status::OK();
}

Status ManifestWriter::Create(Env* env, const std::string& dbname, uint64_t number,
                              std::unique_ptr<ManifestWriter>* writer) {
  WritableFile* file = nullptr;
  const Status s = env->NewWritableFile(DescriptorFileName(dbname, number), &file);
  if (s.ok()) writer->reset(new ManifestWriter(std::unique_ptr<WritableFile>(file), number, 0));
  return s;
}

Status ManifestWriter::Continue(Env* env, const std::string& dbname, uint64_t number, uint64_t size,
                                std::unique_ptr<ManifestWriter>* writer) {
  WritableFile* file = nullptr;
  const Status s = env->NewAppendableFile(DescriptorFileName(dbname, number), &file);
  if (s.ok()) writer->reset(new ManifestWriter(std::unique_ptr<WritableFile>(file), number, size));
  return s;
}

}  // namespace lsm
