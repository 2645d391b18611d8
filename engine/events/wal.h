// The write-ahead log: appended, synced, switched, and where its bytes are.
#ifndef LSMSCOPE_ENGINE_EVENTS_WAL_H_
#define LSMSCOPE_ENGINE_EVENTS_WAL_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

struct WalAppendBegin {
  static constexpr EventInfo kInfo{
      40, "WalAppendBegin", Family::kWal,
      "The leader appends the merged batch to the log, without the database's lock."};
  uint64_t log = 0;
  uint64_t group = 0;
  uint64_t bytes = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalAppendBegin::log, Unit::kLog, "the log"});
    visit(Field{"group", &WalAppendBegin::group, Unit::kGroup, "whose batch"});
    visit(Field{"bytes", &WalAppendBegin::bytes, Unit::kBytes, "size of the batch"});
  }
};

struct WalAppended {
  static constexpr EventInfo kInfo{41, "WalAppended", Family::kWal,
                                   "The record stands in the log file (not yet durable)."};
  uint64_t log = 0;
  uint64_t group = 0;
  uint64_t offset = 0;
  uint64_t bytes = 0;
  uint32_t fragments = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalAppended::log, Unit::kLog, "the log"});
    visit(Field{"group", &WalAppended::group, Unit::kGroup, "whose batch; 0: none"});
    visit(Field{"offset", &WalAppended::offset, Unit::kOffset, "where its first fragment begins"});
    visit(Field{"bytes", &WalAppended::bytes, Unit::kBytes, "payload without fragment headers"});
    visit(Field{"fragments", &WalAppended::fragments, Unit::kCount,
                "pieces it was cut into at block borders"});
    visit(Field{"outcome", &WalAppended::outcome, Unit::kNone, "how it ended"});
  }
};

struct WalSyncBegin {
  static constexpr EventInfo kInfo{42, "WalSyncBegin", Family::kWal,
                                   "The log is asked to become durable."};
  uint64_t log = 0;
  uint64_t group = 0;
  uint64_t unsynced_bytes = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalSyncBegin::log, Unit::kLog, "the log"});
    visit(Field{"group", &WalSyncBegin::group, Unit::kGroup, "who asked"});
    visit(Field{"unsynced_bytes", &WalSyncBegin::unsynced_bytes, Unit::kBytes,
                "bytes that are not durable yet"});
  }
};

struct WalSyncEnd {
  static constexpr EventInfo kInfo{43, "WalSyncEnd", Family::kWal, "The sync returned."};
  uint64_t log = 0;
  uint64_t group = 0;
  uint64_t duration_ns = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalSyncEnd::log, Unit::kLog, "the log"});
    visit(Field{"group", &WalSyncEnd::group, Unit::kGroup, "who asked"});
    visit(Field{"duration_ns", &WalSyncEnd::duration_ns, Unit::kNanoseconds, "how long it took"});
    visit(Field{"outcome", &WalSyncEnd::outcome, Unit::kNone, "ok: the bytes are durable"});
  }
};

struct WalPosition {
  static constexpr EventInfo kInfo{
      44, "WalPosition", Family::kWal,
      "Where the log's bytes are now. appended >= flushed >= durable."};
  uint64_t log = 0;
  uint64_t appended = 0;
  uint64_t flushed = 0;
  uint64_t durable = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalPosition::log, Unit::kLog, "the log"});
    visit(
        Field{"appended", &WalPosition::appended, Unit::kBytes, "bytes handed to the file object"});
    visit(Field{"flushed", &WalPosition::flushed, Unit::kBytes,
                "of these: at least in the operating system"});
    visit(Field{"durable", &WalPosition::durable, Unit::kBytes, "of these: survive a power cut"});
  }
};

struct WalCreated {
  static constexpr EventInfo kInfo{45, "WalCreated", Family::kWal, "A new log file exists."};
  uint64_t log = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &WalCreated::log, Unit::kLog, "the log"});
  }
};

struct WalSwitched {
  static constexpr EventInfo kInfo{46, "WalSwitched", Family::kWal,
                                   "Writes go to a new log from now on."};
  uint64_t old_log = 0;
  uint64_t new_log = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"old_log", &WalSwitched::old_log, Unit::kLog, "the log until now; 0: none"});
    visit(Field{"new_log", &WalSwitched::new_log, Unit::kLog, "the log from now on"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_WAL_H_
