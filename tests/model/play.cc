#include "tests/model/play.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/base/file_names.h"
#include "engine/base/mutex.h"
#include "engine/env/posix_env.h"
#include "lsm/db.h"
#include "lsm/helpers/memenv.h"
#include "sim/disk/disk.h"
#include "sim/disk/sim_os.h"
#include "sim/schedule/schedule.h"
#include "sim/world/world.h"
#include "tests/model/client.h"

namespace lsm::model {
namespace {

using Operations = std::vector<const Operation*>;

// Runs the clients' parts side by side and returns when all have ended.
using RunAll = std::function<void(const std::vector<std::function<void()>>& parts)>;

// One database and its clients, wherever it is.
class Session {
 public:
  Session(const Case& what, Env* env, std::string directory, RunAll run_all)
      : case_(what),
        env_(env),
        directory_(std::move(directory)),
        run_all_(std::move(run_all)),
        options_(what.options) {
    for (int i = 0; i < what.clients; i++) {
      clients_.push_back(std::make_unique<Client>(i, what.clients == 1, what.options.order));
    }
  }

  Outcome Run() {
    Reopen("open");
    std::vector<Operations> parts(clients_.size());
    for (const Operation& operation : case_.operations) {
      if (failed()) break;
      if (operation.what != Do::kReopen && operation.what != Do::kRepair) {
        parts[static_cast<size_t>(operation.client) % parts.size()].push_back(&operation);
        continue;
      }
      RunParts(&parts);
      if (operation.options.has_value()) options_ = *operation.options;
      if (!failed() && operation.what == Do::kRepair) Repair(operation.lost);
      if (!failed()) Reopen("reopen");
      outcome_.reopened++;
    }
    if (!failed()) RunParts(&parts);
    Verify("at the end");
    if (!failed()) Reopen("reopen at the end");
    Verify("after reopening");
    CountFiles();
    Detach();
    db_.reset();
    for (const auto& client : clients_) {
      outcome_.reads += client->reads();
      outcome_.digest = outcome_.digest * 31 + client->digest();
    }
    outcome_.wrong = wrong_;
    return outcome_;
  }

 private:
  bool failed() const { return failed_.load(); }

  void Fail(const std::string& wrong) {
    if (!failed_.exchange(true)) wrong_ = wrong;
  }

  void RunParts(std::vector<Operations>* parts) {
    std::vector<std::function<void()>> runs;
    for (size_t i = 0; i < clients_.size(); i++) {
      runs.push_back([this, i, parts] {
        for (const Operation* operation : (*parts)[i]) {
          if (failed()) return;
          const std::string wrong = clients_[i]->Apply(db_.get(), *operation);
          if (!wrong.empty()) Fail(operation->ToText().substr(0, 300) + "\n  " + wrong);
        }
      });
    }
    run_all_(runs);
    for (Operations& part : *parts) part.clear();
  }

  void Verify(const std::string& when) {
    for (const auto& client : clients_) {
      if (failed()) return;
      const std::string wrong = client->Verify(db_.get());
      if (!wrong.empty()) Fail(when + ": " + wrong);
    }
  }

  void Reopen(const std::string& when) {
    Detach();
    db_.reset();
    open_options_.emplace(options_, env_);
    DB* opened = nullptr;
    const Status status = DB::Open(open_options_->get(), directory_, &opened);
    db_.reset(opened);
    if (!status.ok()) Fail(when + ": " + status.ToString());
  }

  // Leaves the database closed.
  void Repair(bool lost) {
    if (lost) {
      // Tables that are not needed any more would count as what is left; opening removes them.
      Reopen("reopen before the repair");
      if (failed()) return;
    }
    Detach();
    db_.reset();
    if (lost) {
      const Status removed = env_->RemoveFile(CurrentFileName(directory_));
      if (!removed.ok()) return Fail("repair: " + removed.ToString());
    }
    const Status status = RepairDB(directory_, open_options_->get());
    if (!status.ok()) Fail("repair: " + status.ToString());
  }

  void Detach() {
    if (db_ == nullptr) return;
    for (const auto& client : clients_) client->Detach(db_.get());
  }

  void CountFiles() {
    if (db_ == nullptr) return;
    for (size_t level = 0; level < outcome_.files.size(); level++) {
      std::string count;
      if (db_->GetProperty("leveldb.num-files-at-level" + std::to_string(level), &count)) {
        outcome_.files[level] = std::stoull(count);
      }
    }
  }

  const Case& case_;
  Env* const env_;
  const std::string directory_;
  const RunAll run_all_;
  OptionSet options_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::optional<OpenOptions> open_options_;
  std::unique_ptr<DB> db_;
  std::atomic<bool> failed_{false};
  std::string wrong_;  // written once, by who set failed_
  Outcome outcome_;
};

void RunThreads(const std::vector<std::function<void()>>& parts) {
  if (parts.size() == 1) return parts[0]();
  std::vector<std::thread> threads;
  for (const auto& part : parts) threads.emplace_back(part);
  for (std::thread& thread : threads) thread.join();
}

Outcome PlayInMemory(const Case& what) {
  const std::unique_ptr<Env> native = NewPosixEnv(NativeOs());
  const std::unique_ptr<Env> env(NewMemEnv(native.get()));
  return Session(what, env.get(), "/db", RunThreads).Run();
}

Outcome PlayForReal(const Case& what) {
  static std::atomic<int> number{0};
  const std::string directory =
      (std::filesystem::temp_directory_path() /
       ("lsmscope_model_" + std::to_string(getpid()) + "_" + std::to_string(number++)))
          .string();
  std::filesystem::remove_all(directory);
  Outcome outcome;
  {
    const std::unique_ptr<Env> env = NewPosixEnv(NativeOs());
    outcome = Session(what, env.get(), directory, RunThreads).Run();
  }
  std::filesystem::remove_all(directory);
  return outcome;
}

Outcome PlayInWorld(const Case& what) {
  static thread_local sim::StackPool stacks;
  sim::Disk disk;
  sim::Schedule schedule;
  if (what.seed % 2 == 1) schedule.kind = sim::ScheduleKind::kRandom;
  sim::World::Config config;
  config.end_of_time_ns = UINT64_MAX / 4;
  sim::World world(config, sim::NewSchedulePolicy(schedule, what.seed), &stacks);
  sim::SimOs os(&world, &disk, sim::DeviceModel{});
  const auto run_all = [&world](const std::vector<std::function<void()>>& parts) {
    if (parts.size() == 1) return parts[0]();
    Mutex mutex;
    CondVar ended(&mutex);
    size_t left = parts.size();
    for (size_t i = 0; i < parts.size(); i++) {
      const int number = static_cast<int>(i) + 1;
      const ThreadInfo info{.role = ThreadInfo::Role::kClient,
                            .ordinal = number,
                            .name = "client " + std::to_string(number)};
      world.Spawn(info, [&, i] {
        parts[i]();
        MutexLock lock(&mutex);
        left--;
        ended.SignalAll();
      });
    }
    MutexLock lock(&mutex);
    while (left > 0) ended.Wait();
  };
  Outcome outcome;
  const Status status = world.Run({.name = "main"}, [&] {
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    outcome = Session(what, env.get(), "/db", run_all).Run();
  });
  if (!status.ok()) outcome.wrong = status.ToString();
  return outcome;
}

void WriteAll(int fd, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t n = write(fd, bytes.data() + done, bytes.size() - done);
    if (n <= 0) _exit(3);
    done += static_cast<size_t>(n);
  }
}

std::string ReadToEnd(int fd) {
  std::string bytes;
  char buffer[4096];
  ssize_t n = 0;
  while ((n = read(fd, buffer, sizeof(buffer))) > 0) bytes.append(buffer, static_cast<size_t>(n));
  return bytes;
}

constexpr std::array<std::string_view, 3> kSites{"world", "real", "memory"};

}  // namespace

Outcome Play(const Case& what) {
  switch (what.site) {
    case Site::kWorld:
      return PlayInWorld(what);
    case Site::kReal:
      return PlayForReal(what);
    case Site::kMemory:
      return PlayInMemory(what);
  }
  return {.wrong = "no such site"};
}

Outcome PlayInChild(const Case& what, unsigned seconds) {
  int ends[2];
  if (pipe(ends) != 0) return {.wrong = "no pipe"};
  const pid_t child = fork();
  if (child < 0) return {.wrong = "no process"};
  if (child == 0) {
    close(ends[0]);
    alarm(seconds);
    const Outcome outcome = Play(what);
    std::string facts(reinterpret_cast<const char*>(&outcome.reads), sizeof(uint64_t));
    facts.append(reinterpret_cast<const char*>(&outcome.digest), sizeof(uint64_t));
    facts.append(reinterpret_cast<const char*>(&outcome.reopened), sizeof(uint64_t));
    facts.append(reinterpret_cast<const char*>(outcome.files.data()), sizeof(outcome.files));
    WriteAll(ends[1], facts + outcome.wrong);
    _exit(0);
  }
  close(ends[1]);
  const std::string answer = ReadToEnd(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  Outcome outcome;
  constexpr size_t kFacts = 3 * sizeof(uint64_t) + sizeof(outcome.files);
  if (WIFSIGNALED(status)) {
    outcome.wrong = WTERMSIG(status) == SIGALRM
                        ? "takes longer than " + std::to_string(seconds) + " seconds"
                        : std::string("crashed: ") + strsignal(WTERMSIG(status));
  } else if (WEXITSTATUS(status) != 0 || answer.size() < kFacts) {
    outcome.wrong = "ended with status " + std::to_string(WEXITSTATUS(status));
  } else {
    std::memcpy(&outcome.reads, answer.data(), sizeof(uint64_t));
    std::memcpy(&outcome.digest, answer.data() + 8, sizeof(uint64_t));
    std::memcpy(&outcome.reopened, answer.data() + 16, sizeof(uint64_t));
    std::memcpy(outcome.files.data(), answer.data() + 24, sizeof(outcome.files));
    outcome.wrong = answer.substr(kFacts);
  }
  return outcome;
}

std::string Case::ToText() const {
  std::string text = "case " + std::to_string(seed) + ' ' +
                     std::string(kSites[static_cast<size_t>(site)]) + ' ' +
                     std::to_string(clients) + "\noptions " + options.ToText() + '\n';
  for (const Operation& operation : operations) text += operation.ToText() + '\n';
  return text;
}

bool Case::FromText(std::string_view text, Case* result, std::string* error) {
  *result = Case();
  for (int number = 1; !text.empty(); number++) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    *error = "line " + std::to_string(number) + ": ";
    if (number == 1) {
      char site[16] = "";
      if (std::sscanf(std::string(line).c_str(), "case %lu %15s %d", &result->seed, site,
                      &result->clients) != 3 ||
          result->clients < 1 || result->clients > 9 ||
          std::find(kSites.begin(), kSites.end(), site) == kSites.end()) {
        *error += "expected \"case SEED world|real|memory CLIENTS\"";
        return false;
      }
      result->site =
          static_cast<Site>(std::find(kSites.begin(), kSites.end(), site) - kSites.begin());
    } else if (number == 2) {
      if (line.substr(0, 8) != "options " ||
          !OptionSet::FromText(line.substr(8), &result->options)) {
        *error += "expected \"options NAME=NUMBER...\"";
        return false;
      }
    } else if (!line.empty() && line[0] != '#') {
      Operation operation;
      if (!Operation::FromText(line, &operation)) {
        *error += "no operation: " + std::string(line);
        return false;
      }
      result->operations.push_back(std::move(operation));
    }
  }
  *error = "";
  return true;
}

}  // namespace lsm::model
