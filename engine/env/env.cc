#include "lsm/env.h"

#include <memory>
#include <utility>

#include "lsm/slice.h"

namespace lsm {

Env::Env() = default;
Env::~Env() = default;
SequentialFile::~SequentialFile() = default;
RandomAccessFile::~RandomAccessFile() = default;
WritableFile::~WritableFile() = default;
Logger::~Logger() = default;
FileLock::~FileLock() = default;
EnvWrapper::~EnvWrapper() = default;

Status Env::NewAppendableFile(const std::string& fname, WritableFile** result) {
  *result = nullptr;
  return Status::NotSupported("NewAppendableFile", fname);
}

// Whoever overrides one of a pair is reached under both names.
Status Env::RemoveFile(const std::string& fname) { return DeleteFile(fname); }
Status Env::DeleteFile(const std::string& fname) { return RemoveFile(fname); }
Status Env::RemoveDir(const std::string& dirname) { return DeleteDir(dirname); }
Status Env::DeleteDir(const std::string& dirname) { return RemoveDir(dirname); }

Status Env::SyncDir(const std::string& /*dirname*/) { return Status::OK(); }

uint64_t Env::NowNanos() { return NowMicros() * 1000; }

void Env::StartNamedThread(const ThreadInfo& /*info*/, std::function<void()> body) {
  StartThread(
      [](void* arg) {
        const std::unique_ptr<std::function<void()>> owned(
            static_cast<std::function<void()>*>(arg));
        (*owned)();
      },
      new std::function<void()>(std::move(body)));
}

void Log(Logger* info_log, const char* format, ...) {
  if (info_log == nullptr) return;
  std::va_list ap;
  va_start(ap, format);
  info_log->Logv(format, ap);
  va_end(ap);
}

Status WriteStringToFile(Env* env, const Slice& data, const std::string& fname) {
  WritableFile* opened = nullptr;
  Status s = env->NewWritableFile(fname, &opened);
  if (!s.ok()) return s;
  std::unique_ptr<WritableFile> file(opened);
  s = file->Append(data);
  if (s.ok()) s = file->Close();
  file.reset();
  if (!s.ok()) env->RemoveFile(fname);  // the first error is the one to tell
  return s;
}

Status ReadFileToString(Env* env, const std::string& fname, std::string* data) {
  data->clear();
  SequentialFile* opened = nullptr;
  Status s = env->NewSequentialFile(fname, &opened);
  if (!s.ok()) return s;
  const std::unique_ptr<SequentialFile> file(opened);
  constexpr size_t kChunkBytes = 8192;
  const auto scratch = std::make_unique<char[]>(kChunkBytes);
  while (true) {
    Slice chunk;
    s = file->Read(kChunkBytes, &chunk, scratch.get());
    if (!s.ok() || chunk.empty()) return s;
    data->append(chunk.data(), chunk.size());
  }
}

}  // namespace lsm
