#include "gui/session/follow_session.h"

#include <filesystem>
#include <utility>

#include "sim/cli/output_file.h"

namespace lsm::gui {

FollowSession::FollowSession(const std::string& path, std::shared_ptr<trace::Trace> trace,
                             uint64_t recording_bytes)
    : GrowingSession(trace, std::filesystem::path(path).filename().string(), recording_bytes),
      follower_(sim::UnfinishedPlaceOf(path), trace.get(), this) {}

Status FollowSession::Open(const std::string& path, std::unique_ptr<FollowSession>* session,
                           uint64_t recording_bytes) {
  std::unique_ptr<FollowSession> opened(
      new FollowSession(path, std::make_shared<trace::Trace>(), recording_bytes));
  if (Status s = opened->follower_.Open(); !s.ok()) return s;
  uint64_t before = 0;
  do {
    before = opened->size();
    opened->Poll();
  } while (opened->growing() && opened->size() > before);
  if (!opened->status_.ok() && opened->size() == 0) return opened->status_;
  *session = std::move(opened);
  return Status::OK();
}

void FollowSession::Poll() {
  if (!growing()) return;
  const uint64_t before = size();
  status_ = follower_.Poll();
  if (size() != before) UpdateIndex();
}

}  // namespace lsm::gui
