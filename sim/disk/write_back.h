// WriteBack: what was written to files and is not on the device yet, and when the system writes it
// of its own accord.
//
// A file is written from its beginning to its end. What is dirty is its last part; what was written
// back lies before that, and is no more durable for it (FAULT_MODEL.md): only a sync makes it so,
// which then has less to write.
#ifndef LSMSCOPE_SIM_DISK_WRITE_BACK_H_
#define LSMSCOPE_SIM_DISK_WRITE_BACK_H_

#include <cstdint>
#include <map>

#include "sim/disk/block_device.h"
#include "sim/disk/device_model.h"

namespace lsm::sim {

// Files go by their number. Can be copied. Times do not go back from call to call.
class WriteBack {
 public:
  explicit WriteBack(const DeviceModel& model)
      : background_bytes_(model.dirty_background_bytes),
        most_bytes_(model.dirty_bytes),
        write_ns_(model.write_ns),
        byte_ps_(model.sync_byte_ps) {}

  // Where on the device a file's bytes are: files lie far enough apart, in order of their numbers.
  static constexpr uint64_t kFileSpan = uint64_t{64} << 20;
  static uint64_t AddressOf(uint64_t file, uint64_t offset) { return file * kFileSpan + offset; }

  // So many bytes were written, up to `end` of the file. What is too much goes to the device. The
  // time until which the writer must wait; 0: it need not.
  uint64_t Wrote(uint64_t file, uint64_t end, uint64_t bytes, uint64_t now_ns, BlockDevice* device);

  // The file is to be synced: so many of its bytes since the last sync went to the device before,
  // and will be there at that time.
  struct Early {
    uint64_t bytes = 0;
    uint64_t end_ns = 0;
  };
  Early EarlyOf(uint64_t file) const;
  // A sync took what was dirty along; it is done at that time.
  void Taken(uint64_t file, uint64_t end_ns);
  // All of the file is on the device, or it is gone, or empty.
  void Forget(uint64_t file);

  // Not yet on the device, requests that are under way included.
  uint64_t DirtyAt(uint64_t now_ns);

 private:
  // Of one request: so that one large file does not keep all others waiting.
  static constexpr uint64_t kMostOfARequest = uint64_t{1} << 20;

  struct File {
    uint64_t since = 0;  // number of the write that made it dirty
    uint64_t end = 0;
    uint64_t dirty = 0;
    Early early;
  };

  void WriteSome(uint64_t now_ns, BlockDevice* device);
  // A request has taken so many of the file's dirty bytes.
  void Submitted(File* file, uint64_t bytes, uint64_t end_ns);

  uint64_t background_bytes_;
  uint64_t most_bytes_;
  uint64_t write_ns_;
  uint64_t byte_ps_;
  uint64_t writes_ = 0;
  uint64_t dirty_ = 0;      // of all files, that no request has taken
  uint64_t under_way_ = 0;  // in requests
  std::map<uint64_t, File> files_;
  std::multimap<uint64_t, uint64_t> requests_;  // end -> bytes
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_WRITE_BACK_H_
