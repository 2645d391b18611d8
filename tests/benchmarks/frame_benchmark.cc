// How long the app takes for a frame, without rasterising: frame_benchmark [--events N] [--frames
// N] [--only TEXT: of the way of watching]. A made-up run of a million events, with 64 writers and
// some 2,000 files, is watched as a user would; for each way of watching it the table has the time
// of a frame at the median, at the 99th percentile, and the longest. Goal: 4 ms at the 99th
// percentile.
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "gui/session/recorded_session.h"
#include "tests/gui/app/sample_run.h"
#include "tests/traces/trace_script.h"

namespace lsm::gui {
namespace {

double Milliseconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

// A run of at least this many events.
std::shared_ptr<trace::Trace> MakeTrace(uint64_t events) {
  trace::RunShape shape{.clients = 64, .rounds = 64, .reads_percent = 20};
  std::shared_ptr<trace::Trace> trace;
  // How many events a round makes differs; the second try is right.
  for (int tries = 0; tries < 4; tries++) {
    trace = trace::MakeRun(shape);
    if (trace->events.size() >= events) break;
    shape.rounds =
        static_cast<int>(static_cast<double>(shape.rounds) * 1.02 * static_cast<double>(events) /
                         static_cast<double>(trace->events.size())) +
        1;
  }
  return trace;
}

uint64_t Files(const trace::State& state) {
  uint64_t files = 0;
  for (const trace::LevelState& level : state.levels) files += level.files->size();
  return files;
}

class Watcher {
 public:
  Watcher(std::vector<std::unique_ptr<Session>> sessions, int frames, std::string only)
      : app_(std::move(sessions), {1600, 900}), frames_(frames), only_(std::move(only)) {
    app_.Frame();
  }

  // `act` is done before each frame and counts as part of it.
  void Watch(const char* what, const std::function<void(HeadlessApp&)>& act) {
    if (std::string(what).find(only_) == std::string::npos) return;
    std::vector<double> times;
    for (int i = 0; i < frames_; i++) {
      times.push_back(Milliseconds([&] {
        act(app_);
        app_.Frame(1.0 / 60);
      }));
    }
    std::ranges::sort(times);
    const auto at = [&](double part) {
      return times[static_cast<size_t>(part * static_cast<double>(times.size() - 1))];
    };
    std::printf("%-34s %8.3f %8.3f %8.3f\n", what, at(0.5), at(0.99), times.back());
    worst_ = std::max(worst_, at(0.99));
  }

  HeadlessApp& app() { return app_; }
  double worst() const { return worst_; }

 private:
  HeadlessApp app_;
  const int frames_;
  const std::string only_;
  double worst_ = 0;
};

void WatchAll(Watcher& watcher, uint64_t events) {
  HeadlessApp& app = watcher.app();
  Random random(7);
  const uint64_t near_end = events * 9 / 10;
  const auto nothing = [](HeadlessApp&) {};
  app.app().Do(SeekTo{near_end});
  watcher.Watch("standing", nothing);
  watcher.Watch("a step on", [](HeadlessApp& a) { a.app().Do(StepBy{1}); });
  watcher.Watch("a step back", [](HeadlessApp& a) { a.app().Do(StepBy{-1}); });
  watcher.Watch("ten back", [](HeadlessApp& a) { a.app().Do(StepBy{-10}); });
  watcher.Watch("leaps to anywhere",
                [&](HeadlessApp& a) { a.app().Do(SeekTo{random.Next() % events}); });
  watcher.Watch("to the next stall", [](HeadlessApp& a) { a.app().Do(SeekStall{1}); });
  for (const auto& [what, speed] :
       {std::pair{"playing, 10 events/s", 10.0}, std::pair{"playing, 1,000 events/s", 1000.0},
        std::pair{"playing, 100,000 events/s", 100'000.0}}) {
    app.app().Do(SeekTo{events / 2});
    app.ui().events_per_second = speed;
    app.app().Do(TogglePlay{});
    watcher.Watch(what, nothing);
    app.app().Do(SeekTo{near_end});
  }
  for (const auto& [what, tab] :
       {std::pair{"tab: events", LookTab::kEvents}, std::pair{"tab: source", LookTab::kSource},
        std::pair{"tab: breakpoints", LookTab::kBreakpoints},
        std::pair{"tab: stalls", LookTab::kStalls}, std::pair{"tab: read path", LookTab::kRead}}) {
    app.app().Do(ShowLook{tab});
    app.app().Do(SetReadKey{"key500"});
    watcher.Watch(what, [](HeadlessApp& a) { a.app().Do(StepBy{1}); });
  }
  app.app().Do(ShowLook{LookTab::kEvents});
  app.app().Do(FilterEvents{Family::kStall});
  watcher.Watch("events of one family", [](HeadlessApp& a) { a.app().Do(StepBy{1}); });
  app.app().Do(FilterEvents{});
  watcher.Watch("zooming the timeline", [i = 0](HeadlessApp& a) mutable {
    a.app().Do(ZoomTimeline{i++ % 40 < 20 ? 1.25 : 0.8, 0.4});
  });
  watcher.Watch("panning the timeline", [i = 0](HeadlessApp& a) mutable {
    if (i++ == 0) a.app().Do(ZoomTimeline{50, 0.5});
    a.app().Do(PanTimeline{0.0005});
  });
}

int Run(uint64_t events, int frames, const std::string& only) {
  std::shared_ptr<trace::Trace> trace;
  const double made_ms = Milliseconds([&] { trace = MakeTrace(events); });
  std::vector<std::unique_ptr<Session>> sessions(1);
  const double opened_ms = Milliseconds(
      [&] { sessions[0] = std::make_unique<RecordedSession>(std::move(trace), "made up"); });
  const uint64_t size = sessions[0]->size();
  const uint64_t files = Files(sessions[0]->StateAt(size));
  std::printf(
      "%llu events, 64 writers, %llu files at the end; made in %.0f ms, opened in %.0f ms\n",
      static_cast<unsigned long long>(size), static_cast<unsigned long long>(files), made_ms,
      opened_ms);
  std::printf("%-34s %8s %8s %8s\n", "ms a frame, 1600x900", "median", "99 %", "longest");
  Watcher watcher(std::move(sessions), frames, only);
  WatchAll(watcher, size);
  std::printf("worst 99th percentile: %.3f ms (goal 4)\n", watcher.worst());
  return 0;
}

}  // namespace
}  // namespace lsm::gui

int main(int argc, char** argv) {
  uint64_t events = 1'000'000;
  int frames = 300;
  std::string only;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--events") == 0) events = std::strtoull(argv[i + 1], nullptr, 10);
    if (std::strcmp(argv[i], "--only") == 0) only = argv[i + 1];
    if (std::strcmp(argv[i], "--frames") == 0) frames = std::atoi(argv[i + 1]);
  }
  if (events == 0 || frames <= 0) {
    std::fprintf(stderr, "frame_benchmark: expected --events N and --frames N from 1\n");
    return 2;
  }
  return lsm::gui::Run(events, frames, only);
}
