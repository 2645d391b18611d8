// A session over a trace that another process is still writing.
#ifndef LSMSCOPE_GUI_SESSION_FOLLOW_SESSION_H_
#define LSMSCOPE_GUI_SESSION_FOLLOW_SESSION_H_

#include <memory>
#include <string>

#include "gui/session/growing_session.h"
#include "traces/format/jsonl_follower.h"

namespace lsm::gui {

class FollowSession final : public GrowingSession, private trace::EventConsumer {
 public:
  // Reads what is there already. A trace that `run --trace` is writing has another name until it
  // is whole; it is found there. The file must exist and may be empty; a first line that is no
  // trace's is an error.
  [[nodiscard]] static Status Open(const std::string& path, std::unique_ptr<FollowSession>* session,
                                   uint64_t recording_bytes = trace::kLiveRecordingBytes);

  void Poll() override;
  bool growing() const override { return status_.ok() && !follower_.ended(); }
  Status status() const override { return status_; }

 private:
  FollowSession(const std::string& path, std::shared_ptr<trace::Trace> trace,
                uint64_t recording_bytes);
  void OnEvent(uint64_t position, const Event& event) override { Add(position, event); }

  trace::JsonlFollower follower_;
  Status status_;  // why nothing more is read
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_FOLLOW_SESSION_H_
