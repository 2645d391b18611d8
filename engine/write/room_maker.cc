// One story in order, as LevelDB's MakeRoomForWrite tells it: ask, then delay, wait, switch or go.
#include "engine/base/file_names.h"
#include "engine/db/background.h"
#include "engine/events/memtable.h"
#include "engine/events/status_outcome.h"
#include "engine/events/write.h"
#include "engine/write/room_maker.h"

namespace lsm {

Status RoomMaker::MakeRoomForWrite(uint64_t writer, EventId cause, bool force) {
  core_.mu.AssertHeld();
  core_.leader.AssertTaken();
  const uint64_t begin_ns = core_.NowFor(Family::kWrite);
  const EventId begin =
      core_.events.EmitUnder(core_.mu, MakeRoomBegin{.writer = writer, .force = force}, cause);
  Status status = MakeRoom(writer, begin, force);
  core_.events.EmitUnder(core_.mu,
                         MakeRoomEnd{.writer = writer,
                                     .duration_ns = core_.NowFor(Family::kWrite) - begin_ns,
                                     .outcome = OutcomeOf(status)},
                         begin);
  return status;
}

Status RoomMaker::MakeRoom(uint64_t writer, EventId cause, bool force) {
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
    if (stall_.has_value() && (!held || stall_->cause != decision.cause)) EndStall(writer);
    if (held && !stall_.has_value()) BeginStall(writer, inputs, decision, cause);

    switch (decision.action) {
      case RoomAction::kProceed:
        return Status::OK();
      case RoomAction::kDelay:
        Delay(decision);
        delay_allowed = false;  // a single write is delayed once at most
        break;
      case RoomAction::kWait:
        WaitForBackground(decision);
        break;
      case RoomAction::kSwitch:
        if (Status status = SwitchMemTable(cause); !status.ok()) return status;
        force = false;  // the new memtable has room
        break;
    }
  }
}

RoomInputs RoomMaker::Look(bool force, bool delay_allowed) const {
  return {.force = force,
          .delay_allowed = delay_allowed,
          .l0_files = static_cast<uint64_t>(core_.versions->NumLevelFiles(0)),
          .memtable_usage = core_.memtables.active().table->ApproximateMemoryUsage(),
          .immutables = core_.memtables.immutables().size()};
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

Status RoomMaker::SwitchMemTable(EventId cause) {
  MemTableSet& memtables = core_.memtables;
  const LoggedMemTable old = memtables.active();
  const uint64_t usage = old.table->ApproximateMemoryUsage();
  EventId why = cause;
  if (usage > core_.options.write_buffer_size) {
    why = core_.events.EmitUnder(
        core_.mu,
        MemTableFull{
            .memtable = old.table->id(), .usage = usage, .limit = core_.options.write_buffer_size},
        cause);
  }

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
  core_.has_immutable.store(true, std::memory_order_release);
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
  stall_ = {
      .id = id, .cause = decision.cause, .begun = begun, .begun_ns = core_.NowFor(Family::kStall)};
}

void RoomMaker::EndStall(uint64_t writer) {
  if (!stall_.has_value()) return;
  // A delay ends by itself; a wait ends by what the background thread did last.
  const bool timed = stall_->cause == StallCause::kL0Slowdown;
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
