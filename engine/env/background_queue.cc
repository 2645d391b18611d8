#include "engine/env/background_queue.h"

#include <deque>
#include <utility>

#include "engine/base/mutex.h"

namespace lsm {

struct BackgroundQueue::Shared {
  Mutex mutex;
  CondVar changed{&mutex};  // work came, or the end did, or the thread ended
  std::deque<std::function<void()>> work GUARDED_BY(mutex);
  bool running GUARDED_BY(mutex) = false;  // the thread
  bool ending GUARDED_BY(mutex) = false;
};

BackgroundQueue::BackgroundQueue(Os* os) : os_(os), shared_(std::make_shared<Shared>()) {}

BackgroundQueue::~BackgroundQueue() {
  const MutexLock lock(&shared_->mutex);
  shared_->ending = true;
  shared_->changed.SignalAll();
  while (shared_->running) shared_->changed.Wait();
}

void BackgroundQueue::Add(std::function<void()> work) {
  bool start = false;
  {
    const MutexLock lock(&shared_->mutex);
    shared_->work.push_back(std::move(work));
    start = !shared_->running;
    shared_->running = true;
    shared_->changed.SignalAll();
  }
  if (!start) return;
  const ThreadInfo info{.role = ThreadInfo::Role::kBackground, .ordinal = 1, .name = "background"};
  os_->StartThread(info, [shared = shared_] { Serve(shared); });
}

void BackgroundQueue::Serve(const std::shared_ptr<Shared>& shared) {
  shared->mutex.Lock();
  while (true) {
    while (shared->work.empty() && !shared->ending) shared->changed.Wait();
    if (shared->work.empty()) break;
    const std::function<void()> work = std::move(shared->work.front());
    shared->work.pop_front();
    shared->mutex.Unlock();
    work();
    shared->mutex.Lock();
  }
  shared->running = false;
  shared->changed.SignalAll();
  shared->mutex.Unlock();
}

}  // namespace lsm
