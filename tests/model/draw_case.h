// Cases drawn from a seed.
#ifndef LSMSCOPE_TESTS_MODEL_DRAW_CASE_H_
#define LSMSCOPE_TESTS_MODEL_DRAW_CASE_H_

#include <cstdint>
#include <optional>

#include "tests/model/play.h"

namespace lsm::model {

struct DrawPlan {
  uint64_t seed = 1;
  size_t operations = 500;
  std::optional<Site> site;    // none: drawn
  std::optional<int> clients;  // none: drawn, mostly one
  // None: drawn, and other options at some reopenings. Otherwise these, always.
  std::optional<OptionSet> options;
};

// The same plan gives the same case, with every compiler.
Case DrawCase(const DrawPlan& plan);

}  // namespace lsm::model

#endif  // LSMSCOPE_TESTS_MODEL_DRAW_CASE_H_
