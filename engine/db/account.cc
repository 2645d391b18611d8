#include "engine/db/account.h"

#include "engine/base/hash.h"
#include "engine/events/account_digest.h"
#include "engine/events/version.h"

namespace lsm {
namespace {

constexpr uint64_t kGroupsPerAccount = 64;

uint32_t HashOf(const InternalKey& key) {
  const Slice bytes = key.Encode();
  return Hash(bytes.data(), bytes.size(), 0);
}

void AddMemTable(AccountDigest* digest, const LoggedMemTable& memtable) {
  digest->AddMemTable(memtable.table->id(), memtable.table->NumEntries(),
                      memtable.table->ApproximateMemoryUsage(), memtable.log);
}

void EmitIfPossible(Core& core) REQUIRES(core.mu) {
  if (core.account_due && core.groups_in_flight == 0 &&
      core.pending_memtable_writes.load(std::memory_order_acquire) == 0) {
    EmitAccount(core);
  }
}

}  // namespace

void EmitAccount(Core& core) {
  core.account_due = false;
  core.groups_since_account = 0;
  if (!core.events.Wants(Family::kVersion)) return;

  AccountDigest levels;
  uint32_t files = 0;
  core.versions->current()->ForEachFile([&](int level, const FileMetaData& file) {
    levels.AddFile(static_cast<uint8_t>(level), file.number, file.file_size, HashOf(file.smallest),
                   HashOf(file.largest));
    files++;
  });
  AccountDigest memtables;
  AddMemTable(&memtables, core.memtables.active());
  for (const LoggedMemTable& immutable : core.memtables.immutables()) {
    AddMemTable(&memtables, immutable);
  }
  core.events.EmitUnder(core.mu,
                        Account{.last_sequence = core.versions->LastSequence(),
                                .levels_hash = levels.value(),
                                .memtables_hash = memtables.value(),
                                .log = core.memtables.active().log,
                                .files = files,
                                .queue_length = core.options.write_path == WritePathKind::kQueue
                                                    ? static_cast<uint32_t>(core.queue_length)
                                                    : Account::kNotCounted});
}

void EmitAccountIfDue(Core& core) {
  if (++core.groups_since_account >= kGroupsPerAccount) core.account_due = true;
  EmitIfPossible(core);
}

void RequestAccount(Core& core) {
  core.account_due = true;
  EmitIfPossible(core);
}

}  // namespace lsm
