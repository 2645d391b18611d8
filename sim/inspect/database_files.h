// Where the bytes of a database are found: on the image of a simulated disk, or in a directory.
#ifndef LSMSCOPE_SIM_INSPECT_DATABASE_FILES_H_
#define LSMSCOPE_SIM_INSPECT_DATABASE_FILES_H_

#include <string>

#include "lsm/env.h"
#include "lsm/filter_policy.h"

namespace lsm::sim {

// Nothing is owned. Only read from: a database may be open there, its tables do not change and its
// logs only grow.
struct DatabaseFiles {
  Env* env = nullptr;
  std::string directory;
  // With which the database reads filters; null: it has none.
  const FilterPolicy* filter = nullptr;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_DATABASE_FILES_H_
