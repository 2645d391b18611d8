#include "lsm/options.h"

#include "lsm/comparator.h"
#include "lsm/env.h"

namespace lsm {

Options::Options() : comparator(BytewiseComparator()), env(Env::Default()) {}

Options Options::LevelDB() {
  Options options;
  options.clip_sizes = true;
  options.wal_recovery = WalRecovery::kSalvage;
  return options;
}

Options Options::Tiny() {
  Options options;
  options.write_buffer_size = 768;  // about four entries of 100 bytes
  options.max_file_size = 512;
  options.block_size = 128;
  options.block_restart_interval = 4;
  options.max_bytes_for_level_base = 2048;
  options.max_bytes_for_level_multiplier = 4;
  options.compression = kNoCompression;
  return options;
}

}  // namespace lsm
