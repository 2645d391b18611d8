// Who is told of every operation of the clients.
#ifndef LSMSCOPE_SIM_WORKLOAD_OPERATION_OBSERVER_H_
#define LSMSCOPE_SIM_WORKLOAD_OPERATION_OBSERVER_H_

#include <cstdint>
#include <string_view>

#include "lsm/status.h"
#include "sim/workload/operation.h"

namespace lsm::sim {

struct OperationResult {
  const Status& status;    // NotFound: a read that found nothing
  std::string_view value;  // of a read that found something
};

// Called by the client's own thread, right before and right after it calls the database. For
// worlds, where one thread runs at a time: it needs no lock, and calls nothing of the world.
class OperationObserver {
 public:
  virtual ~OperationObserver() = default;

  // `client` counts from 1 over all groups; it is in one operation at a time.
  virtual void OnOperationBegin(uint32_t client, const Operation& operation) = 0;
  virtual void OnOperationEnd(uint32_t client, const OperationResult& result) = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_OPERATION_OBSERVER_H_
