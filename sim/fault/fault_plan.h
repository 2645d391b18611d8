// What goes wrong in a scenario, and when. Data.
#ifndef LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_
#define LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "traces/query/condition.h"

namespace lsm::sim {

enum class FaultKind : uint8_t {
  // Of the machine, at once.
  kPowerCut,      // memory is gone; it starts anew on what `survives`
  kProcessCrash,  // the program's memory is gone; the system's cache is not
  kBitRot,        // a bit of a durable file is another one
  kSlowDisk,      // the device takes `factor` times as long, for `for_ns`
  // Of calls: of `call` on files of class `file`, after `after_calls` of them, as many as `calls`.
  kIoError,      // -EIO, and nothing is done
  kDiskFull,     // -ENOSPC once `bytes` more have been written; until `calls` have failed
  kShortWrite,   // half of it
  kShortRead,    // half of it
  kLostSync,     // says ok and does nothing; the next one is -EIO (ext4 with data=journal)
  kCleanPages,   // -EIO; what was written stays readable and never becomes durable (ext4, XFS)
  kOldContent,   // -EIO; content and size go back to what is durable (Btrfs)
  kMisdirected,  // a write lands in the middle of another file; where it should be stand zeros
};
constexpr auto Names(FaultKind) {
  return std::to_array<std::string_view>(
      {"power_cut", "process_crash", "bit_rot", "slow_disk", "io_error", "disk_full", "short_write",
       "short_read", "lost_sync", "clean_pages", "old_content", "misdirected"});
}
// Whether it is a fault of calls, which lies in wait for them.
constexpr bool IsOfCalls(FaultKind kind) { return kind >= FaultKind::kIoError; }

enum class OsCall : uint8_t {
  kAny,
  kOpen,
  kRead,
  kWrite,
  kSync,
  kSyncDirectory,
  kRename,
  kUnlink,
  kClose,
  kList,
  kMakeDirectory,
};
constexpr auto Names(OsCall) {
  return std::to_array<std::string_view>({"any", "open", "read", "write", "sync", "sync_directory",
                                          "rename", "unlink", "close", "list", "make_directory"});
}

// Calls that a kind of fault can meet; kAny is one of them if any is.
bool CanMeet(FaultKind kind, OsCall call);

enum class FileClass : uint8_t { kAny, kWal, kTable, kManifest, kCurrent, kDirectory, kOther };
constexpr auto Names(FileClass) {
  return std::to_array<std::string_view>(
      {"any", "wal", "table", "manifest", "current", "directory", "other"});
}
// What a path's last part means in a database's directory; a name that is none of its files' is a
// directory's or somebody else's.
FileClass FileClassOf(std::string_view path);

// Whether this call is ever made on something of this class.
bool CanBeOn(OsCall call, FileClass file);

struct FaultPlan {
  std::string when;            // as written
  trace::Condition condition;  // the same, understood; looked at after every event
  uint64_t count = 1;          // it happens when the condition holds for this time...
  uint32_t percent = 100;      // ...of those that a draw by the seed lets count
  FaultKind kind = FaultKind::kPowerCut;
  std::string survives = "nothing";  // power_cut: a name of Survivals()
  OsCall call = OsCall::kAny;
  FileClass file = FileClass::kAny;
  uint64_t after_calls = 0;
  uint32_t call_ppm = 1'000'000;  // of the calls after these, by a draw for each
  uint64_t calls = 1;             // that go wrong; 0: for ever
  uint64_t bytes = 0;
  uint64_t factor = 100;
  uint64_t for_ns = 100'000'000;
  uint64_t seed = 0;  // decides what survives, what rots, and the draws; 0: the scenario's
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_
