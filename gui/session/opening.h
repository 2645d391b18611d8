// Opening: a file that is being opened in the background, so that the window goes on meanwhile.
#ifndef LSMSCOPE_GUI_SESSION_OPENING_H_
#define LSMSCOPE_GUI_SESSION_OPENING_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "gui/session/open_session.h"
#include "gui/session/session.h"
#include "lsm/status.h"

namespace lsm::gui {

// Used by one thread, the app's.
class Opening {
 public:
  explicit Opening(std::string name_or_path);
  // As Cancel, and waits for it.
  ~Opening();
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;

  const std::string& name() const { return name_; }
  // Nobody wants it any more: it is done soon, with an error if it was not done before.
  void Cancel() { cancel_.store(true, std::memory_order_relaxed); }
  bool done() const { return done_.load(std::memory_order_acquire); }
  // REQUIRES: done(). Once.
  Status Take(std::unique_ptr<Session>* session);

 private:
  const std::string name_;
  std::unique_ptr<Session> session_;  // these two: written before done_ is set
  Status status_;
  std::atomic<bool> cancel_{false};
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_OPENING_H_
