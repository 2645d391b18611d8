// Recorded workloads: timed operations read from a file and done again. sim/recording/FORMAT.md
// describes the files.
#ifndef LSMSCOPE_SIM_RECORDING_RECORDING_H_
#define LSMSCOPE_SIM_RECORDING_RECORDING_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"
#include "sim/workload/operation.h"

namespace lsm::sim {

// What was found when the whole file was read.
struct RecordingFacts {
  std::string_view format;  // for people
  uint64_t operations = 0;
  std::vector<uint32_t> threads;  // numbers that occur, ascending
  uint64_t first_ns = 0;          // the smallest time
  uint64_t last_ns = 0;
  uint64_t merges = 0;   // merge operands, which are replayed as puts
  uint64_t skipped = 0;  // what cannot be replayed: range deletions, prepared batches (the commit
                         // has the same entries), records of other kinds
};

// A recording as part of a scenario.
struct RecordingPlan {
  std::string file;              // empty: there is none
  std::string hash;              // of its content, as HashOfFile gives it; empty: any
  uint32_t speed_percent = 100;  // of the recorded speed; 0: every thread as fast as it can
  uint32_t threads = 1;          // where the file does not say who did what: dealt out by key
  uint32_t sync_percent = 0;     // of the writes, besides those that the file says were synced
  uint32_t scan_entries = 1;     // of a seek in a RocksDB trace, which does not say how far it went
  uint32_t phase = 0;            // as of a group of clients
  RecordingFacts facts;          // by ExamineRecording
};

struct RecordedOperation {
  uint64_t time_ns = 0;
  uint32_t thread = 0;  // from 1
  Operation operation;
  // By entry: as many letters are to be drawn as its value. 0: the value stands in the entry.
  std::vector<uint32_t> letters;
};

// Reads one file from its beginning to its end, keeping no more than one operation of it in memory.
// One class per format, and OpenRecording has their list.
class RecordingReader {
 public:
  virtual ~RecordingReader() = default;

  // The next operation into *operation, whose memory is used again. False at the end or after an
  // error, which names the file and the line or byte.
  virtual bool Next(RecordedOperation* operation) = 0;
  virtual const Status& status() const = 0;
  // format, merges and skipped, as far as it was read.
  virtual RecordingFacts Facts() const = 0;
};

// `only_thread`: gives the operations of this thread alone; 0: of all.
[[nodiscard]] Status OpenRecording(const RecordingPlan& plan, uint32_t only_thread,
                                   std::unique_ptr<RecordingReader>* reader);

// Reads all of plan->file: finds what is wrong with it before anything is run, fills in the facts,
// and the hash if there is none. A file with another hash is an error.
[[nodiscard]] Status ExamineRecording(RecordingPlan* plan);

// 16 hexadecimal digits (FNV-1a) for the content of a file.
[[nodiscard]] Status HashOfFile(const std::string& path, std::string* hash);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RECORDING_RECORDING_H_
