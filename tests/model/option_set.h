// Options of a database under test, as data: drawn from a seed, named, written as text.
#ifndef LSMSCOPE_TESTS_MODEL_OPTION_SET_H_
#define LSMSCOPE_TESTS_MODEL_OPTION_SET_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/filter_policy.h"
#include "lsm/options.h"
#include "sim/base/prng.h"

namespace lsm::model {

// How user keys are ordered.
enum class Order : int {
  kBytewise,
  kReverse,
  kIgnoringCase,  // different bytes can be the same key: "Key" and "kEY"
};
const Comparator* ComparatorOf(Order order);

struct OptionSet {
  std::string name;
  Order order = Order::kBytewise;
  int bloom_bits = 0;      // 0: no filter
  size_t cache_bytes = 0;  // 0: the engine's own cache
  Options options;         // what it points to is left as it is by default

  // "write_buffer_size=1024 order=1": what differs from the defaults.
  std::string ToText() const;
  // False if the text names something that there is not.
  [[nodiscard]] static bool FromText(std::string_view text, OptionSet* set);
};

// Options that a database can be opened with, and what they point to.
class OpenOptions {
 public:
  // `env` is not owned.
  OpenOptions(const OptionSet& set, Env* env);
  const Options& get() const { return options_; }

 private:
  std::unique_ptr<const FilterPolicy> bloom_;
  std::unique_ptr<const FilterPolicy> filter_;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<Logger> logger_;
  Options options_;
};

// Any combination, all sizes small, so that a few hundred operations fill levels.
OptionSet DrawOptionSet(sim::Prng* prng);
// The same database can be opened with the answer: another set of the same order.
OptionSet DrawOther(const OptionSet& set, sim::Prng* prng);

// Twenty sets, all bytewise: whatever is done, they answer alike.
std::vector<OptionSet> NamedOptionSets();

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_OPTION_SET_H_
