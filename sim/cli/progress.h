// A count of events on standard error, if that is a terminal.
#ifndef LSMSCOPE_SIM_CLI_PROGRESS_H_
#define LSMSCOPE_SIM_CLI_PROGRESS_H_

#include "traces/record/consumer.h"

namespace lsm::sim {

// Whether standard error is a terminal.
bool IsTerminal();

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
