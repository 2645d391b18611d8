// HistoryRecorder: writes down the history of a simulated run. What was asked and answered comes
// from the clients, the witness (sequence numbers) from the engine's events.
#ifndef LSMSCOPE_SIM_CHECK_HISTORY_RECORDER_H_
#define LSMSCOPE_SIM_CHECK_HISTORY_RECORDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/check/history.h"
#include "sim/workload/operation_observer.h"
#include "traces/record/consumer.h"

namespace lsm::sim {

// Scans are not written down.
class HistoryRecorder final : public OperationObserver, public trace::EventConsumer {
 public:
  HistoryRecorder() { Clear(); }

  // For the next run.
  void Clear();
  const History& history() const { return history_; }

  void OnOperationBegin(uint32_t client, const Operation& operation) override;
  void OnOperationEnd(uint32_t client, const OperationResult& result) override;
  void OnEvent(uint64_t position, const Event& event) override;

 private:
  static constexpr size_t kNone = SIZE_MAX;

  static uint32_t NumberOf(const std::string& bytes, std::unordered_map<std::string, uint32_t>* map,
                           std::vector<std::string>* all);
  // The operation that a thread is in; null: none that is written down.
  CalledOperation* OperationOf(uint16_t thread);
  void AssignSequences(uint64_t first);

  History history_;
  uint64_t moment_ = 0;
  std::vector<size_t> by_client_;  // the operation that it is in
  std::vector<size_t> by_thread_;  // the same by the fiber's number
  std::vector<size_t> by_writer_;  // operations by the engine's number of the Write call
  std::vector<size_t> group_;      // members of the latest group, in their order
  // Looked up only, never walked.
  std::unordered_map<std::string, uint32_t> key_numbers_;
  std::unordered_map<std::string, uint32_t> value_numbers_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CHECK_HISTORY_RECORDER_H_
