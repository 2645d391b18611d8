#include "sim/scenario/field_tables.h"

#include "sim/workload/zipf_table.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kGiByte = uint64_t{1} << 30;
constexpr uint64_t kDay = 86'400'000'000'000;  // ns

}  // namespace

const FieldTable<Scenario>& ScenarioFields() {
  using S = Scenario;
  static const FieldTable<Scenario> table = {
      TextField("name", &S::name, "shown in the app and in traces"),
      TextField("about", &S::about, "what one sees in it"),
      Number("seed", &S::seed, "", 0, UINT64_MAX, "decides ties and all random draws"),
      Name("preset", &S::preset, Names(Preset{}), "options to start from"),
      Number("filter_bits_per_key", &S::filter_bits_per_key, "bits", 0, 64,
             "Bloom filter of table files; 0: none"),
      Number("block_cache_bytes", &S::block_cache_bytes, "bytes", 0, 64 * kGiByte,
             "memory for blocks that were read"),
      Name("end", &S::end, Names(RunEnd{}),
           "when the clients are done: wait for the background, or close at once"),
  };
  return table;
}

const FieldTable<WorldOptions>& WorldFields() {
  using W = WorldOptions;
  static const FieldTable<W> table = {
      Number("cores", &W::cores, "cores", 1, 1024, "virtual processors"),
      Number("quantum_ns", &W::quantum_ns, "ns", 1'000, 1'000'000'000,
             "after which a core goes to the next who wants one"),
      Number("end_of_time_ns", &W::end_of_time_ns, "ns", 1, 3'650 * kDay,
             "of virtual time; a run that takes longer is given up with an error"),
      Of(&W::schedule, Name("schedule", &Schedule::kind, Names(ScheduleKind{}),
                            "who goes first: in order of time and arrival, at random, by random"
                            " priorities (PCT), as planned in choices, or as somebody picks")),
      Of(&W::schedule, Number("schedule_seed", &Schedule::seed, "", 0, UINT64_MAX,
                              "decides the schedule; 0: the scenario's seed")),
      Of(&W::schedule, Number("preempt_percent", &Schedule::preempt_percent, "%", 0, 100,
                              "schedule random: of the choices may take one whose time has not"
                              " come")),
      Of(&W::schedule, Number("pct_depth", &Schedule::pct_depth, "", 1, 100,
                              "schedule pct: d, one more than the times at which whoever goes"
                              " first falls behind")),
      Of(&W::schedule, Number("pct_steps", &Schedule::pct_steps, "choices", 1, UINT64_MAX / 2,
                              "schedule pct: k, how many the run is expected to make")),
      TextField("choices", &W::choices,
                "schedule replay: CHOICE:FIBER ..., where it differs from fifo; after the last one"
                " it is fifo"),
      Of(&W::schedule, Flag("untimed", &Schedule::untimed,
                            "time decides nothing: whoever is not blocked can run, sleepers"
                            " included")),
      Number("starvation_bound", &W::starvation_bound, "choices", 0, UINT64_MAX,
             "in a row in which a fiber is passed over, before the run is given up; 0: never;"
             " pct and choose are unfair and never give up"),
  };
  return table;
}

const FieldTable<CostModel>& CostFields() {
  static const FieldTable<CostModel> table = [] {
    FieldTable<CostModel> fields;
    for (size_t i = 0; i < kWorkKinds.size(); i++) {
      Field<CostModel> field;
      field.name = kWorkKinds[i].name;
      field.unit = "ps";
      field.max = kDay;
      field.doc = kWorkKinds[i].unit;
      field.get = [i](const CostModel& costs) { return costs.unit_ps[i]; };
      field.set = [i](CostModel& costs, uint64_t value) { costs.unit_ps[i] = value; };
      fields.push_back(std::move(field));
    }
    using C = CostModel;
    fields.push_back(Number("thread_wake_ns", &C::thread_wake_ns, "ns", 0, kDay,
                            "from a signal until the thread that waited for it runs"));
    fields.push_back(Number("signal_ns", &C::signal_ns, "ns", 0, kDay,
                            "processor time of waking a thread that waits"));
    fields.push_back(Number("lock_handover_ns", &C::lock_handover_ns, "ns", 0, kDay,
                            "from the release of a mutex until its next holder runs"));
    fields.push_back(Flag("lock_barging", &C::lock_barging,
                          "a released mutex is free until its waiter is awake"));
    fields.push_back(Number("timer_slack_ns", &C::timer_slack_ns, "ns", 0, kDay,
                            "by which a sleep is longer than was asked for"));
    fields.push_back(Number("busy_percent", &C::busy_percent, "%", 0, 1000,
                            "by which work takes longer while another core works"));
    return fields;
  }();
  return table;
}

const FieldTable<DeviceModel>& DeviceFields() {
  using D = DeviceModel;
  static const FieldTable<D> table = {
      Name("preset", &D::preset, Names(DevicePreset{}),
           "device to start from; \"device\": \"nvme\" is short for {\"preset\": \"nvme\"}"),
      Number("call_ns", &D::call_ns, "ns", 0, kDay, "processor time of any call"),
      Number("cached_byte_ps", &D::cached_byte_ps, "ps", 0, kDay,
             "processor time of a byte copied to the system's cache"),
      Number("cached_read_ns", &D::cached_read_ns, "ns", 0, kDay,
             "processor time of a read from the system's memory"),
      Number("cached_read_byte_ps", &D::cached_read_byte_ps, "ps", 0, kDay,
             "and for each byte of it"),
      Number("open_ns", &D::open_ns, "ns", 0, kDay,
             "processor time of opening a file, beyond call_ns"),
      Number("create_ns", &D::create_ns, "ns", 0, kDay, "of making a file, beyond call_ns"),
      Number("sync_cpu_ns", &D::sync_cpu_ns, "ns", 0, kDay,
             "processor time of a sync, before it waits for the device"),
      Number("read_ns", &D::read_ns, "ns", 0, kDay, "of the device, for a read"),
      Number("read_byte_ps", &D::read_byte_ps, "ps", 0, kDay, "and for each byte of it"),
      Number("sync_ns", &D::sync_ns, "ns", 0, kDay, "of the device, for a sync"),
      Number("sync_byte_ps", &D::sync_byte_ps, "ps", 0, kDay,
             "and for each byte that is not on the device yet"),
      Number("sync_directory_percent", &D::sync_directory_percent, "%", 0, 1000,
             "of sync_ns, for a directory"),
      Number("remove_ns", &D::remove_ns, "ns", 0, kDay, "of the device, for a file's removal"),
      Number("write_ns", &D::write_ns, "ns", 0, kDay,
             "of the device, for a write in the background"),
      Number("queue_depth", &D::queue_depth, "requests", 1, 1024,
             "that are served at the same time; they share the bandwidth"),
      Number("iops", &D::iops, "requests/s", 0, 1'000'000'000, "that can begin; 0: no bound"),
      Number("seek_ns", &D::seek_ns, "ns", 0, kDay,
             "of a request that does not begin where the last one ended"),
      Number("seek_far_ns", &D::seek_far_ns, "ns", 0, kDay,
             "added for a way of seek_span_bytes; for a shorter one by the root of it"),
      Number("seek_span_bytes", &D::seek_span_bytes, "bytes", 1, uint64_t{1} << 43,
             "of the whole device"),
      Number("page_cache_bytes", &D::page_cache_bytes, "bytes", 0, 1024 * kGiByte,
             "of the system's memory, from which is read again; 0: every read goes to the device"),
      Number("dirty_background_bytes", &D::dirty_background_bytes, "bytes", 0, 1024 * kGiByte,
             "not on the device yet, above which they are written; 0: only syncs write"),
      Number("dirty_bytes", &D::dirty_bytes, "bytes", 0, 1024 * kGiByte,
             "not on the device yet, above which writers wait; 0: never"),
  };
  return table;
}

const FieldTable<ClientGroup>& ClientFields() {
  using C = ClientGroup;
  static const FieldTable<C> table = {
      TextField("name", &C::name, "shown with the client's number"),
      Number("threads", &C::threads, "threads", 1, 1000, "clients that do alike"),
      Number("operations", &C::operations, "operations", 0, 1'000'000'000'000, "of each thread"),
      Number("batch", &C::batch, "entries", 1, 1'000'000, "of one write"),
      Number("batch_percent", &C::batch_percent, "%", 0, 100,
             "of its writes are such batches, the others have one entry"),
      Number("sync_percent", &C::sync_percent, "%", 0, 100, "of its writes are synced"),
      Number("scan_entries", &C::scan_entries, "entries", 1, 1'000'000'000, "of one scan"),
      Number("scan_entries_min", &C::scan_entries_min, "entries", 0, 1'000'000'000,
             "of the shortest scan; 0: all have scan_entries"),
      Number("phase", &C::phase, "", 0, 1000,
             "groups begin when those of the phases before have ended"),
      Number("start_ns", &C::start_ns, "ns", 0, kDay, "before the first operation"),
      Number("think_ns", &C::think_ns, "ns", 0, kDay,
             "processor time before each operation (simulated runs only)"),
      Number("pause_ns", &C::pause_ns, "ns", 0, kDay, "sleep before each operation"),
      Number("pace", &C::pace, "operations/s", 0, 1'000'000,
             "of each thread, for a person to follow; 0: as fast as they go"),
      Flag("go_on", &C::go_on, "after an error, with the next operation"),
      Number("burst_operations", &C::burst_operations, "operations", 0, 1'000'000'000'000,
             "after which the client sleeps; 0: never"),
      Number("burst_pause_ns", &C::burst_pause_ns, "ns", 0, kDay, "that sleep"),
  };
  return table;
}

const FieldTable<FaultPlan>& FaultFields() {
  using F = FaultPlan;
  static const FieldTable<F> table = {
      TextField("when", &F::when,
                "condition, looked at after every event: event.kind == WalSyncBegin,"
                " position == 812, compaction.running and l0.files >= 8"),
      Number("count", &F::count, "", 1, UINT64_MAX, "it happens when that holds for this time"),
      Number("percent", &F::percent, "%", 0, 100, "of the times that it holds count, by a draw"),
      Name("do", &F::kind, Names(FaultKind{}), "what happens (sim/disk/FAULT_MODEL.md)"),
      TextField("survives", &F::survives, "power_cut: what of the things that were not synced"),
      Name("call", &F::call, Names(OsCall{}), "of the operating system, that goes wrong"),
      Name("file", &F::file, Names(FileClass{}), "of calls, and bit_rot: on which files"),
      Number("after_calls", &F::after_calls, "calls", 0, UINT64_MAX, "of these that still go well"),
      Number("call_ppm", &F::call_ppm, "per million", 0, 1'000'000,
             "of the calls after that go wrong, each by a draw of its own"),
      Number("calls", &F::calls, "calls", 0, UINT64_MAX, "that go wrong then; 0: all from then on"),
      Number("bytes", &F::bytes, "bytes", 0, UINT64_MAX, "disk_full: that there is room for"),
      Number("factor", &F::factor, "", 1, 1'000'000, "slow_disk: so many times as long"),
      Number("for_ns", &F::for_ns, "ns", 0, kDay, "slow_disk: for so long"),
      Number("seed", &F::seed, "", 0, UINT64_MAX,
             "decides draws and what survives; 0: the scenario's seed"),
  };
  return table;
}

const FieldTable<OperationMix>& MixFields() {
  using M = OperationMix;
  static const FieldTable<M> table = {
      Number("put", &M::put, "parts", 0, 1'000'000, "writes"),
      Number("delete", &M::remove, "parts", 0, 1'000'000, "deletes"),
      Number("get", &M::get, "parts", 0, 1'000'000, "point reads"),
      Number("scan", &M::scan, "parts", 0, 1'000'000, "range reads"),
      Number("insert", &M::insert, "parts", 0, 1'000'000, "writes of keys that nobody has had"),
      Number("read_modify_write", &M::read_modify_write, "parts", 0, 1'000'000,
             "a get, and right after it a put of the same key"),
  };
  return table;
}

const FieldTable<KeySpace>& KeyFields() {
  using K = KeySpace;
  static const FieldTable<K> table = {
      Name("distribution", &K::distribution, Names(KeyDistribution{}), "how keys are drawn"),
      Number("count", &K::count, "keys", 1, 1'000'000'000,
             "that there are at first (zipfian, latest: at most 10 million)"),
      Number("bytes", &K::bytes, "bytes", 1, 65'536, "of a key, filled with zeros"),
      TextField("prefix", &K::prefix, "of every key"),
      Name("order", &K::order, Names(KeyOrder{}),
           "digits of a key: its number, or the hash of it, which sets neighbours apart"),
      Number("hot_keys", &K::hot_keys, "keys", 1, 1'000'000'000, "of a hot set"),
      Number("hot_percent", &K::hot_percent, "%", 0, 100, "of the draws go to the hot set"),
      Number("theta_percent", &K::theta_percent, "%", 0, ZipfTable::kMostThetaPercent,
             "zipfian, latest: rank r has weight 1/(r+1)^theta; YCSB: 99"),
  };
  return table;
}

const FieldTable<ByteRange>& ValueFields() {
  using B = ByteRange;
  static const FieldTable<B> table = {
      Number("min", &B::min, "bytes", 0, 64 << 20, "of the shortest value"),
      Number("max", &B::max, "bytes", 0, 64 << 20, "of the longest value"),
  };
  return table;
}

const FieldTable<RecordingPlan>& RecordingFields() {
  using R = RecordingPlan;
  static const FieldTable<R> table = {
      TextField("file", &R::file, "a recorded workload to run again; empty: none"),
      TextField("hash", &R::hash, "of the file that is meant; empty: any"),
      Number("speed_percent", &R::speed_percent, "%", 0, 1'000'000,
             "of the recorded speed; 0: every thread as fast as it can"),
      Number("threads", &R::threads, "threads", 1, 1000,
             "to deal the operations out to, by key, where the file does not say who did what"),
      Number("sync_percent", &R::sync_percent, "%", 0, 100,
             "of its writes are synced, besides those of which the file says so"),
      Number("scan_entries", &R::scan_entries, "entries", 1, 1'000'000'000,
             "of a seek in a RocksDB trace"),
      Number("phase", &R::phase, "", 0, 1000, "as of a group of clients"),
  };
  return table;
}

}  // namespace lsm::sim
