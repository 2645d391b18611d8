// A database in a world, of which moments are kept: the State and the image of the disk.
#ifndef LSMSCOPE_TESTS_SIM_INSPECT_CAPTURED_DATABASE_H_
#define LSMSCOPE_TESTS_SIM_INSPECT_CAPTURED_DATABASE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/posix_env.h"
#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "lsm/options.h"
#include "sim/disk/image_os.h"
#include "sim/disk/sim_os.h"
#include "sim/inspect/look_up.h"
#include "sim/schedule/fifo_policy.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"
#include "traces/record/consumer.h"

namespace lsm::sim {

// The State after the events so far, with its texts.
class Folding final : public trace::EventConsumer {
 public:
  explicit Folding(const trace::TraceTables* tables) { state_.tables = tables; }
  void OnEvent(uint64_t position, const Event& event) override {
    trace::Fold(state_, position, event);
    if (after_event) after_event(event);
  }
  const trace::State& state() const { return state_; }

  std::function<void(const Event&)> after_event;

 private:
  trace::State state_;
};

struct CapturedMoment {
  trace::State state;
  std::shared_ptr<const Disk> disk;
};

class CapturedDatabase {
 public:
  CapturedDatabase() {
    options.create_if_missing = true;
    options.compression = kNoCompression;
    options.write_buffer_size = 64 << 10;
  }

  // Opens the database, lets `script` work with it, and closes it. Again: it is opened again.
  void Run(const std::function<void(DB&)>& script) {
    World world({}, std::make_unique<FifoPolicy>(1));
    SimOs os(&world, &disk_, DeviceModel{});
    WorldSink sink(&world, &tables_, &folding_);
    const Status status = world.Run({.name = "main"}, [&] {
      const std::unique_ptr<Env> env = NewPosixEnv(&os);
      options.env = env.get();
      options.event_sink = &sink;
      options.filter_policy = filter.get();
      DB* opened = nullptr;
      const Status s = DB::Open(options, "/db", &opened);
      ASSERT_TRUE(s.ok()) << s.ToString();
      const std::unique_ptr<DB> db(opened);
      script(*db);
    });
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
  // As it is now.
  CapturedMoment Capture() const { return {folding_.state(), disk_.Image()}; }
  Folding& folding() { return folding_; }

  KeyLookUp Ask(const CapturedMoment& moment, const std::string& key,
                uint64_t snapshot = kLatest) const {
    ImageOs os(moment.disk);
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    return LookUp(moment.state, tables_, {env.get(), "/db", filter.get()}, key, snapshot);
  }

  Options options;
  std::unique_ptr<const FilterPolicy> filter;

 private:
  trace::TraceTables tables_;
  Folding folding_{&tables_};
  Disk disk_;
};

// One line a place: "memtable 1: found x @5", "L1 #9: absent, filter no".
inline std::string Story(const KeyLookUp& found) {
  std::string text;
  for (const PlaceAnswer& each : found.places) {
    const ReadPlace& place = each.place;
    if (!text.empty()) text += "; ";
    if (place.kind == ReadPlace::Kind::kFile) {
      text += "L" + std::to_string(place.level) + " #" + std::to_string(place.id) + ": ";
    } else {
      text += (place.kind == ReadPlace::Kind::kImmutable ? "immutable " : "memtable ") +
              std::to_string(place.id) + ": ";
    }
    if (!each.asked) {
      text += "not asked";
      continue;
    }
    if (each.unknown) {
      constexpr const char* kReasons[] = {"gone", "log short", "too large"};
      text += std::string("unknown, ") + kReasons[static_cast<size_t>(*each.unknown)];
      continue;
    }
    text += Names(ProbeAnswer{})[static_cast<size_t>(each.answer)];
    if (each.answer == ProbeAnswer::kFound) text += " " + each.value_begin;
    if (each.sequence != 0) text += " @" + std::to_string(each.sequence);
    if (each.hidden_sequence != 0) text += ", hidden @" + std::to_string(each.hidden_sequence);
    if (!each.table) continue;
    if (each.table->filter == TableSearch::Filter::kNo) text += ", filter no";
    if (each.table->filter == TableSearch::Filter::kMaybe) text += ", filter maybe";
    if (each.table->filter_was_wrong) text += " in vain";
    if (each.table->past_end) text += ", past the end";
  }
  return text;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_TESTS_SIM_INSPECT_CAPTURED_DATABASE_H_
