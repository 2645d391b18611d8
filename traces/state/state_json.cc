#include "traces/state/state_json.h"

#include "traces/format/describe.h"
#include "traces/format/field_types.h"
#include "traces/format/json_out.h"

namespace lsm::trace {

// Names of what has none in state.h.
constexpr auto Names(JobKind) {
  return std::to_array<std::string_view>({"flush", "compaction", "trivial_move"});
}
constexpr auto Names(ThreadBlock::On) {
  return std::to_array<std::string_view>({"mutex", "condition", "sleep", "device"});
}
constexpr auto Names(ProbeState::Place) {
  return std::to_array<std::string_view>({"memtable", "immutable", "file"});
}
constexpr auto Names(ProbeState::Filter) {
  return std::to_array<std::string_view>({"not_asked", "maybe", "no"});
}

namespace {

class StateWriter {
 public:
  StateWriter(std::string* out, const TraceTables& tables) : json_(out), tables_(tables) {}

  void Write(const State& state) {
    json_.Begin('{');
    Run(state);
    Queue(state);
    Logs(state);
    MemTables(state);
    Tree(state);
    Jobs(state);
    Stalls(state);
    Reads(state);
    Field("background_error", state.background_error);
    Maybe("recovery", state.recovery, [this](const RecoveryState& recovery) {
      Field("begun", recovery.begun);
      Field("log", recovery.log);
      Field("records", recovery.records);
      Field("entries", recovery.entries);
      Field("bytes", recovery.bytes);
      Field("last_sequence", recovery.last_sequence);
    });
    Maybe("power_cut", state.power_cut, [this](const PowerCutState& cut) {
      Field("at", cut.at);
      Field("survives", cut.survives);
      Field("bytes_before", cut.bytes_before);
      Field("bytes_after", cut.bytes_after);
      Field("files_before", cut.files_before);
      Field("files_after", cut.files_after);
      Field("last_sequence", cut.last_sequence);
      if (cut.recovered) Field("recovered", *cut.recovered);
    });
    Account(state.account);
    json_.End('}');
  }

 private:
  void Field(std::string_view name, std::integral auto number) { json_.Key(name).Number(number); }
  void Field(std::string_view name, bool value) { json_.Key(name).Bool(value); }
  void Field(std::string_view name, Text text) { json_.Key(name).String(tables_.texts.Get(text)); }
  void Field(std::string_view name, std::string_view text) { json_.Key(name).String(text); }
  template <class T>
  requires std::is_enum_v<T>
  void Field(std::string_view name, T value) { json_.Key(name).String(NameOf(value)); }
  template <class Range>
  void Numbers(std::string_view name, const Range& numbers) {
    json_.Key(name).Begin('[');
    for (const auto number : numbers) json_.Number(number);
    json_.End(']');
  }
  template <class Range, class Write>
  void List(std::string_view name, const Range& elements, Write&& write) {
    json_.Key(name).Begin('[');
    for (const auto& element : elements) {
      json_.Begin('{');
      write(element);
      json_.End('}');
    }
    json_.End(']');
  }
  // null, or an object.
  template <class Optional, class Write>
  void Maybe(std::string_view name, const Optional& value, Write&& write) {
    json_.Key(name);
    if (!value) return json_.Null();
    json_.Begin('{');
    write(*value);
    json_.End('}');
  }

  void Run(const State& state) {
    Field("position", state.position);
    Field("time_ns", state.time_ns);
    Field("last_kind", KindName(state.last_kind));
    Field("last_thread", state.last_thread);
    Field("run_started", state.run_started);
    Field("run_ended", state.run_ended);
    Field("real", state.real);
    Field("seed", state.seed);
    Field("scenario", state.scenario);
    json_.Key("limits").Begin('{');
    Field("write_buffer_bytes", state.limits.write_buffer_bytes);
    Field("max_file_bytes", state.limits.max_file_bytes);
    Field("l0_compaction_trigger", state.limits.l0_compaction_trigger);
    Field("l0_slowdown_trigger", state.limits.l0_slowdown_trigger);
    Field("l0_stop_trigger", state.limits.l0_stop_trigger);
    Field("max_immutable_memtables", state.limits.max_immutable_memtables);
    Field("num_levels", state.limits.num_levels);
    json_.End('}');
    json_.Key("threads").Begin('[');
    for (const ThreadState& thread : state.threads) {
      if (thread.number == 0) continue;
      json_.Begin('{');
      Field("number", thread.number);
      Field("role", thread.role);
      Field("ordinal", thread.ordinal);
      Field("name", thread.name);
      Field("current_writer", thread.current_writer);
      Field("current_read", thread.current_read);
      Field("last_event", thread.last_event);
      if (thread.blocked) Blocked(*thread.blocked);
      json_.End('}');
    }
    json_.End(']');
  }

  void Blocked(const ThreadBlock& block) {
    json_.Key("blocked").Begin('{');
    Field("on", block.on);
    Field("mutex", block.mutex);
    Field("holder", block.holder);
    Field("since", block.since);
    Field("since_ns", block.since_ns);
    Field("until_ns", block.until_ns);
    json_.End('}');
  }

  void Queue(const State& state) {
    Field("database_open", state.database_open);
    Field("last_sequence", state.last_sequence);
    Numbers("queue", state.queue);
    json_.Key("writers").Begin('[');
    for (const auto& [id, writer] : state.writers) Writer(state, writer);
    json_.End(']');
    Maybe("group", state.group, [this](const GroupState& group) { Group(group); });
    if (state.limits.write_path.groups != 0) WriteGroups(state);
  }

  void WriteGroups(const State& state) {
    json_.Key("logged_groups").Begin('[');
    for (const GroupState& group : state.logged_groups) {
      json_.Begin('{');
      Group(group);
      json_.End('}');
    }
    json_.End(']');
    Numbers("memtable_queue", state.memtable_queue);
    Maybe("memtable_group", state.memtable_group, [this](const MemTableGroupState& group) {
      Field("id", group.id);
      Field("leader", group.leader);
      Numbers("members", group.members);
      Field("entries", group.entries);
      Field("last_sequence", group.last_sequence);
      Field("parallel", group.parallel);
      Field("formed", group.formed);
    });
    Field("pending_memtable_writes", state.pending_memtable_writes);
    Field("queue_barred", state.queue_barred);
  }

  void Writer(const State& state, const WriterState& writer) {
    json_.Begin('{');
    Field("id", writer.id);
    Field("label", std::string_view(WriterLabel(state, writer.id)));
    Field("thread", writer.thread);
    Field("phase", writer.phase);
    Field("leader", writer.leader);
    Field("sync", writer.sync);
    Field("has_batch", writer.has_batch);
    Field("bytes", writer.bytes);
    Field("puts", writer.puts);
    Field("deletes", writer.deletes);
    Field("group", writer.group);
    Field("enqueued", writer.enqueued);
    Field("enqueued_ns", writer.enqueued_ns);
    Field("elected", writer.elected);
    Field("elected_ns", writer.elected_ns);
    Field("woken_waited_ns", writer.woken_waited_ns);
    if (state.limits.write_path.groups != 0) {
      Field("role", writer.role);
      Field("linked_behind", writer.linked_behind);
      json_.Key("waiting");
      if (writer.waiting.has_value()) {
        json_.String(NameOf(*writer.waiting));
      } else {
        json_.Null();
      }
      Field("wait_place", writer.wait_place);
    }
    json_.End('}');
  }

  void Group(const GroupState& group) {
    Field("id", group.id);
    Field("leader", group.leader);
    Field("phase", group.phase);
    Numbers("members", group.members);
    Field("bytes", group.bytes);
    Field("max_bytes", group.max_bytes);
    Field("entries", group.entries);
    Field("sync", group.sync);
    json_.Key("close_reason");
    if (group.close_reason.has_value()) {
      json_.String(NameOf(*group.close_reason));
    } else {
      json_.Null();
    }
    Field("next_writer", group.next_writer);
    Field("first_sequence", group.first_sequence);
    Field("last_sequence", group.last_sequence);
    Field("opened", group.opened);
    if (!group.parallel) return;
    Field("parallel", group.parallel);
    Field("inserted", group.inserted);
  }

  void Log(const LogState& log) {
    Field("number", log.number);
    Field("appended", log.appended);
    Field("flushed", log.flushed);
    Field("durable", log.durable);
    Field("last_sync", log.last_sync);
    Field("last_sync_ns", log.last_sync_ns);
    Field("syncing", log.syncing);
    Field("acknowledged_not_durable", log.acknowledged_not_durable);
    List("records", log.records, [this](const RecordState& record) {
      Field("appended", record.appended);
      Field("offset", record.offset);
      Field("bytes", record.bytes);
      Field("group", record.group);
      Field("fragments", record.fragments);
    });
  }
  void Logs(const State& state) {
    const auto write = [this](const LogState& log) { Log(log); };
    Maybe("log", state.log, write);
    Maybe("next_log", state.next_log, write);
    List("older_logs", state.older_logs, write);
  }

  void MemTable(const MemTableState& memtable) {
    Field("id", memtable.id);
    Field("log", memtable.log);
    Field("entries", memtable.entries);
    Field("usage", memtable.usage);
    Field("full", memtable.full);
    Field("immutable", memtable.immutable);
    Field("flushing", memtable.flushing);
    Field("inserting_group", memtable.inserting_group);
    Field("created", memtable.created);
    Field("became_immutable", memtable.became_immutable);
  }
  void MemTables(const State& state) {
    Maybe("memtable", state.memtable, [this](const MemTableState& node) { MemTable(node); });
    List("immutables", state.immutables, [this](const MemTableNode& node) { MemTable(*node); });
  }

  void File(const FileState& file) {
    Field("number", file.number);
    Field("bytes", file.bytes);
    Field("level", file.level);
    Field("smallest", file.smallest);
    Field("largest", file.largest);
    Field("smallest_hash", file.smallest_hash);
    Field("largest_hash", file.largest_hash);
    Field("added", file.added);
    Field("made_by_job", file.made_by_job);
  }
  void Tree(const State& state) {
    Field("version", state.version);
    Field("log_number", state.log_number);
    Field("next_file", state.next_file);
    Field("manifest", state.manifest);
    List("levels", state.levels, [this](const LevelState& level) {
      Field("bytes", level.bytes);
      Field("target_bytes", level.target_bytes);
      Field("score_permille", level.score_permille);
      List("files", *level.files, [this](const FileNode& file) { File(*file); });
    });
    json_.Key("pending_edit").Begin('{');
    List("added", state.pending_edit.added, [this](const FileState& file) { File(file); });
    List("removed", state.pending_edit.removed, [this](const FileRemoved& file) {
      Field("file", file.file);
      Field("level", file.level);
    });
    json_.End('}');
  }

  void Jobs(const State& state) {
    Field("background_scheduled", state.background_scheduled);
    List("jobs", state.jobs, [this](const auto& entry) { Job(entry.second); });
  }
  void Job(const JobState& job) {
    Field("id", job.id);
    Field("kind", job.kind);
    Field("thread", job.thread);
    Field("begun", job.begun);
    Field("begun_ns", job.begun_ns);
    Field("running", job.running);
    Field("memtable", job.memtable);
    Field("output_file", job.output_file);
    Field("level", job.level);
    Field("output_level", job.output_level);
    Field("reason", job.reason);
    Field("score_permille", job.score_permille);
    Numbers("inputs", job.inputs);
    Numbers("next_inputs", job.next_inputs);
    Numbers("grandparents", job.grandparents);
    Numbers("outputs", job.outputs);
    Field("bytes_total", job.bytes_total);
    Field("bytes_done", job.bytes_done);
    Field("bytes_written", job.bytes_written);
    Field("entries_in", job.entries_in);
    Field("entries_dropped", job.entries_dropped);
    Field("outputs_closed", job.outputs_closed);
  }

  void Stalls(const State& state) {
    Maybe("stall", state.stall, [this](const StallState& stall) {
      Field("id", stall.id);
      Field("writer", stall.writer);
      Field("cause", stall.cause);
      Field("delay_ns", stall.delay_ns);
      Field("value", stall.value);
      Field("threshold", stall.threshold);
      Field("begun", stall.begun);
      Field("begun_ns", stall.begun_ns);
      List("conditions", stall.conditions, [this](const StallConditionState& condition) {
        Field("condition", condition.condition);
        Field("value", condition.value);
        Field("threshold", condition.threshold);
        Field("holds", condition.holds);
      });
    });
    Field("stalls_begun", state.stalls_begun);
    Field("stalled_ns", state.stalled_ns);
  }

  void Read(const ReadState& read) {
    Field("id", read.id);
    Field("thread", read.thread);
    Field("key", read.key.Prefix());
    Field("key_length", read.key.length);
    Field("key_hash", read.key.hash);
    Field("snapshot", read.snapshot);
    Field("done", read.done);
    Field("answer", read.answer);
    Field("level", read.level);
    Field("value_bytes", read.value_bytes);
    Field("begun", read.begun);
    List("probes", read.probes, [this](const ProbeState& probe) {
      Field("place", probe.place);
      Field("id", probe.id);
      Field("level", probe.level);
      Field("running", probe.running);
      Field("answer", probe.answer);
      Field("filter", probe.filter);
      Field("filter_was_wrong", probe.filter_was_wrong);
      Field("index_searched", probe.index_searched);
      Field("past_end", probe.past_end);
      Field("block_offset", probe.block_offset);
      Field("block_bytes", probe.block_bytes);
      Field("blocks_from_disk", probe.blocks_from_disk);
      Field("blocks_from_cache", probe.blocks_from_cache);
    });
  }
  void Reads(const State& state) {
    List("reads", state.reads, [this](const auto& entry) { Read(entry.second); });
    Maybe("last_read", state.last_read, [this](const ReadState& read) { Read(read); });
  }

  void Account(const AccountCheck& account) {
    json_.Key("account").Begin('{');
    Field("compared", account.compared);
    Field("differed", account.differed);
    Field("first_difference", account.first_difference);
    Field("difference", std::string_view(account.difference));
    json_.End('}');
  }

  JsonOut json_;
  const TraceTables& tables_;
};

}  // namespace

std::string StateJson(const State& state, const TraceTables& tables) {
  std::string json;
  StateWriter(&json, tables).Write(state);
  return json;
}

}  // namespace lsm::trace
