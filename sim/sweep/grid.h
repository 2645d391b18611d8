// The runs of a sweep: every combination of some values of some keys, and of seeds.
#ifndef LSMSCOPE_SIM_SWEEP_GRID_H_
#define LSMSCOPE_SIM_SWEEP_GRID_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::sim {

// "options.write_buffer_size=1M,4M": a key of a scenario and what it is set to.
struct Variation {
  std::string key;
  std::vector<std::string> values;
};

// Empty, or what is wrong. Commas within quotes, brackets and braces do not separate.
std::string ParseVariation(std::string_view text, Variation* variation);

struct Grid {
  std::vector<Variation> variations;
  uint64_t first_seed = 1;
  uint64_t last_seed = 1;

  // UINT64_MAX if there are more than fit.
  uint64_t size() const;
  // Of run `index`, 0 to size() - 1: a value for each variation, and the seed as the last. The seed
  // changes fastest, the first variation slowest.
  std::vector<std::string> At(uint64_t index) const;
  // The keys of those values.
  std::vector<std::string> Keys() const;
  // The same as --set would say it.
  std::vector<std::string> SetsAt(uint64_t index) const;
};

// Whether run `index` belongs to shard `shard` (from 1) of `shards`.
inline bool InShard(uint64_t index, uint64_t shard, uint64_t shards) {
  return index % shards == shard - 1;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SWEEP_GRID_H_
