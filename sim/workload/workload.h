// What the clients of a run do, as data.
#ifndef LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_
#define LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::sim {

// How keys are drawn from the numbers 0 to count - 1.
enum class KeyDistribution : uint8_t {
  kSequential,  // one after the other, then again from the first
  kUniform,     // every key is as likely; so are those that were inserted
  kZipfian,     // key of rank r with weight 1/(r+1)^theta; ranks are scattered over the key range
  kHotSet,      // `hot_percent` of the draws go to the first `hot_keys` keys
  kLatest,      // zipfian, and the newest key has rank 0: what was inserted last is read most
};
constexpr auto Names(KeyDistribution) {
  return std::to_array<std::string_view>({"sequential", "uniform", "zipfian", "hot_set", "latest"});
}

// What the digits in a key are.
enum class KeyOrder : uint8_t {
  kNumber,  // the key's number: keys that are inserted one after the other are neighbours
  kHashed,  // the FNV-1a hash of that number, as in YCSB, or as many of its last digits as there is
            // room for: neighbours are far apart
};
constexpr auto Names(KeyOrder) { return std::to_array<std::string_view>({"number", "hashed"}); }

struct KeySpace {
  KeyDistribution distribution = KeyDistribution::kUniform;
  uint64_t count = 1000;
  uint32_t bytes = 16;  // length of a key: the prefix, then the number with leading zeros
  std::string prefix = "key";
  KeyOrder order = KeyOrder::kNumber;
  uint64_t hot_keys = 10;
  uint32_t hot_percent = 90;
  uint32_t theta_percent = 100;  // zipfian and latest: how uneven; YCSB has 99
};

// Weights, not percentages: 3 puts and 1 get are three quarters puts.
struct OperationMix {
  uint32_t put = 1;
  uint32_t remove = 0;  // "delete" in scenarios
  uint32_t get = 0;
  uint32_t scan = 0;
  // A put of a key that nobody has had: number `count` and up, dealt out to the group's threads.
  uint32_t insert = 0;
  uint32_t read_modify_write = 0;  // a get, and right after it a put of the same key

  uint64_t Total() const {
    return uint64_t{put} + remove + get + scan + insert + read_modify_write;
  }
};

struct ByteRange {
  uint32_t min = 100;
  uint32_t max = 100;
};

// Clients that do alike, each on its own thread.
struct ClientGroup {
  std::string name = "writer";
  uint32_t threads = 1;
  // Exactly these operations, by each thread (see script.h); then neither `operations` nor `mix`,
  // `keys`, `value_bytes` and the percentages count. Empty: operations are drawn.
  std::vector<std::string> script;
  uint64_t operations = 1;  // of each thread; a read-modify-write counts as one
  OperationMix mix;
  uint32_t batch = 1;            // entries of one Write
  uint32_t batch_percent = 100;  // of its writes are such batches; the others have one entry
  KeySpace keys;
  ByteRange value_bytes;
  uint32_t sync_percent = 0;  // of its writes
  uint32_t scan_entries = 10;
  uint32_t scan_entries_min = 0;  // 0: every scan has scan_entries; else it has so many at least
  // A group begins when all groups of the phases before it have ended.
  uint32_t phase = 0;
  uint64_t start_ns = 0;  // first operation, after its phase has begun
  uint64_t think_ns = 0;  // processor time before each operation
  uint64_t pause_ns = 0;  // sleep before each operation
  // Operations a second of each thread, so that a person can follow; 0: as fast as they go. A
  // thread that was held up does not catch up.
  uint64_t pace = 0;
  bool go_on = false;  // after an error, with the next operation; else the thread ends
  // After so many operations the thread sleeps for burst_pause_ns; 0: never.
  uint64_t burst_operations = 0;
  uint64_t burst_pause_ns = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_WORKLOAD_H_
