#include "engine/db/get.h"

#include <string_view>
#include <vector>

#include "engine/base/runtime.h"
#include "engine/db/background.h"
#include "engine/events/read.h"

namespace lsm {
namespace {

constexpr int kInMemTable = -1;
constexpr int kInImmutable = -2;

// What a Get reads from: references that keep it all alive while the mutex is released.
struct ReadView {
  SequenceNumber snapshot = 0;
  MemTable* memtable = nullptr;
  std::vector<MemTable*> immutables;  // newest first
  Version* version = nullptr;
};

ReadView TakeView(Core& core, const ReadOptions& options) REQUIRES(core.mu) {
  ReadView view;
  view.snapshot = options.snapshot != nullptr
                      ? static_cast<const SnapshotImpl*>(options.snapshot)->sequence()
                      : core.versions->LastSequence();
  view.memtable = core.memtables.active().table;
  view.memtable->Ref();
  const auto& immutables = core.memtables.immutables();
  for (auto it = immutables.rbegin(); it != immutables.rend(); ++it) {
    it->table->Ref();
    view.immutables.push_back(it->table);
  }
  view.version = core.versions->current();
  view.version->Ref();
  return view;
}

void ReleaseView([[maybe_unused]] Core& core, const ReadView& view) REQUIRES(core.mu) {
  view.memtable->Unref();
  for (MemTable* immutable : view.immutables) immutable->Unref();
  view.version->Unref();
}

// True if the memtable has the answer: a value or a deletion (NotFound in *status).
bool ProbeMemTable(MemTable* memtable, bool immutable, const LookupKey& key, std::string* value,
                   Status* status, ReadContext* context) {
  Work(WorkKind::kMemTableLookup, 1);
  context->probes++;
  const bool answered = memtable->Get(key, value, status);
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  if (answered) answer = status->ok() ? ProbeAnswer::kFound : ProbeAnswer::kDeleted;
  context->events.Emit(MemTableProbed{.read = context->read,
                                      .memtable = memtable->id(),
                                      .answer = answer,
                                      .immutable = immutable},
                       context->cause);
  if (answered) {
    context->answer = answer;
    context->level = immutable ? kInImmutable : kInMemTable;
  }
  return answered;
}

Status Search(const ReadView& view, const ReadOptions& options, const Slice& user_key,
              std::string* value, GetStats* stats, ReadContext* context) {
  const LookupKey key(user_key, view.snapshot);
  Status status;
  if (ProbeMemTable(view.memtable, false, key, value, &status, context)) return status;
  for (MemTable* immutable : view.immutables) {
    if (ProbeMemTable(immutable, true, key, value, &status, context)) return status;
  }
  return view.version->Get(options, key, value, stats, context);
}

}  // namespace

Status Get(Core& core, Background& background, const ReadOptions& options, const Slice& key,
           std::string* value) {
  MutexLock lock(&core.mu);
  const ReadView view = TakeView(core, options);
  ReadContext context{.events = core.events, .read = ++core.last_read_id};
  const uint64_t begin_ns = core.NowFor(Family::kRead);
  context.cause = core.events.EmitUnder(
      core.mu, GetBegin{.key = KeyRef::Of(std::string_view(key.data(), key.size())),
                        .read = context.read,
                        .snapshot = view.snapshot});

  core.mu.Unlock();
  GetStats stats;
  Status status = Search(view, options, key, value, &stats, &context);
  core.mu.Lock();

  if (view.version->UpdateStats(stats, core.events, &core.mu, context.cause)) {
    background.MaybeSchedule(context.cause);
  }
  core.events.EmitUnder(core.mu,
                        GetEnd{.read = context.read,
                               .value_bytes = status.ok() ? value->size() : 0,
                               .duration_ns = core.NowFor(Family::kRead) - begin_ns,
                               .probes = context.probes,
                               .answer = context.answer,
                               .level = static_cast<int8_t>(context.level)},
                        context.cause);
  ReleaseView(core, view);
  return status;
}

}  // namespace lsm
