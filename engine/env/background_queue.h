// BackgroundQueue: work that one thread does, in the order in which it came.
#ifndef LSMSCOPE_ENGINE_ENV_BACKGROUND_QUEUE_H_
#define LSMSCOPE_ENGINE_ENV_BACKGROUND_QUEUE_H_

#include <functional>
#include <memory>

#include "engine/env/os.h"

namespace lsm {

// Thread-safe. The thread is started when the first work comes.
class BackgroundQueue {
 public:
  // `os` is not owned.
  explicit BackgroundQueue(Os* os);
  BackgroundQueue(const BackgroundQueue&) = delete;
  BackgroundQueue& operator=(const BackgroundQueue&) = delete;
  // Lets the thread finish the work that it was given, and waits for its end.
  ~BackgroundQueue();

  void Add(std::function<void()> work);

 private:
  struct Shared;

  static void Serve(const std::shared_ptr<Shared>& shared);

  Os* const os_;
  // Shared with the thread, which looks at it once more after the destructor was told to go on.
  const std::shared_ptr<Shared> shared_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_ENV_BACKGROUND_QUEUE_H_
