#include "gui/app/open_command.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <utility>

#include "gui/app/app.h"
#include "gui/app/demonstration.h"
#include "gui/app/window.h"
#include "gui/render/pixel_size.h"
#include "gui/session/follow_session.h"
#include "gui/session/open_session.h"
#include "sim/cli/text.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

// What lays out cleanly.
constexpr int kLeastWidth = 960;
constexpr int kLeastHeight = 540;
constexpr int kLargestSide = 16384;

}  // namespace

void OpenCommand::Declare(CLI::App* app) {
  app_ = app;
  app->add_option(
      "files", files_,
      "traces, scenario files, lessons (folders), names of built-in scenarios and lessons");
  app->add_option("--live", live_,
                  "run a scenario (default: write-stall) while it is watched; stops and steps at "
                  "the engine's own events")
      ->expected(0, 1);
  app->add_option("--real", real_,
                  "with --live: real threads, and a database in this directory (default: a "
                  "temporary one)")
      ->expected(0, 1);
  app->add_option("--follow", follow_,
                  "a trace (JSON Lines) that another process is still writing");
  app->add_option("--set", sets_, "a.b=c: changes the scenario before it is simulated")
      ->expected(1)
      ->take_all();
  app->add_option("--seed", seed_, "seed of the simulated run");
  app->add_option("--at", at_, "show this event");
  app->add_option("--lang", language_, "en or zh");
  app->add_option("--size", size_, "size of the window, WIDTHxHEIGHT")->capture_default_str();
  app->add_flag("--paused", paused_, "do not begin to play");
}

Status OpenCommand::OpenAll(std::vector<std::unique_ptr<Session>>* sessions, RunForm* form) {
  OpenOptions options;
  options.sets = sets_;
  options.has_seed = app_->count("--seed") > 0;
  options.seed = seed_;
  if (app_->count("--live") > 0) {
    if (!live_.empty()) form->scenario = live_;
    form->real = app_->count("--real") > 0;
    form->directory = real_;
    form->sets = sets_;
    if (options.has_seed) form->sets.push_back("seed=" + std::to_string(seed_));
    if (Status s = FillForm(form); !s.ok()) return s;
    if (Status s = StartLive(*form, &sessions->emplace_back()); !s.ok()) return s;
  }
  if (!follow_.empty()) {
    std::unique_ptr<FollowSession> session;
    if (Status s = FollowSession::Open(follow_, &session); !s.ok()) return s;
    sessions->push_back(std::move(session));
  }
  for (const std::string& file : files_) {
    if (Status s = OpenSession(file, options, &sessions->emplace_back()); !s.ok()) return s;
  }
  return Status::OK();
}

int OpenCommand::Run() {
  const std::optional<PixelSize> size = ParsePixelSize(size_, 1, kLargestSide);
  if (!size) {
    return sim::Fail("--size: " + size_ + " is no size, expected WIDTHxHEIGHT, each at most " +
                         trace::Grouped(kLargestSide),
                     sim::kWrongUsage);
  }
  if (size->width < kLeastWidth || size->height < kLeastHeight) {
    return sim::Fail("--size: " + size_ + " is too small for the window, expected at least " +
                         std::to_string(kLeastWidth) + "x" + std::to_string(kLeastHeight),
                     sim::kWrongUsage);
  }
  const std::optional<Language> language =
      language_.empty() ? Language::kEnglish : ParseLanguage(language_);
  if (!language) {
    return sim::Fail("--lang: there is no " + language_ + ", expected en or zh", sim::kWrongUsage);
  }
  const bool growing = app_->count("--live") > 0 || !follow_.empty();
  if (app_->count("--real") > 0 && app_->count("--live") == 0) {
    return sim::Fail("--real: belongs to --live", sim::kWrongUsage);
  }
  const bool demonstration = files_.empty() && !growing;
  if (demonstration) files_.push_back(kDemonstration);

  std::vector<std::unique_ptr<Session>> sessions;
  RunForm form;
  if (Status s = OpenAll(&sessions, &form); !s.ok()) {
    return sim::Fail(sim::MessageOf(s), s.IsInvalidArgument() ? sim::kWrongUsage : sim::kFailed);
  }
  const uint64_t last = sessions.front()->size();
  if (at_ > last) {
    return sim::Fail("--at: there is no event " + trace::Grouped(at_) + ", the last one is " +
                     trace::Grouped(last));
  }

  const Size window{static_cast<float>(size->width), static_cast<float>(size->height)};
  App app(std::move(sessions));
  app.Do(SetLanguage{*language});
  app.Do(EditRun{form});
  if (!follow_.empty() && live_.empty()) app.Do(SeekTo{UINT64_MAX});
  const bool placed = app_->count("--at") > 0;
  if (placed) app.Do(SeekTo{at_});
  if (demonstration && !placed) app.Do(SeekTo{DemonstrationStart(app.model().session())});
  const bool lesson = app.model().session().lesson() != nullptr;  // it goes on when asked
  if (!paused_ && !placed && !lesson && (last > 0 || growing)) app.Do(TogglePlay{});
  if (Status s = RunWindow(app, window); !s.ok()) return sim::Fail(sim::MessageOf(s));
  return sim::kDone;
}

}  // namespace lsm::gui
