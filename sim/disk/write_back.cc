#include "sim/disk/write_back.h"

#include <algorithm>

#include "engine/base/check.h"

namespace lsm::sim {

uint64_t WriteBack::Wrote(uint64_t file, uint64_t end, uint64_t bytes, uint64_t now_ns,
                          BlockDevice* device) {
  if (background_bytes_ == 0 || bytes == 0) return 0;
  File& written = files_[file];
  if (written.dirty == 0) written.since = ++writes_;
  written.end = end;
  written.dirty += bytes;
  dirty_ += bytes;
  while (dirty_ > background_bytes_) WriteSome(now_ns, device);
  if (most_bytes_ == 0) return 0;
  uint64_t still = DirtyAt(now_ns);
  uint64_t until_ns = 0;
  for (auto request = requests_.begin(); still > most_bytes_ && request != requests_.end();
       ++request) {
    until_ns = request->first;
    still -= request->second;
  }
  return until_ns;
}

// Of the file that has been dirty for longest.
void WriteBack::WriteSome(uint64_t now_ns, BlockDevice* device) {
  File* oldest = nullptr;
  uint64_t number = 0;
  for (auto& [each, file] : files_) {
    if (file.dirty == 0 || (oldest != nullptr && oldest->since < file.since)) continue;
    oldest = &file;
    number = each;
  }
  LSM_CHECK(oldest != nullptr);
  const uint64_t bytes = std::min(oldest->dirty, kMostOfARequest);
  const uint64_t end_ns =
      device->Submit(now_ns, {.fixed_ns = write_ns_,
                              .byte_ps = byte_ps_,
                              .bytes = bytes,
                              .address = AddressOf(number, oldest->end - oldest->dirty)});
  Submitted(oldest, bytes, end_ns);
}

void WriteBack::Submitted(File* file, uint64_t bytes, uint64_t end_ns) {
  file->dirty -= bytes;
  file->early.bytes += bytes;
  file->early.end_ns = std::max(file->early.end_ns, end_ns);
  dirty_ -= bytes;
  under_way_ += bytes;
  requests_.emplace(end_ns, bytes);
}

void WriteBack::Taken(uint64_t file, uint64_t end_ns) {
  const auto found = files_.find(file);
  if (found != files_.end()) Submitted(&found->second, found->second.dirty, end_ns);
}

WriteBack::Early WriteBack::EarlyOf(uint64_t file) const {
  const auto found = files_.find(file);
  return found == files_.end() ? Early{} : found->second.early;
}

void WriteBack::Forget(uint64_t file) {
  const auto found = files_.find(file);
  if (found == files_.end()) return;
  dirty_ -= found->second.dirty;
  files_.erase(found);
}

uint64_t WriteBack::DirtyAt(uint64_t now_ns) {
  while (!requests_.empty() && requests_.begin()->first <= now_ns) {
    under_way_ -= requests_.begin()->second;
    requests_.erase(requests_.begin());
  }
  return dirty_ + under_way_;
}

}  // namespace lsm::sim
