#include "sim/disk/block_device.h"

#include <algorithm>

namespace lsm::sim {
namespace {

constexpr uint64_t kSecond = 1'000'000'000;

// The largest number whose square is not above n.
uint64_t RootOf(uint64_t n) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= n) root |= bit;
  }
  return root;
}

}  // namespace

BlockDevice::BlockDevice(const DeviceModel& model)
    : gap_ns_(model.iops == 0 ? 0 : kSecond / model.iops),
      seek_ns_(model.seek_ns),
      seek_far_ns_(model.seek_far_ns),
      seek_span_bytes_(std::max<uint64_t>(1, model.seek_span_bytes)),
      free_at_ns_(std::max<uint64_t>(1, model.queue_depth)) {}

uint64_t BlockDevice::Submit(uint64_t now_ns, const Request& request) {
  const uint64_t factor = now_ns < slow_until_ns_ ? factor_ : 1;
  // The lowest of those that are free first.
  uint64_t& place = *std::min_element(free_at_ns_.begin(), free_at_ns_.end());
  const uint64_t begin = std::max({now_ns, place, channel_free_ns_});
  const uint64_t moved =
      begin + (SeekNs(request) + request.bytes * request.byte_ps / 1000) * factor;
  channel_free_ns_ = std::max(moved, begin + gap_ns_ * factor);
  place = std::max(moved, request.after_ns) + request.fixed_ns * factor;
  return place;
}

// An arm speeds up on its way: the time goes with the root of the distance.
uint64_t BlockDevice::SeekNs(const Request& request) {
  if (!request.address) return 0;
  const uint64_t from = head_;
  const uint64_t to = *request.address;
  head_ = to + request.bytes;
  if (from == to) return 0;
  const uint64_t way = std::min(from < to ? to - from : from - to, seek_span_bytes_);
  constexpr uint64_t kWhole = 1024;
  // A span is at most 2^43 bytes: no overflow.
  return seek_ns_ + seek_far_ns_ * RootOf(way * kWhole * kWhole / seek_span_bytes_) / kWhole;
}

}  // namespace lsm::sim
