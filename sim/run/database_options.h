// The options of a scenario's database, with what its numbers stand for.
#ifndef LSMSCOPE_SIM_RUN_DATABASE_OPTIONS_H_
#define LSMSCOPE_SIM_RUN_DATABASE_OPTIONS_H_

#include <memory>

#include "lsm/cache.h"
#include "lsm/filter_policy.h"
#include "lsm/options.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

// Null if the scenario has no filter.
inline std::unique_ptr<const FilterPolicy> FilterOf(const Scenario& scenario) {
  if (scenario.filter_bits_per_key == 0) return nullptr;
  return std::unique_ptr<const FilterPolicy>(
      NewBloomFilterPolicy(static_cast<int>(scenario.filter_bits_per_key)));
}

// Owns what the options point to, but for the two that it is given.
class DatabaseOptions {
 public:
  DatabaseOptions(const Scenario& scenario, Env* env, EventSink* sink)
      : cache_(NewLRUCache(scenario.block_cache_bytes)),
        filter_(FilterOf(scenario)),
        options_(scenario.options) {
    options_.env = env;
    options_.event_sink = sink;
    options_.create_if_missing = true;
    options_.block_cache = cache_.get();
    options_.filter_policy = filter_.get();
  }

  const Options& get() const { return options_; }

 private:
  const std::unique_ptr<Cache> cache_;
  const std::unique_ptr<const FilterPolicy> filter_;
  Options options_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_DATABASE_OPTIONS_H_
