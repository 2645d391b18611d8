#include "engine/version/current_file.h"

#include <array>
#include <memory>

#include "engine/base/file_names.h"
#include "engine/base/seeded_bug.h"
#include "engine/base/text.h"
#include "lsm/env.h"
#include "lsm/slice.h"

namespace lsm {
namespace {

Status WriteDurably(Env* env, const std::string& path, const Slice& contents) {
  WritableFile* opened = nullptr;
  Status status = env->NewWritableFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  status = file->Append(contents);
  if (status.ok() && !SeededBug(Bug::kCurrentNotSynced)) status = file->Sync();
  if (status.ok()) status = file->Close();
  return status;
}

// The file, of which no more is read than a name could take.
Status ReadShortFile(Env* env, const std::string& path, std::string* contents) {
  constexpr size_t kMaxBytes = 256;
  SequentialFile* opened = nullptr;
  Status status = env->NewSequentialFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<SequentialFile> file(opened);
  std::array<char, kMaxBytes + 1> scratch;
  contents->clear();
  while (contents->size() <= kMaxBytes) {
    Slice chunk;
    status = file->Read(scratch.size() - contents->size(), &chunk, scratch.data());
    if (!status.ok() || chunk.empty()) return status;
    contents->append(chunk.data(), chunk.size());
  }
  return Status::Corruption(path, "too long to name a MANIFEST");
}

}  // namespace

Status SetCurrentFile(Env* env, const std::string& dbname, uint64_t descriptor_number) {
  const std::string temporary = TempFileName(dbname, descriptor_number);
  Status status = WriteDurably(env, temporary, DescriptorName(descriptor_number) + "\n");
  if (status.ok()) status = env->RenameFile(temporary, CurrentFileName(dbname));
  if (!status.ok()) {
    // Best effort: a temporary file that stays is removed as obsolete at the next opening.
    static_cast<void>(env->RemoveFile(temporary));
    return status;
  }
  if (SeededBug(Bug::kCurrentNameNotSynced)) return status;
  return env->SyncDir(dbname);
}

Status ReadCurrentFile(Env* env, const std::string& dbname, uint64_t* descriptor_number) {
  std::string contents;
  const Status status = ReadShortFile(env, CurrentFileName(dbname), &contents);
  if (!status.ok()) return status;
  if (contents.empty() || contents.back() != '\n') {
    return Status::Corruption("CURRENT file does not end with newline");
  }
  contents.pop_back();
  FileType type;
  if (!ParseFileName(contents, descriptor_number, &type) || type != kDescriptorFile ||
      *descriptor_number == 0 || contents != DescriptorName(*descriptor_number)) {
    return Status::Corruption("CURRENT file does not name a MANIFEST", EscapeString(contents));
  }
  return Status::OK();
}

}  // namespace lsm
