// A campaign of power cuts: a scenario's workload with one seed after the other, or every short
// workload, and every moment of each checked by Matrix.
#ifndef LSMSCOPE_SIM_POWERCUT_CAMPAIGN_H_
#define LSMSCOPE_SIM_POWERCUT_CAMPAIGN_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/powercut/matrix.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

struct CampaignPlan {
  Scenario scenario;
  // The seeds are numbers of short workloads (exhaustive.h), and the scenario is theirs.
  bool exhaustive = false;
  uint64_t first_seed = 1;
  uint64_t last_seed = 1000;
  uint32_t sessions = 2;        // how often the database is opened, written to and closed
  uint32_t jobs = 1;            // threads
  uint64_t budget_ms = 0;       // 0: until the last seed
  uint64_t max_violations = 1;  // the campaign ends at so many; 0: never
  MatrixPlan matrix;
};

struct SeedViolation {
  uint64_t seed = 0;
  Violation violation;
};

struct CampaignReport {
  uint64_t runs = 0;
  MatrixCounts counts;
  std::vector<SeedViolation> violations;  // the first few; by seed
  std::string error;                      // of a run itself, not of a recovery; empty: none
  uint64_t error_seed = 0;
  bool complete = false;  // every seed was run to its end
};

struct CampaignHooks {
  const std::atomic<bool>* cancel = nullptr;  // true: comes to an end soon
  // Called now and then, by any of the threads but by one at a time.
  std::function<void(const CampaignReport&)> progress;
};

// Blocks until the campaign is over.
CampaignReport RunCampaign(const CampaignPlan& plan, const CampaignHooks& hooks);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_CAMPAIGN_H_
