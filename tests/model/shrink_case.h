// Makes a case that fails shorter.
#ifndef LSMSCOPE_TESTS_MODEL_SHRINK_CASE_H_
#define LSMSCOPE_TESTS_MODEL_SHRINK_CASE_H_

#include <cstdint>
#include <functional>

#include "tests/model/play.h"

namespace lsm::model {

// Leaves out operations, and updates of batches and moves of walks, as long as `fails` says that
// what is left still fails; asks at most `most_plays` times. In the answer no single operation can
// be left out, unless that limit was reached.
Case Shrink(const Case& failing, const std::function<bool(const Case&)>& fails,
            uint64_t most_plays);

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_SHRINK_CASE_H_
