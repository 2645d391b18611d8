#include "sim/workload/driver.h"

#include <algorithm>
#include <climits>
#include <memory>
#include <string>
#include <utility>

#include "engine/base/mutex.h"
#include "engine/base/runtime.h"
#include "lsm/iterator.h"
#include "lsm/write_batch.h"
#include "sim/workload/operation_source.h"

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
  if (nanos == 0) return;
  const uint64_t micros = std::min<uint64_t>((nanos + 999) / 1000, INT_MAX);
  env->SleepForMicroseconds(static_cast<int>(micros));
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

// *value: of a Get that found something.
Status Do(DB* db, const Operation& operation, uint32_t scan_entries, std::string* value) {
  const std::string& key = operation.entries.front().key;
  switch (operation.kind) {
    case OperationKind::kWrite:
      return WriteEntries(db, operation);
    case OperationKind::kGet:
      return db->Get(ReadOptions(), key, value);
    case OperationKind::kScan:
      return Scan(db, key, scan_entries);
  }
  return Status::OK();
}

void RunClient(DB* db, Env* env, const ClientGroup& group, uint32_t client, OperationSource source,
               const DriverControl& control, Progress* progress) {
  const auto stopped = [&] { return IsSet(control.stop); };
  Pacer pacer(group.pace);
  Operation operation;
  Status status;
  uint64_t done = 0;
  SleepNanos(env, group.start_ns);
  while (status.ok() && !stopped() && source.Next(&operation)) {
    SleepNanos(env, operation.pause_ns);
    if (!IsSet(control.hurry)) pacer.Wait(env);
    if (stopped()) break;
    if (group.think_ns > 0) Work(WorkKind::kWorkload, group.think_ns);
    if (control.observer != nullptr) control.observer->OnOperationBegin(client, operation);
    std::string value;
    status = Do(db, operation, group.scan_entries, &value);
    if (control.observer != nullptr) control.observer->OnOperationEnd(client, {status, value});
    if (status.IsNotFound()) status = Status::OK();
    if (status.ok()) done++;
  }
  progress->Finish(status, done);
}

}  // namespace

DriverResult RunClients(DB* db, Env* env, const std::vector<ClientGroup>& groups, uint64_t seed,
                        const DriverControl& control) {
  const auto progress = std::make_shared<Progress>();
  progress->Start();  // this thread: nobody is waited for before all have started
  uint32_t client = 0;
  for (const ClientGroup& group : groups) {
    const auto shared = std::make_shared<const ClientGroup>(group);
    std::shared_ptr<const ZipfTable> zipf;
    if (group.keys.distribution == KeyDistribution::kZipfian) {
      zipf = std::make_shared<const ZipfTable>(group.keys.count);
    }
    for (uint32_t thread = 0; thread < group.threads; thread++) {
      client++;
      const ThreadInfo info{.role = ThreadInfo::Role::kClient,
                            .ordinal = static_cast<int>(client),
                            .name = group.name + " " + std::to_string(client)};
      progress->Start();
      env->StartNamedThread(
          info, [db, env, shared, client, progress, control,
                 source = OperationSource(group, thread, client, seed, zipf)]() mutable {
            RunClient(db, env, *shared, client, std::move(source), control, progress.get());
          });
    }
  }
  progress->Finish(Status::OK(), 0);
  return progress->Wait();
}

}  // namespace lsm::sim
