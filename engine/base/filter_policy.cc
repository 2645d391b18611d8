#include "lsm/filter_policy.h"

namespace lsm {

FilterPolicy::~FilterPolicy() = default;

}  // namespace lsm
