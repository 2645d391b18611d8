// A count of events on standard error, if that is a terminal.
#ifndef LSMSCOPE_SIM_CLI_PROGRESS_H_
#define LSMSCOPE_SIM_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>

#include "traces/record/consumer.h"

namespace lsm::sim {

// Whether standard error is a terminal.
bool IsTerminal();

// "[#####.....] 12 of 40, 9 s left" on standard error, if that is a terminal.
class ProgressBar {
 public:
  ProgressBar() : on_terminal_(IsTerminal()), begun_(std::chrono::steady_clock::now()) {}
  // `skipped` of the `done` took no time.
  void Show(uint64_t done, uint64_t all, uint64_t skipped);
  void Wipe() const;

 private:
  const bool on_terminal_;
  const std::chrono::steady_clock::time_point begun_;
  bool shown_ = false;
};

class Progress final : public trace::EventConsumer {
 public:
  Progress();

  void OnEvent(uint64_t position, const Event& event) override;
  // Wipes the line.
  void OnEnd() override;

 private:
  static constexpr uint64_t kEvery = 1 << 16;

  const bool on_terminal_;
  bool shown_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_PROGRESS_H_
