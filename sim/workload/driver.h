// Runs a workload: client threads of an Env, be they fibers or real.
#ifndef LSMSCOPE_SIM_WORKLOAD_DRIVER_H_
#define LSMSCOPE_SIM_WORKLOAD_DRIVER_H_

#include <atomic>
#include <cstdint>
#include <vector>

#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/status.h"
#include "sim/workload/workload.h"

namespace lsm::sim {

struct DriverResult {
  Status status;            // the first error that a client met; that client stopped there
  uint64_t operations = 0;  // that were answered
};

// Blocks until every client is done. Clients are numbered from 1 through all groups: client 4 is
// the writer W4 of the pictures. `stop` (may be null): once it is true, every client ends with the
// operation at hand.
DriverResult RunClients(DB* db, Env* env, const std::vector<ClientGroup>& groups, uint64_t seed,
                        const std::atomic<bool>* stop = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_DRIVER_H_
