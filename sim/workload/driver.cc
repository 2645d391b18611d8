#include "sim/workload/driver.h"

#include <algorithm>
#include <climits>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/mutex.h"
#include "engine/base/runtime.h"
#include "lsm/iterator.h"
#include "lsm/write_batch.h"
#include "sim/recording/recorded_operations.h"
#include "sim/workload/operation_source.h"
#include "sim/workload/script.h"

namespace lsm::sim {
namespace {

// Shared by the clients and whoever waits for them; a real thread may still be leaving Finish when
// the waiter is gone.
class Progress {
 public:
  void Start() {
    MutexLock lock(&mu_);
    running_++;
  }
  void Finish(const Status& status, uint64_t operations) {
    MutexLock lock(&mu_);
    if (result_.status.ok()) result_.status = status;
    result_.operations += operations;
    if (--running_ == 0) all_done_.SignalAll();
  }
  DriverResult Wait() {
    MutexLock lock(&mu_);
    while (running_ > 0) all_done_.Wait();
    return result_;
  }

 private:
  Mutex mu_;
  CondVar all_done_{&mu_};
  uint32_t running_ GUARDED_BY(mu_) = 0;
  DriverResult result_ GUARDED_BY(mu_);
};

void SleepNanos(Env* env, uint64_t nanos) {
  // An Env counts in int: 2,147 seconds at most in one piece.
  for (uint64_t micros = nanos / 1000 + (nanos % 1000 != 0 ? 1 : 0); micros > 0;) {
    const uint64_t piece = std::min<uint64_t>(micros, INT_MAX);
    env->SleepForMicroseconds(static_cast<int>(piece));
    micros -= piece;
  }
}

bool IsSet(const std::atomic<bool>* flag) {
  return flag != nullptr && flag->load(std::memory_order_relaxed);
}

// Lets operations begin `pace` times a second, at most.
class Pacer {
 public:
  explicit Pacer(uint64_t pace) : interval_ns_(pace == 0 ? 0 : 1'000'000'000 / pace) {}

  void Wait(Env* env) {
    if (interval_ns_ == 0) return;
    const uint64_t now_ns = env->NowNanos();
    if (due_ns_ > now_ns) SleepNanos(env, due_ns_ - now_ns);
    due_ns_ = std::max(due_ns_, now_ns) + interval_ns_;
  }

 private:
  const uint64_t interval_ns_;
  uint64_t due_ns_ = 0;  // of the next operation
};

Status WriteEntries(DB* db, const Operation& operation) {
  WriteBatch batch;
  for (const Operation::Entry& entry : operation.entries) {
    if (entry.remove) {
      batch.Delete(entry.key);
    } else {
      batch.Put(entry.key, entry.value);
    }
  }
  WriteOptions options;
  options.sync = operation.sync;
  return db->Write(options, &batch);
}

Status Scan(DB* db, const std::string& from, uint32_t entries) {
  const std::unique_ptr<Iterator> it(db->NewIterator(ReadOptions()));
  it->Seek(from);
  for (uint32_t i = 1; i < entries && it->Valid(); i++) it->Next();
  return it->status();
}

// Whether those who watch what clients read and write are told of it.
bool IsCall(OperationKind kind) {
  return kind == OperationKind::kWrite || kind == OperationKind::kGet ||
         kind == OperationKind::kScan;
}

// *value: of a Get that found something.
Status Do(DB* db, const Operation& operation, std::string* value) {
  switch (operation.kind) {
    case OperationKind::kWrite:
      return WriteEntries(db, operation);
    case OperationKind::kGet:
      return db->Get(ReadOptions(), operation.entries.front().key, value);
    case OperationKind::kScan:
      return Scan(db, operation.entries.front().key, operation.scan_entries);
    case OperationKind::kFlush:
      return db->FlushMemTable();
    case OperationKind::kCompact:
      db->CompactRange(nullptr, nullptr);
      break;
    case OperationKind::kPause:
      break;
  }
  return Status::OK();
}

// One client: who it is and what it does.
struct Client {
  uint32_t number = 0;  // from 1 over all groups
  std::string name;
  uint64_t start_ns = 0;
  uint64_t think_ns = 0;
  uint64_t pace = 0;
  bool go_on = false;
  std::function<std::unique_ptr<OperationStream>()> open;  // called on the client's own thread
};

// Operations that are due at a time wait for it; one that is late is not waited for.
void SleepUntilDue(Env* env, uint64_t begun_ns, uint64_t due_ns) {
  if (due_ns == 0) return;
  const uint64_t elapsed_ns = env->NowNanos() - begun_ns;
  if (due_ns > elapsed_ns) SleepNanos(env, due_ns - elapsed_ns);
}

void RunClient(DB* db, Env* env, const Client& client, const DriverControl& control,
               Progress* progress) {
  const auto stopped = [&] { return IsSet(control.stop); };
  const std::unique_ptr<OperationStream> stream = client.open();
  Pacer pacer(client.pace);
  Operation operation;
  Status status;
  uint64_t done = 0;
  if (control.progress != nullptr) {
    for (uint64_t i = control.progress->Of(client.number); i > 0 && stream->Next(&operation);) i--;
  }
  SleepNanos(env, client.start_ns);
  const uint64_t begun_ns = env->NowNanos();
  while (status.ok() && !stopped() && stream->Next(&operation)) {
    SleepNanos(env, operation.pause_ns);
    if (!IsSet(control.hurry)) {
      SleepUntilDue(env, begun_ns, operation.due_ns);
      pacer.Wait(env);
    }
    if (stopped()) break;
    if (client.think_ns > 0) Work(WorkKind::kWorkload, client.think_ns);
    const bool observed = control.observer != nullptr && IsCall(operation.kind);
    if (observed) control.observer->OnOperationBegin(client.number, operation);
    std::string value;
    status = Do(db, operation, &value);
    if (observed) control.observer->OnOperationEnd(client.number, {status, value});
    if (status.IsNotFound()) status = Status::OK();
    if (!status.ok()) {
      if (!client.go_on) break;
      if (control.progress != nullptr) control.progress->Of(client.number)++;
      status = Status::OK();
      continue;
    }
    const bool counts = operation.kind != OperationKind::kPause;
    if (counts) done++;
    if (control.progress != nullptr) {
      control.progress->Of(client.number)++;
      if (counts) control.progress->operations++;
    }
  }
  if (status.ok()) status = stream->status();
  progress->Finish(status, done);
}

// The clients of each phase.
using Phases = std::map<uint32_t, std::vector<Client>>;

void AddGroup(const std::shared_ptr<const ClientGroup>& group, uint64_t seed, uint32_t* clients,
              Phases* phases) {
  std::shared_ptr<const ZipfTable> zipf;
  if (NeedsZipfTable(group->keys) && group->script.empty()) {
    zipf = std::make_shared<const ZipfTable>(group->keys.count, group->keys.theta_percent);
  }
  for (uint32_t thread = 0; thread < group->threads; thread++) {
    const uint32_t number = ++*clients;
    Client client{.number = number,
                  .name = group->name + " " + std::to_string(number),
                  .start_ns = group->start_ns,
                  .think_ns = group->think_ns,
                  .pace = group->pace,
                  .go_on = group->go_on};
    client.open = [group, thread, number, seed, zipf]() -> std::unique_ptr<OperationStream> {
      if (!group->script.empty()) {
        return std::make_unique<ScriptedOperations>(group->script, seed, number);
      }
      return std::make_unique<OperationSource>(*group, thread, number, seed, zipf);
    };
    (*phases)[group->phase].push_back(std::move(client));
  }
}

void AddRecording(const RecordingPlan& plan, uint64_t seed, uint32_t* clients, Phases* phases) {
  const auto shared = std::make_shared<const RecordingPlan>(plan);
  for (const uint32_t thread : plan.facts.threads) {
    const uint32_t number = ++*clients;
    Client client{.number = number, .name = "recorded " + std::to_string(thread)};
    client.open = [shared, thread, number, seed] {
      return std::make_unique<RecordedOperations>(*shared, thread, number, seed);
    };
    (*phases)[plan.phase].push_back(std::move(client));
  }
}

DriverResult RunPhase(DB* db, Env* env, const std::vector<Client>& clients,
                      const DriverControl& control) {
  const auto progress = std::make_shared<Progress>();
  progress->Start();  // this thread: nobody is waited for before all have started
  for (const Client& client : clients) {
    const ThreadInfo info{.role = ThreadInfo::Role::kClient,
                          .ordinal = static_cast<int>(client.number),
                          .name = client.name};
    progress->Start();
    env->StartNamedThread(info, [db, env, client, progress, control] {
      RunClient(db, env, client, control, progress.get());
    });
  }
  progress->Finish(Status::OK(), 0);
  return progress->Wait();
}

}  // namespace

DriverResult RunClients(DB* db, Env* env, const Workload& workload, uint64_t seed,
                        const DriverControl& control) {
  Phases phases;
  uint32_t clients = 0;
  for (const ClientGroup& group : workload.groups) {
    AddGroup(std::make_shared<const ClientGroup>(group), seed, &clients, &phases);
  }
  AddRecording(workload.recording, seed, &clients, &phases);
  DriverResult all;
  for (const auto& [phase, members] : phases) {
    const DriverResult result = RunPhase(db, env, members, control);
    all.status = result.status;
    all.operations += result.operations;
    if (!all.status.ok() || IsSet(control.stop)) break;
  }
  return all;
}

}  // namespace lsm::sim
