// One story in order, as LevelDB's MakeRoomForWrite tells it: ask, then delay, wait, switch or go.
#include "engine/write/room_maker.h"
#include "engine/base/file_names.h"
#include "engine/db/background.h"
#include "engine/events/memtable.h"
#include "engine/events/status_outcome.h"
#include "engine/events/write.h"

namespace lsm {

Status RoomMaker::MakeRoomForWrite(uint64_t writer, EventId cause, const RoomRequest& request) {
  core_.mu.AssertHeld();
  core_.leader.AssertTaken();
  const uint64_t begin_ns = core_.NowFor(Family::kWrite);
  const EventId begin = core_.events.EmitUnder(
      core_.mu, MakeRoomBegin{.writer = writer, .force = request.force}, cause);
  Status status = MakeRoom(writer, begin, request);
  core_.events.EmitUnder(core_.mu,
                         MakeRoomEnd{.writer = writer,
                                     .duration_ns = core_.NowFor(Family::kWrite) - begin_ns,
                                     .outcome = OutcomeOf(status)},
                         begin);
  return status;
}

Status RoomMaker::MakeRoom(uint64_t writer, EventId cause, const RoomRequest& request) {
  bool force = request.force;
  // A forced switch is not an ordinary write: it is not delayed.
  bool delay_allowed = !force;
  while (true) {
    if (!core_.background_error.ok()) {
      EndStall(writer);
      return core_.background_error;
    }
    const RoomInputs inputs = Look(force, delay_allowed);
    const RoomDecision decision = DecideRoom(inputs, core_.options);
    const bool held = decision.action == RoomAction::kDelay || decision.action == RoomAction::kWait;
    const bool timed = decision.action == RoomAction::kDelay;
    if (stall_.has_value() &&
        (!held || stall_->cause != decision.cause || stall_->timed != timed)) {
      EndStall(writer);
    }
    if (held && request.no_slowdown) return Status::Incomplete("Write stall");
    if (held && !stall_.has_value()) BeginStall(writer, inputs, decision, cause);

    switch (decision.action) {
      case RoomAction::kProceed:
        return Status::OK();
      case RoomAction::kDelay:
        HoldBack(decision, request.hooks);
        delay_allowed = false;  // a single write is delayed once at most
        break;
      case RoomAction::kWait:
        HoldBack(decision, request.hooks);
        break;
      case RoomAction::kSwitch: {
        Status status = SwitchMemTable(cause, decision, request.hooks);
        if (!status.ok()) return status;
        force = false;  // the new memtable has room
        break;
      }
    }
  }
}

void RoomMaker::HoldBack(const RoomDecision& decision, RoomHooks* hooks) {
  if (hooks != nullptr) {
    core_.mu.Unlock();
    hooks->BeginWriteStall();
    core_.mu.Lock();
  }
  if (decision.action == RoomAction::kDelay) {
    Delay(decision);
  } else if (MustStillWait(decision)) {
    WaitForBackground(decision);
  }
  if (hooks != nullptr) {
    core_.mu.Unlock();
    hooks->EndWriteStall();
    core_.mu.Lock();
  }
}

// Making room was decided on before the mutex was released for the hooks: a signal may have passed.
bool RoomMaker::MustStillWait(const RoomDecision& decision) const {
  const uint64_t value = decision.cause == StallCause::kImmutablePending
                             ? core_.memtables.immutables().size()
                             : static_cast<uint64_t>(core_.versions->NumLevelFiles(0));
  return value >= decision.threshold && core_.background_error.ok();
}

RoomInputs RoomMaker::Look(bool force, bool delay_allowed) const {
  return {.force = force,
          .delay_allowed = delay_allowed,
          .l0_files = static_cast<uint64_t>(core_.versions->NumLevelFiles(0)),
          .memtable_usage = core_.memtables.active().table->ApproximateMemoryUsage(),
          .memtable_empty = core_.memtables.active().table->NumEntries() == 0,
          .immutables = core_.memtables.immutables().size(),
          .all_usage = core_.memtables.ApproximateMemoryUsage(),
          .wal_bytes = core_.wal.TotalBytes(core_.versions->LogNumber())};
}

void RoomMaker::Delay(const RoomDecision& decision) {
  core_.mu.Unlock();
  core_.env->SleepForMicroseconds(static_cast<int>(decision.delay_ns / 1000));
  core_.mu.Lock();
}

void RoomMaker::WaitForBackground(const RoomDecision& decision) {
  if (decision.cause == StallCause::kImmutablePending) {
    Log(core_.options.info_log, "Current memtable full; waiting...\n");
  } else {
    Log(core_.options.info_log, "Too many L0 files; waiting...\n");
  }
  core_.background_done.Wait();
}

EventId RoomMaker::EmitWhySwitched(EventId cause, const RoomDecision& decision) {
  const MemTable& table = *core_.memtables.active().table;
  const uint64_t usage = table.ApproximateMemoryUsage();
  const uint64_t limit = core_.options.write_buffer_size;
  if (usage > limit) {
    return core_.events.EmitUnder(
        core_.mu, MemTableFull{.memtable = table.id(), .usage = usage, .limit = limit}, cause);
  }
  if (!decision.limit.has_value()) return cause;
  return core_.events.EmitUnder(core_.mu,
                                MemTableSwitchDue{.memtable = table.id(),
                                                  .value = decision.value,
                                                  .limit = decision.threshold,
                                                  .reason = *decision.limit},
                                cause);
}

Status RoomMaker::SwitchMemTable(EventId cause, const RoomDecision& decision, RoomHooks* hooks) {
  if (hooks != nullptr) {
    core_.mu.Unlock();
    hooks->WaitForPendingWrites();
    core_.mu.Lock();
  }
  MemTableSet& memtables = core_.memtables;
  const LoggedMemTable old = memtables.active();
  const uint64_t usage = old.table->ApproximateMemoryUsage();
  const EventId why = EmitWhySwitched(cause, decision);

  const CauseScope on_behalf_of(why);
  const uint64_t new_log = core_.versions->NewFileNumber();
  Status status =
      core_.wal.SwitchTo(new_log, core_.versions->LastSequence() + 1, core_.versions->LogNumber());
  if (!status.ok()) {
    if (core_.wal.number() != new_log) {
      // Nothing was begun: give the number back, or failing in a loop would use them up.
      core_.versions->ReuseFileNumber(new_log);
    } else {
      // The old log could not be closed: whether its end is in the file is unknown.
      core_.RecordBackgroundError(status);
    }
    return status;
  }

  MemTable* fresh = core_.NewMemTable();
  memtables.SetActive(fresh, new_log);

  const EventId switched =
      core_.events.EmitUnder(core_.mu,
                             MemTableSwitched{.old_memtable = old.table->id(),
                                              .new_memtable = fresh->id(),
                                              .old_log = old.log,
                                              .new_log = new_log,
                                              .new_usage = fresh->ApproximateMemoryUsage()},
                             why);
  core_.events.EmitUnder(
      core_.mu,
      MemTableImmutable{.memtable = old.table->id(),
                        .entries = old.table->NumEntries(),
                        .usage = usage,
                        .immutables = static_cast<uint32_t>(memtables.immutables().size())},
      switched);
  // Who asked for a switch wants the flush, however many memtables are merged otherwise.
  if (usage <= core_.options.write_buffer_size) core_.flush_requested = true;
  core_.has_immutable.store(core_.FlushDue(), std::memory_order_release);
  background_.MaybeSchedule(switched);
  return Status::OK();
}

void RoomMaker::BeginStall(uint64_t writer, const RoomInputs& inputs, const RoomDecision& decision,
                           EventId cause) {
  const uint64_t id = ++core_.last_stall_id;
  const EventId begun =
      core_.events.EmitUnder(core_.mu,
                             StallBegin{.stall = id,
                                        .writer = writer,
                                        .delay_ns = decision.delay_ns,
                                        .value = static_cast<uint32_t>(decision.value),
                                        .threshold = static_cast<uint32_t>(decision.threshold),
                                        .waiting = static_cast<uint32_t>(core_.queue_length),
                                        .cause = decision.cause},
                             cause);
  for (StallCondition condition : StallConditions(inputs, core_.options)) {
    condition.stall = id;
    core_.events.EmitUnder(core_.mu, condition, begun);
  }
  stall_ = {.id = id,
            .cause = decision.cause,
            .timed = decision.action == RoomAction::kDelay,
            .begun = begun,
            .begun_ns = core_.NowFor(Family::kStall)};
}

void RoomMaker::EndStall(uint64_t writer) {
  if (!stall_.has_value()) return;
  // A delay ends by itself; a wait ends by what the background thread did last.
  const bool timed = stall_->timed;
  core_.events.EmitUnder(core_.mu,
                         StallEnd{.stall = stall_->id,
                                  .writer = writer,
                                  .duration_ns = core_.NowFor(Family::kStall) - stall_->begun_ns,
                                  .waiting = static_cast<uint32_t>(core_.queue_length),
                                  .cause = stall_->cause},
                         timed ? stall_->begun : core_.last_background_event);
  stall_.reset();
}

}  // namespace lsm
