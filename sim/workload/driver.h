// Runs a workload: client threads of an Env, be they fibers or real, phase by phase.
#ifndef LSMSCOPE_SIM_WORKLOAD_DRIVER_H_
#define LSMSCOPE_SIM_WORKLOAD_DRIVER_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/status.h"
#include "sim/recording/recording.h"
#include "sim/workload/operation_observer.h"
#include "sim/workload/workload.h"

namespace lsm::sim {

// How far the clients have come, for a run that goes on after a power cut. Of worlds only, where
// one thread runs at a time.
struct WorkloadProgress {
  std::vector<uint64_t> answered;  // by client, from client 1: operations that are not asked again
  uint64_t operations = 0;         // that were answered, without pauses

  uint64_t& Of(uint32_t client) {
    if (answered.size() < client) answered.resize(client);
    return answered[client - 1];
  }
};

struct DriverResult {
  Status status;            // the first error that a client met; that client stopped there
  uint64_t operations = 0;  // that were answered
};

// From outside, while the clients work; nothing is owned, and all may be null.
struct DriverControl {
  const std::atomic<bool>* stop = nullptr;   // true: every client ends with the operation at hand
  const std::atomic<bool>* hurry = nullptr;  // true: nobody keeps to a pace
  OperationObserver* observer = nullptr;     // is told of every operation
  // What was answered before is passed over; what is answered now is added.
  WorkloadProgress* progress = nullptr;
};

// What all clients do.
struct Workload {
  const std::vector<ClientGroup>& groups;
  const RecordingPlan& recording;  // its threads are clients behind those of the groups
};

// Blocks until every client is done. Clients are numbered from 1 through all groups: client 4 is
// the writer W4 of the pictures. After an error, or when they were stopped, no further phase
// begins.
DriverResult RunClients(DB* db, Env* env, const Workload& workload, uint64_t seed,
                        const DriverControl& control = {});

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_DRIVER_H_
