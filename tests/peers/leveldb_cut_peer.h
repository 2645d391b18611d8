// LevelDB on a simulated disk, so that the same power cuts and the same oracle can be tried on it.
#ifndef LSMSCOPE_TESTS_PEERS_LEVELDB_CUT_PEER_H_
#define LSMSCOPE_TESTS_PEERS_LEVELDB_CUT_PEER_H_

#include <memory>
#include <string>

#include "sim/disk/disk.h"
#include "sim/powercut/commit_log.h"
#include "sim/powercut/cut_recorder.h"
#include "sim/powercut/recoverer.h"

namespace peers {

// Batches of two keys, written one after the other. Write buffers of 64 KiB, the smallest that
// LevelDB takes.
struct CutWorkload {
  int sessions = 3;  // how often it is opened
  int batches = 40;  // of each session
  int keys = 40;
  int value_bytes = 2000;
  int sync_every = 5;
  bool reuse_logs = false;
  // The write to a log that fails, from 1: half of it is written. 0: none.
  int torn_write_at = 0;
};

// Runs it and closes the database. Work in the background is done between the calls. The answer is
// the error of opening, or empty; failed writes are part of the history.
std::string RunLevelDb(const CutWorkload& workload, lsm::sim::Disk* disk, lsm::sim::CommitLog* log,
                       lsm::sim::CutRecorder* recorder);

std::unique_ptr<lsm::sim::Recoverer> NewLevelDbRecoverer(bool reuse_logs);

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_LEVELDB_CUT_PEER_H_
