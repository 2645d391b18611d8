#include "gui/session/opening.h"

#include <utility>

namespace lsm::gui {

Opening::Opening(std::string name_or_path)
    : name_(std::move(name_or_path)), thread_([this] {
        status_ = OpenSession(name_, {.cancel = &cancel_}, &session_);
        done_.store(true, std::memory_order_release);
      }) {}

Opening::~Opening() {
  Cancel();
  thread_.join();
}

Status Opening::Take(std::unique_ptr<Session>* session) {
  *session = std::move(session_);
  return status_;
}

}  // namespace lsm::gui
