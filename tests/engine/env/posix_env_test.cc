#include "engine/env/posix_env.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <memory>
#include <set>
#include <thread>

#include "engine/base/runtime.h"
#include "lsm/slice.h"
#include "tests/engine/env/scripted_os.h"
#include "tests/engine/temp_dir.h"

namespace lsm {
namespace {

class PosixEnv : public ::testing::Test {
 protected:
  std::unique_ptr<WritableFile> Create(const std::string& name) {
    WritableFile* file = nullptr;
    EXPECT_TRUE(env_->NewWritableFile(dir_ / name, &file).ok());
    return std::unique_ptr<WritableFile>(file);
  }
  std::string Contents(const std::string& name) {
    std::string text;
    const Status s = ReadFileToString(env_.get(), dir_ / name, &text);
    return s.ok() ? text : s.ToString();
  }

  test::ScriptedOs os_;
  test::TempDir dir_;
  std::unique_ptr<Env> env_ = NewPosixEnv(&os_);
};

TEST_F(PosixEnv, ErrorsReadAsLevelDBs) {
  const std::string missing = dir_ / "missing";
  const std::string text = missing + ": No such file or directory";
  SequentialFile* sequential = nullptr;
  EXPECT_EQ(env_->NewSequentialFile(missing, &sequential).ToString(), "NotFound: " + text);
  EXPECT_EQ(sequential, nullptr);
  RandomAccessFile* random = nullptr;
  EXPECT_EQ(env_->NewRandomAccessFile(missing, &random).ToString(), "NotFound: " + text);
  WritableFile* writable = nullptr;
  EXPECT_EQ(env_->NewWritableFile(missing + "/f", &writable).ToString(),
            "NotFound: " + missing + "/f: No such file or directory");
  EXPECT_EQ(env_->RemoveFile(missing).ToString(), "NotFound: " + text);
  EXPECT_EQ(env_->RenameFile(missing, missing + "2").ToString(), "NotFound: " + text);
  EXPECT_EQ(env_->CreateDir(dir_.path()).ToString(), "IO error: " + dir_.path() + ": File exists");
  uint64_t size = 1;
  EXPECT_EQ(env_->GetFileSize(missing, &size).ToString(), "NotFound: " + text);
  EXPECT_EQ(size, 0u);
  EXPECT_EQ(env_->NewWritableFile(dir_.path(), &writable).ToString(),
            "IO error: " + dir_.path() + ": Is a directory");
}

// Opens a file in every way there is: what each says.
std::set<std::string> OpenInEveryWay(Env* env, const std::string& name) {
  std::set<std::string> answers;
  const auto answer = [&](const Status& s, const auto* file) {
    EXPECT_EQ(s.ok(), file != nullptr);
    delete file;
    answers.insert(s.ToString());
  };
  SequentialFile* sequential = nullptr;
  Status s = env->NewSequentialFile(name, &sequential);
  answer(s, sequential);
  RandomAccessFile* random = nullptr;
  s = env->NewRandomAccessFile(name, &random);
  answer(s, random);
  WritableFile* writable = nullptr;
  s = env->NewWritableFile(name, &writable);
  answer(s, writable);
  s = env->NewAppendableFile(name, &writable);
  answer(s, writable);
  Logger* logger = nullptr;
  s = env->NewLogger(name, &logger);
  answer(s, logger);
  FileLock* lock = nullptr;
  s = env->LockFile(name, &lock);
  if (lock != nullptr) {
    EXPECT_TRUE(env->UnlockFile(lock).ok());
  }
  answers.insert(s.ToString());
  return answers;
}

TEST_F(PosixEnv, ALinkLeadsToNoOtherFile) {
  ASSERT_TRUE(Create("outside")->Append("text").ok());
  ASSERT_EQ(symlink((dir_ / "outside").c_str(), (dir_ / "link").c_str()), 0);
  ASSERT_EQ(symlink((dir_ / "new").c_str(), (dir_ / "dangling").c_str()), 0);
  for (const char* const name : {"link", "dangling"}) {
    const std::string path = dir_ / name;
    const std::set<std::string> refused{"IO error: " + path +
                                        ": a symbolic link, which is not followed"};
    EXPECT_EQ(OpenInEveryWay(env_.get(), path), refused);
  }
  EXPECT_EQ(Contents("outside"), "text");
  EXPECT_FALSE(env_->FileExists(dir_ / "new"));
}

TEST_F(PosixEnv, OnlyRegularFilesAreOpenedAndNobodyIsWaitedFor) {
  const std::string fifo = dir_ / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& path : {fifo, std::string("/dev/zero")}) {
    const std::set<std::string> refused{"IO error: " + path + ": not a regular file"};
    EXPECT_EQ(OpenInEveryWay(env_.get(), path), refused);
  }
  SequentialFile* sequential = nullptr;
  EXPECT_EQ(env_->NewSequentialFile(dir_.path(), &sequential).ToString(),
            "IO error: " + dir_.path() + ": Is a directory");
}

TEST_F(PosixEnv, TheDirectoryItselfMayBeALink) {
  const std::string real = dir_ / "real";
  ASSERT_TRUE(env_->CreateDir(real).ok());
  ASSERT_EQ(symlink(real.c_str(), (dir_ / "link").c_str()), 0);
  ASSERT_TRUE(Create("link/file")->Append("text").ok());
  EXPECT_EQ(Contents("real/file"), "text");
  EXPECT_TRUE(env_->SyncDir(dir_ / "link").ok());
}

TEST_F(PosixEnv, AppendedBytesComeBackWhateverTheSizesOfTheCalls) {
  os_.longest_transfer = 777;  // short reads and writes
  std::string expected;
  auto file = Create("f");
  for (const size_t n : {1, 100, 65536, 3, 200000, 65535, 0, 65537}) {
    const std::string piece(n, static_cast<char>('a' + n % 26));
    ASSERT_TRUE(file->Append(piece).ok());
    expected += piece;
  }
  ASSERT_TRUE(file->Close().ok());
  EXPECT_EQ(Contents("f"), expected);

  RandomAccessFile* opened = nullptr;
  ASSERT_TRUE(env_->NewRandomAccessFile(dir_ / "f", &opened).ok());
  const std::unique_ptr<RandomAccessFile> random(opened);
  const auto scratch = std::make_unique<char[]>(5000);
  Slice result;
  ASSERT_TRUE(random->Read(100, 5000, &result, scratch.get()).ok());
  EXPECT_EQ(result.ToString(), expected.substr(100, 5000));
  ASSERT_TRUE(random->Read(expected.size() - 10, 5000, &result, scratch.get()).ok());
  EXPECT_EQ(result.size(), 10u);
}

TEST_F(PosixEnv, AnAppendableFileKeepsWhatIsThere) {
  ASSERT_TRUE(WriteStringToFile(env_.get(), "one ", dir_ / "f").ok());
  WritableFile* opened = nullptr;
  ASSERT_TRUE(env_->NewAppendableFile(dir_ / "f", &opened).ok());
  const std::unique_ptr<WritableFile> file(opened);
  ASSERT_TRUE(file->Append("two").ok());
  ASSERT_TRUE(file->Close().ok());
  EXPECT_EQ(Contents("f"), "one two");
}

TEST_F(PosixEnv, FlushHandsBytesToTheSystem) {
  auto file = Create("f");
  ASSERT_TRUE(file->Append("abc").ok());
  EXPECT_EQ(Contents("f"), "");
  ASSERT_TRUE(file->Flush().ok());
  EXPECT_EQ(Contents("f"), "abc");
}

TEST_F(PosixEnv, SyncOfAManifestSyncsItsDirectoryFirst) {
  auto manifest = Create("MANIFEST-000001");
  ASSERT_TRUE(manifest->Sync().ok());
  EXPECT_EQ(os_.syncs, (std::vector<std::string>{dir_.path(), "data"}));
  os_.syncs.clear();
  auto log = Create("000003.log");
  ASSERT_TRUE(log->Sync().ok());
  EXPECT_EQ(os_.syncs, std::vector<std::string>{"data"});
}

TEST_F(PosixEnv, AWriteErrorSticks) {
  auto file = Create("f");
  os_.write_error = -ENOSPC;
  ASSERT_TRUE(file->Append("abc").ok());
  const std::string text = "IO error: " + (dir_ / "f") + ": No space left on device";
  EXPECT_EQ(file->Flush().ToString(), text);
  os_.write_error = 0;
  EXPECT_EQ(file->Append("d").ToString(), text);
  EXPECT_EQ(file->Sync().ToString(), text);
  EXPECT_EQ(file->Close().ToString(), text);
}

TEST_F(PosixEnv, AFileWhoseSyncFailedIsNotSyncedAgain) {
  auto file = Create("f");
  ASSERT_TRUE(file->Append("abc").ok());
  os_.sync_error = -EIO;
  EXPECT_TRUE(file->Sync().IsIOError());
  os_.sync_error = 0;
  EXPECT_TRUE(file->Sync().IsIOError());
  EXPECT_EQ(os_.syncs.size(), 1u);
}

TEST_F(PosixEnv, AnErrorOfCloseIsReported) {
  auto file = Create("f");
  os_.close_error = -EIO;
  EXPECT_EQ(file->Close().ToString(), "IO error: " + (dir_ / "f") + ": Input/output error");
}

TEST_F(PosixEnv, ADatabaseIsLockedOnceEvenWithinOneProcess) {
  FileLock* lock = nullptr;
  FileLock* second = nullptr;
  const std::string path = dir_ / "LOCK";
  ASSERT_TRUE(env_->LockFile(path, &lock).ok());
  EXPECT_EQ(env_->LockFile(path, &second).ToString(),
            "IO error: lock " + path + ": already held by process");
  EXPECT_EQ(second, nullptr);
  // By another Env, or under another name: the system's lock holds.
  const std::unique_ptr<Env> other = NewPosixEnv(NativeOs());
  EXPECT_TRUE(other->LockFile(path, &second).IsIOError());
  EXPECT_TRUE(env_->LockFile(dir_ / "./LOCK", &second).IsIOError());
  ASSERT_TRUE(env_->UnlockFile(lock).ok());
  ASSERT_TRUE(env_->LockFile(path, &lock).ok());
  ASSERT_TRUE(env_->UnlockFile(lock).ok());
}

TEST_F(PosixEnv, ALockThatMayNotBeWrittenExcludesThoseWhoWrite) {
  const std::string path = dir_ / "LOCK";
  ASSERT_NE(Create("LOCK"), nullptr);
  const std::unique_ptr<Env> other = NewPosixEnv(NativeOs());
  os_.lock_open_error = -EACCES;
  FileLock* reading = nullptr;
  EXPECT_EQ(env_->LockFile(path, &reading).ToString(), "IO error: " + path + ": Permission denied");
  FileLock* writing = nullptr;
  ASSERT_TRUE(other->LockFile(path, &writing).ok());
  EXPECT_TRUE(LockForReading(env_.get(), path, &reading).IsIOError());
  ASSERT_TRUE(other->UnlockFile(writing).ok());
  Status s = LockForReading(env_.get(), path, &reading);
  ASSERT_TRUE(s.ok()) << s.ToString();
  EXPECT_TRUE(other->LockFile(path, &writing).IsIOError());
  EXPECT_TRUE(env_->UnlockFile(reading).ok());
  ASSERT_TRUE(other->LockFile(path, &writing).ok());
  EXPECT_TRUE(other->UnlockFile(writing).ok());
}

TEST_F(PosixEnv, ChildrenAreNamesWithoutDots) {
  ASSERT_TRUE(WriteStringToFile(env_.get(), "x", dir_ / "b").ok());
  ASSERT_TRUE(env_->CreateDir(dir_ / "a").ok());
  std::vector<std::string> names;
  ASSERT_TRUE(env_->GetChildren(dir_.path(), &names).ok());
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(env_->FileExists(dir_ / "b"));
  EXPECT_FALSE(env_->FileExists(dir_ / "c"));
  EXPECT_TRUE(env_->SyncDir(dir_.path()).ok());
  EXPECT_TRUE(env_->RemoveDir(dir_ / "a").ok());
  EXPECT_TRUE(env_->GetChildren(dir_ / "a", &names).IsNotFound());
}

TEST_F(PosixEnv, ScheduledWorkRunsInOrderInOneNamedThreadAndIsFinishedAtTheEnd) {
  struct Log {
    std::vector<int> order;  // only the background thread, then only we
    std::set<std::string> threads;
  } log;
  struct Call {
    Log* log;
    int number;
  };
  std::vector<Call> calls;
  for (int i = 0; i < 100; i++) calls.push_back({&log, i});
  for (Call& call : calls) {
    env_->Schedule(
        [](void* arg) {
          auto* const c = static_cast<Call*>(arg);
          c->log->order.push_back(c->number);
          c->log->threads.insert(t_context.thread_info->name);
        },
        &call);
  }
  env_.reset();  // waits
  ASSERT_EQ(log.order.size(), 100u);
  EXPECT_TRUE(std::is_sorted(log.order.begin(), log.order.end()));
  EXPECT_EQ(log.threads, std::set<std::string>{"background"});
}

TEST_F(PosixEnv, AStartedThreadKnowsWhatItIsFor) {
  std::atomic<int> ordinal{0};
  const ThreadInfo info{.role = ThreadInfo::Role::kClient, .ordinal = 4, .name = "writer 4"};
  env_->StartNamedThread(info, [&] {
    const ThreadInfo* mine = t_context.thread_info;
    ordinal = mine != nullptr && mine->name == "writer 4" ? mine->ordinal : -1;
  });
  while (ordinal == 0) std::this_thread::yield();
  EXPECT_EQ(ordinal, 4);
}

TEST_F(PosixEnv, InfoLogLinesBeginAsLevelDBs) {
  os_.wall_clock_micros = 1'795'224'460'908'515;  // this Os shows UTC
  Logger* opened = nullptr;
  ASSERT_TRUE(env_->NewLogger(dir_ / "LOG", &opened).ok());
  const std::unique_ptr<Logger> logger(opened);
  Log(logger.get(), "Level-0 table #%d: started", 5);
  Log(logger.get(), "%s\n", std::string(2000, 'x').c_str());
  const std::string prefix = "2026/11/21-01:27:40.908515 " + std::to_string(CurrentThread()) + " ";
  EXPECT_EQ(Contents("LOG"),
            prefix + "Level-0 table #5: started\n" + prefix + std::string(2000, 'x') + "\n");
}

// An Env that was written for LevelDB overrides what LevelDB's has, and nothing more.
class OldEnv final : public EnvWrapper {
 public:
  explicit OldEnv(Env* target) : EnvWrapper(target) {}
  Status DeleteFile(const std::string& fname) override {
    deleted = fname;
    return Status::OK();
  }
  Status RemoveFile(const std::string& fname) override { return Env::RemoveFile(fname); }
  uint64_t NowMicros() override { return 42; }
  uint64_t NowNanos() override { return Env::NowNanos(); }
  Status SyncDir(const std::string& dirname) override { return Env::SyncDir(dirname); }
  Status NewAppendableFile(const std::string& fname, WritableFile** result) override {
    return Env::NewAppendableFile(fname, result);
  }
  std::string deleted;
};

TEST_F(PosixEnv, NewCallsHaveDefaultsMadeFromOldOnes) {
  OldEnv old(env_.get());
  EXPECT_TRUE(old.RemoveFile("f").ok());
  EXPECT_EQ(old.deleted, "f");
  EXPECT_EQ(old.NowNanos(), 42000u);
  EXPECT_TRUE(old.SyncDir("/nowhere").ok());
  WritableFile* file = nullptr;
  EXPECT_TRUE(old.NewAppendableFile("f", &file).IsNotSupportedError());
}

}  // namespace
}  // namespace lsm
