// BlockDevice: when a request to the device is done. Times only; what the request does to files is
// the caller's business.
//
// A request takes the place in the queue that is free first. From then on its bytes go through the
// one channel that all requests share, in order, and behind them comes what a request takes however
// small it is (the longest part of which passes inside the device, side by side with others):
//
//   begins at     now, or when a place is free, or when the one before lets it (bytes, iops)
//   ends at       that + way of the head + bytes + fixed part
//
// With a queue depth of 1 one request follows the other, and each takes the sum of its parts.
#ifndef LSMSCOPE_SIM_DISK_BLOCK_DEVICE_H_
#define LSMSCOPE_SIM_DISK_BLOCK_DEVICE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/disk/device_model.h"

namespace lsm::sim {

// Can be copied: a machine that goes on has the requests that were under way.
class BlockDevice {
 public:
  explicit BlockDevice(const DeviceModel& model);

  struct Request {
    uint64_t fixed_ns = 0;
    uint64_t byte_ps = 0;
    uint64_t bytes = 0;
    // Where on the device its bytes are; none: it moves no head.
    std::optional<uint64_t> address;
    uint64_t after_ns = 0;  // its fixed part begins then at the earliest
  };
  // The time at which it is done. REQUIRES: `now_ns` does not go back from call to call.
  uint64_t Submit(uint64_t now_ns, const Request& request);

  // Requests that come in before `until_ns` take `factor` times as long.
  void SetSlowness(uint64_t factor, uint64_t until_ns) {
    factor_ = factor;
    slow_until_ns_ = until_ns;
  }

 private:
  uint64_t SeekNs(const Request& request);

  uint64_t gap_ns_;  // between the beginnings of two requests
  uint64_t seek_ns_;
  uint64_t seek_far_ns_;
  uint64_t seek_span_bytes_;
  std::vector<uint64_t> free_at_ns_;  // by place in the queue
  uint64_t channel_free_ns_ = 0;
  uint64_t head_ = 0;  // where the last request with an address ended
  uint64_t factor_ = 1;
  uint64_t slow_until_ns_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_BLOCK_DEVICE_H_
