// An Env that leaves a directory as it is: what is read comes from it, what is written stays in
// memory and hides what is there. Whoever only wants to look at a database opens it in one: opening
// replays logs, writes tables and a MANIFEST, and none of it reaches the disk.
#ifndef LSMSCOPE_SIM_DATABASE_OVERLAY_ENV_H_
#define LSMSCOPE_SIM_DATABASE_OVERLAY_ENV_H_

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "lsm/env.h"

namespace lsm::sim {

// Safe from several threads at once. It takes as much memory as is written.
class OverlayEnv final : public EnvWrapper {
 public:
  // `base` is not owned.
  explicit OverlayEnv(Env* base);

  Status NewSequentialFile(const std::string& name, SequentialFile** result) override;
  Status NewRandomAccessFile(const std::string& name, RandomAccessFile** result) override;
  Status NewWritableFile(const std::string& name, WritableFile** result) override;
  Status NewAppendableFile(const std::string& name, WritableFile** result) override;
  bool FileExists(const std::string& name) override;
  Status GetChildren(const std::string& directory, std::vector<std::string>* result) override;
  Status RemoveFile(const std::string& name) override;
  Status CreateDir(const std::string& name) override;
  Status RemoveDir(const std::string& name) override;
  Status GetFileSize(const std::string& name, uint64_t* size) override;
  Status RenameFile(const std::string& from, const std::string& to) override;
  // Takes the lock of the base if its file is there: nobody may write to what is being read.
  // That the file may not be written is no obstacle.
  Status LockFile(const std::string& name, FileLock** lock) override;
  Status UnlockFile(FileLock* lock) override;
  Status NewLogger(const std::string& name, Logger** result) override;
  Status SyncDir(const std::string& name) override;

 private:
  // Where the file is to be read from.
  Env* Of(const std::string& name);
  // Brings a file of the base into memory, so that it can be changed.
  Status CopyUp(const std::string& name);
  void Hide(const std::string& name);
  bool IsHidden(const std::string& name);

  const std::unique_ptr<Env> memory_;
  std::mutex mutex_;
  std::set<std::string> hidden_;  // files of the base that are not to be seen
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_OVERLAY_ENV_H_
