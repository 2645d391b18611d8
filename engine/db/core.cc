#include "engine/db/core.h"

#include "engine/db/sanitize_options.h"
#include "engine/events/fault.h"
#include "engine/events/status_outcome.h"
#include "lsm/cache.h"
#include "lsm/env.h"

namespace lsm {
namespace {

// Some files are always open besides the tables.
constexpr int kOtherFiles = 10;

}  // namespace

Core::Core(const Options& raw_options, const std::string& name)
    : env(raw_options.env),
      dbname(name),
      internal_comparator(raw_options.comparator),
      internal_filter_policy(raw_options.filter_policy),
      options(SanitizeOptions(name, &internal_comparator, &internal_filter_policy, raw_options)),
      owns_info_log(options.info_log != raw_options.info_log),
      owns_block_cache(options.block_cache != raw_options.block_cache),
      events(raw_options.event_sink),
      table_cache(
          std::make_unique<TableCache>(name, options, options.max_open_files - kOtherFiles)),
      versions(
          std::make_unique<VersionSet>(name, &options, table_cache.get(), &internal_comparator)),
      wal(raw_options.env, name, events) {}

Core::~Core() {
  if (owns_info_log) delete options.info_log;
  if (owns_block_cache) delete options.block_cache;
}

MemTable* Core::NewMemTable() {
  return new MemTable(internal_comparator, ++last_memtable_id,
                      Arena::BlockSizeFor(options.write_buffer_size));
}

void Core::RecordBackgroundError(const Status& status) {
  if (!background_error.ok()) return;
  background_error = status;
  last_background_event =
      events.EmitUnder(mu, BackgroundErrorSet{.message = events.Intern(status.ToString()),
                                              .outcome = OutcomeOf(status)});
  background_done.SignalAll();
}

}  // namespace lsm
