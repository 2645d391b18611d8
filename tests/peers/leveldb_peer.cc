#include "tests/peers/leveldb_peer.h"

#include <leveldb/cache.h>
#include <leveldb/comparator.h>
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <memory>

#include "tests/peers/run_steps.h"

namespace peers {

std::string RunInLevelDb(const std::string& path, const PeerOptions& options,
                         const std::vector<Step>& steps) {
  return StepRunner(path, options).Run(steps);
}

}  // namespace peers
