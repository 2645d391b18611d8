// What the clients of a run do, as data.
#ifndef LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_
#define LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace lsm::sim {

// How keys are drawn from the numbers 0 to count - 1.
enum class KeyDistribution : uint8_t {
  kSequential,  // one after the other, then again from the first
  kUniform,     // every key is as likely
  kZipfian,     // key of rank r with weight 1/(r+1); ranks are scattered over the key range
  kHotSet,      // `hot_percent` of the draws go to the first `hot_keys` keys
};
constexpr auto Names(KeyDistribution) {
  return std::to_array<std::string_view>({"sequential", "uniform", "zipfian", "hot_set"});
}

struct KeySpace {
  KeyDistribution distribution = KeyDistribution::kUniform;
  uint64_t count = 1000;
  uint32_t bytes = 16;  // length of a key: the prefix, then the number with leading zeros
  std::string prefix = "key";
  uint64_t hot_keys = 10;
  uint32_t hot_percent = 90;
};

// Weights, not percentages: 3 puts and 1 get are three quarters puts.
struct OperationMix {
  uint32_t put = 1;
  uint32_t remove = 0;  // "delete" in scenarios
  uint32_t get = 0;
  uint32_t scan = 0;
};

struct ByteRange {
  uint32_t min = 100;
  uint32_t max = 100;
};

// Clients that do alike, each on its own thread.
struct ClientGroup {
  std::string name = "writer";
  uint32_t threads = 1;
  uint64_t operations = 1;  // of each thread
  OperationMix mix;
  uint32_t batch = 1;  // entries of one Write
  KeySpace keys;
  ByteRange value_bytes;
  uint32_t sync_percent = 0;  // of its writes
  uint32_t scan_entries = 10;
  uint64_t start_ns = 0;  // first operation, after the database is open
  uint64_t think_ns = 0;  // processor time before each operation
  uint64_t pause_ns = 0;  // sleep before each operation
  // Operations a second of each thread, so that a person can follow; 0: as fast as they go. A
  // thread that was held up does not catch up.
  uint64_t pace = 0;
  // After so many operations the thread sleeps for burst_pause_ns; 0: never.
  uint64_t burst_operations = 0;
  uint64_t burst_pause_ns = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_
