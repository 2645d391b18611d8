// The operations of one thread of a recording, at their times.
#ifndef LSMSCOPE_SIM_RECORDING_RECORDED_OPERATIONS_H_
#define LSMSCOPE_SIM_RECORDING_RECORDED_OPERATIONS_H_

#include <algorithm>
#include <cstdint>
#include <memory>

#include "sim/base/prng.h"
#include "sim/recording/recording.h"
#include "sim/workload/operation_stream.h"
#include "sim/workload/random_value.h"

namespace lsm::sim {

// Reads the file by itself and passes over what others do: n threads read it n times, and none has
// to wait for another, which would change the run. So a recording may be larger than memory.
class RecordedOperations final : public OperationStream {
 public:
  // `thread` is one of plan.facts.threads.
  RecordedOperations(const RecordingPlan& plan, uint32_t thread, uint32_t client, uint64_t seed)
      : plan_(plan), prng_(Prng::ForPart(seed, client)) {
    status_ = OpenRecording(plan_, thread, &reader_);
  }

  bool Next(Operation* operation) override {
    if (!status_.ok() || !reader_->Next(&recorded_)) {
      if (status_.ok()) status_ = reader_->status();
      return false;
    }
    *operation = recorded_.operation;
    operation->due_ns = DueNs(recorded_.time_ns);
    for (size_t i = 0; i < operation->entries.size(); i++) {
      if (recorded_.letters[i] == 0) continue;
      FillWithLetters(&prng_, recorded_.letters[i], &operation->entries[i].value);
    }
    if (operation->kind == OperationKind::kWrite && plan_.sync_percent > 0) {
      operation->sync |= prng_.Percent(plan_.sync_percent);
    }
    return true;
  }
  Status status() const override { return status_; }

 private:
  // Since the recording's first operation, at the speed that is wanted. Whole percents first, so
  // that it does not overflow.
  uint64_t DueNs(uint64_t time_ns) const {
    if (plan_.speed_percent == 0) return 0;
    const uint64_t since = time_ns - std::min(time_ns, plan_.facts.first_ns);
    const uint64_t rest = since % plan_.speed_percent * 100 / plan_.speed_percent;
    const uint64_t whole = since / plan_.speed_percent;
    return whole > kNever / 100 ? kNever : whole * 100 + rest;
  }
  static constexpr uint64_t kNever = uint64_t{1} << 62;

  const RecordingPlan plan_;
  Prng prng_;
  std::unique_ptr<RecordingReader> reader_;
  RecordedOperation recorded_;
  Status status_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RECORDING_RECORDED_OPERATIONS_H_
