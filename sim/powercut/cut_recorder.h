// CutRecorder: keeps the disk of a run after each of its changes, with what a recovery owes if the
// power is cut there.
#ifndef LSMSCOPE_SIM_POWERCUT_CUT_RECORDER_H_
#define LSMSCOPE_SIM_POWERCUT_CUT_RECORDER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/disk/disk.h"
#include "sim/powercut/commit_log.h"

namespace lsm::sim {

// A moment at which the power is cut: the state after at least `least` and at most `most` commits
// must be found.
struct Cut {
  uint64_t session = 1;  // how often the database was opened
  uint64_t event = 0;    // of that session; the last one before the cut
  size_t least = 0;
  size_t most = 0;
};

// The disk between two of its changes, and the moments in between at which more was promised.
struct CutImage {
  uint64_t change = 0;  // number of the last change of the disk
  std::unique_ptr<const Disk> disk;
  std::vector<Cut> cuts;  // the last one owes the most
};

// Hears everything of a run and passes the writes on to its CommitLog. Not for several threads.
class CutRecorder final : public OperationObserver,
                          public trace::EventConsumer,
                          public DiskObserver {
 public:
  // Not owned.
  CutRecorder(Disk* disk, CommitLog* log) : disk_(*disk), log_(*log) {
    disk->SetObserver(this);
    Keep();
  }

  // The database is opened again, in another world; positions of events begin again.
  void BeginSession() { session_++; }

  void OnOperationBegin(uint32_t client, const Operation& operation) override {
    log_.OnOperationBegin(client, operation);
  }
  void OnOperationEnd(uint32_t client, const OperationResult& result) override {
    log_.OnOperationEnd(client, result);
    OnPromise();
  }
  void OnEvent(uint64_t position, const Event& event) override {
    event_ = position;
    events_++;
    log_.OnEvent(position, event);
  }
  void OnDiskChange() override { Keep(); }
  // More may be promised than before: that is a moment of its own.
  void OnPromise() {
    if (log_.promised() > images_.back().cuts.back().least) images_.back().cuts.push_back(Now());
  }

  std::vector<CutImage>& images() { return images_; }
  uint64_t events() const { return events_; }

 private:
  Cut Now() const {
    return {.session = session_,
            .event = event_,
            .least = log_.promised(),
            .most = log_.commits().size()};
  }
  void Keep() {
    images_.push_back({.change = disk_.changes(), .disk = disk_.Image(), .cuts = {Now()}});
  }

  const Disk& disk_;
  CommitLog& log_;
  std::vector<CutImage> images_;
  uint64_t session_ = 1;
  uint64_t event_ = 0;
  uint64_t events_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_CUT_RECORDER_H_
