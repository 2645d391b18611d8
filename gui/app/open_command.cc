#include "gui/app/open_command.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "gui/app/app.h"
#include "gui/app/closing_signals.h"
#include "gui/app/demonstration.h"
#include "gui/app/recent_files.h"
#include "gui/app/window.h"
#include "gui/app/window_size.h"
#include "gui/render/pixel_size.h"
#include "gui/report/report.h"
#include "gui/report/report_file.h"
#include "gui/session/follow_session.h"
#include "gui/session/open_session.h"
#include "gui/settings/settings_file.h"
#include "sim/cli/text.h"
#include "traces/format/units.h"

namespace lsm::gui {
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
  app->add_option("--size", size_, "size of the window, WIDTHxHEIGHT (default: as last time)");
  app->add_option("--report", report_,
                  "add a line of JSON to this file whenever what is shown has changed");
  app->add_flag("--paused", paused_, "do not begin to play");
  app->add_flag("--no-settings", no_settings_,
                "neither read nor keep language, look, speed and recent files");
}

Status OpenCommand::OpenAll(std::vector<std::unique_ptr<Session>>* sessions, RunForm* form) {
  OpenOptions options;
  options.sets = sets_;
  options.has_seed = app_->count("--seed") > 0;
  options.seed = seed_;
  options.cancel = ClosingSignals::Flag();
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

int OpenCommand::CheckUsage() const {
  const auto wrong = [](const std::string& message) {
    return sim::Fail(message, sim::kWrongUsage);
  };
  if (!size_.empty()) {
    const std::optional<PixelSize> size = ParsePixelSize(size_, 1, kLargestWindowSide);
    if (!size) {
      return wrong("--size: " + size_ + " is no size, expected WIDTHxHEIGHT, each at most " +
                   trace::Grouped(kLargestWindowSide));
    }
    if (size->width < kLeastWindowWidth || size->height < kLeastWindowHeight) {
      return wrong("--size: " + size_ + " is too small for the window, expected at least " +
                   std::to_string(kLeastWindowWidth) + "x" + std::to_string(kLeastWindowHeight));
    }
  }
  if (!language_.empty() && !ParseLanguage(language_)) {
    return wrong("--lang: there is no " + language_ + ", expected en or zh");
  }
  if (app_->count("--real") > 0 && app_->count("--live") == 0) {
    return wrong("--real: belongs to --live");
  }
  return sim::kDone;
}

Settings OpenCommand::ThisRunsSettings(const Settings& kept) const {
  Settings settings = kept;
  if (!size_.empty()) {
    const PixelSize size = *ParsePixelSize(size_, 1, kLargestWindowSide);
    settings.width = size.width;
    settings.height = size.height;
  }
  if (!language_.empty()) settings.language = *ParseLanguage(language_);
  return settings;
}

void OpenCommand::Start(App& app, bool demonstration) const {
  if (!follow_.empty() && live_.empty()) app.Do(SeekTo{UINT64_MAX});
  const Session& session = app.model().session();
  const bool placed = app_->count("--at") > 0;
  if (placed) {
    app.Do(SeekTo{at_});
  } else if (demonstration) {
    app.Do(SeekTo{DemonstrationStart(session)});
  }
  const bool lesson = session.lesson() != nullptr;  // it goes on when asked
  if (!paused_ && !placed && !lesson && (session.size() > 0 || session.growing())) {
    app.Do(TogglePlay{});
  }
}

int OpenCommand::Run() {
  if (const int status = CheckUsage(); status != sim::kDone) return status;
  const bool demonstration = files_.empty() && app_->count("--live") == 0 && follow_.empty();
  const std::vector<std::string> named = files_;
  if (demonstration) files_.push_back(kDemonstration);

  const std::string path = no_settings_ ? "" : SettingsPath();
  Settings kept;
  if (Status s = LoadSettings(path, &kept); !s.ok()) {
    std::fprintf(stderr, "lsmscope: %s\n", sim::MessageOf(s).c_str());
  }
  const ClosingSignals closing;  // before any run begins
  std::vector<std::unique_ptr<Session>> sessions;
  RunForm form;
  if (Status s = OpenAll(&sessions, &form); !s.ok()) {
    return sim::Fail(sim::MessageOf(s), s.IsInvalidArgument() ? sim::kWrongUsage : sim::kFailed);
  }
  if (const uint64_t last = sessions.front()->size(); at_ > last) {
    return sim::Fail("--at: there is no event " + trace::Grouped(at_) + ", the last one is " +
                     trace::Grouped(last));
  }

  App app(std::move(sessions));
  const Settings settings = ThisRunsSettings(kept);
  UseSettings(settings, &app.model().ui);
  for (const std::string& file : named) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) Remember(file, &app.model().ui.open.recent);
  }
  app.Do(EditRun{form});
  Start(app, demonstration);
  std::unique_ptr<ReportFile> report;
  if (!report_.empty()) {
    if (Status s = ReportFile::Open(report_, &report); !s.ok()) {
      return sim::Fail(sim::MessageOf(s));
    }
    app.KeepWidgetPlaces();
  }
  SettingsKeeper keeper(path, std::move(kept), settings);
  const Status status =
      RunWindow(app, {static_cast<float>(settings.width), static_cast<float>(settings.height)},
                [&](Size window) {
                  keeper.Keep(SettingsOf(app.model().ui, window));
                  if (report == nullptr || !app.settled()) return;
                  report->Add(ReportLine(app.model(), app.widgets(), app.stage()));
                });
  return status.ok() ? sim::kDone : sim::Fail(sim::MessageOf(status));
}

}  // namespace lsm::gui
