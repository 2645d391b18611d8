// Where a client's operations come from.
#ifndef LSMSCOPE_SIM_WORKLOAD_OPERATION_STREAM_H_
#define LSMSCOPE_SIM_WORKLOAD_OPERATION_STREAM_H_

#include "lsm/status.h"
#include "sim/workload/operation.h"

namespace lsm::sim {

// Belongs to one client. What it gives depends on the scenario, on the client's numbers and on the
// seed, and on nothing that happens while it runs. Implementations: OperationSource (drawn at
// random), ScriptedOperations (written down), RecordedOperations (read from a file).
class OperationStream {
 public:
  virtual ~OperationStream() = default;

  // The next operation into *operation, whose memory is used again. False: there are no more, or
  // status() is an error.
  virtual bool Next(Operation* operation) = 0;
  virtual Status status() const { return Status::OK(); }
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_OPERATION_STREAM_H_
