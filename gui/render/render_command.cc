#include "gui/render/render_command.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <utility>

#include "gui/app/fonts.h"
#include "gui/render/offscreen.h"
#include "gui/render/png_file.h"
#include "gui/render/when.h"
#include "gui/session/open_session.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

constexpr int kSmallestSide = 320;

}  // namespace

void RenderCommand::Declare(CLI::App* app) {
  app_ = app;
  app->add_option("file", file_, "a trace, a scenario file, or the name of a built-in scenario")
      ->required();
  app->add_option("-o,--output", output_, "the PNG file to write")->required();
  CLI::Option* at = app->add_option("--at", at_, "the moment after this event");
  app->add_option("--when", when_,
                  "the moment KIND[.FIELD=VALUE][:N][+K or -K], as in StallBegin.reason=l0_stop:2; "
                  "or stop: where most writers wait because L0 is full")
      ->excludes(at);
  app->add_option("--size", size_text_, "WIDTHxHEIGHT in pixels")->capture_default_str();
  app->add_option("--lang", language_, "en or zh")->capture_default_str();
  app->add_option("--theme", theme_, "dark or light")->capture_default_str();
  app->add_option("--view", view_, "app: everything; stage: without panels")->capture_default_str();
  app->add_option("--set", sets_, "a.b=c: changes the scenario before it is simulated")
      ->expected(1)
      ->take_all();
  app->add_option("--seed", seed_, "seed of the simulated run");
}

int RenderCommand::CheckUsage() {
  const auto wrong = [](const std::string& message) {
    return sim::Fail(message, sim::kWrongUsage);
  };
  const std::optional<PixelSize> size = ParsePixelSize(size_text_, kSmallestSide, kMaxPictureSide);
  if (!size) {
    return wrong("--size: " + size_text_ + " is no size, expected WIDTHxHEIGHT within " +
                 std::to_string(kSmallestSide) + ".." + std::to_string(kMaxPictureSide));
  }
  size_ = *size;
  if (!ParseLanguage(language_)) {
    return wrong("--lang: there is no " + language_ + ", expected en or zh");
  }
  if (theme_ != "dark" && theme_ != "light") {
    return wrong("--theme: there is no " + theme_ + ", expected dark or light");
  }
  if (view_ != "app" && view_ != "stage") {
    return wrong("--view: there is no " + view_ + ", expected app or stage");
  }
  if (app_->count("--at") + app_->count("--when") == 0) {
    return wrong("render needs --at N or --when MOMENT");
  }
  if (When when; !when_.empty()) {
    if (Status s = ParseWhen(when_, &when); !s.ok()) return wrong(s.ToString());
  }
  return sim::kDone;
}

int RenderCommand::FindPosition(const Session& session, uint64_t* position) const {
  if (when_.empty()) {
    if (at_ > session.size()) {
      return sim::Fail("--at: there is no event " + std::to_string(at_) + ", the last one is " +
                       std::to_string(session.size()));
    }
    *position = at_;
    return sim::kDone;
  }
  When when;
  Status status = ParseWhen(when_, &when);
  if (status.ok()) status = FindWhen(when, session, position);
  return status.ok() ? sim::kDone : sim::Fail(status.ToString());
}

void RenderCommand::SetUp(App& app, uint64_t position) const {
  app.Do(SetLanguage{*ParseLanguage(language_)});
  if (theme_ == "light") app.Do(ToggleTheme{});
  if (view_ == "stage") {
    for (const PanelGroup group : {PanelGroup::kLeft, PanelGroup::kRight, PanelGroup::kBottom}) {
      app.Do(TogglePanels{.group = group, .shown_now = true});
    }
  }
  app.Do(SeekTo{position});
}

int RenderCommand::Run() {
  if (const int status = CheckUsage(); status != sim::kDone) return status;
  if (Status s = CheckWritable(output_); !s.ok()) return sim::Fail(s.ToString());
  std::vector<std::unique_ptr<Session>> sessions(1);
  const OpenOptions options{.sets = sets_, .has_seed = app_->count("--seed") > 0, .seed = seed_};
  if (Status s = OpenSession(file_, options, &sessions[0]); !s.ok()) return sim::Fail(s.ToString());
  uint64_t position = 0;
  if (const int status = FindPosition(*sessions[0], &position); status != sim::kDone) return status;
  const uint64_t last = sessions[0]->size();

  App app(std::move(sessions));
  SetUp(app, position);
  const Size window{static_cast<float>(size_.width), static_cast<float>(size_.height)};
  const Status drawn = RenderToPng(
      size_, [&] { LoadFonts(app.ScaleOf(window)); },
      [&] { app.Frame({.window = window, .seconds = 0, .still = true}); }, output_);
  if (!drawn.ok()) return sim::Fail(drawn.ToString());
  std::printf("%s: event %s of %s, %dx%d\n", output_.c_str(), trace::Grouped(position).c_str(),
              trace::Grouped(last).c_str(), size_.width, size_.height);
  return sim::kDone;
}

}  // namespace lsm::gui
