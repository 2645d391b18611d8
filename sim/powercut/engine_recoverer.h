// EngineRecoverer: recovers with the engine itself, on the calling thread and without a world.
#ifndef LSMSCOPE_SIM_POWERCUT_ENGINE_RECOVERER_H_
#define LSMSCOPE_SIM_POWERCUT_ENGINE_RECOVERER_H_

#include <memory>
#include <string>

#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/filter_policy.h"
#include "lsm/options.h"
#include "sim/powercut/recoverer.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

class EngineRecoverer final : public Recoverer {
 public:
  // Opens as the scenario does, but so that nothing becomes due in the background.
  explicit EngineRecoverer(const Scenario& scenario);

  Found Recover(Disk* disk, Contents* contents) override;
  Found RecoverAndPut(Disk* disk, const std::string& key, const std::string& value) override;

 private:
  Status Open(Env* env, std::unique_ptr<DB>* db);

  const std::unique_ptr<Cache> cache_;
  const std::unique_ptr<const FilterPolicy> filter_;
  const std::unique_ptr<Logger> silent_;
  Options options_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_ENGINE_RECOVERER_H_
