#include "gui/render/render_command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "gui/app/fonts.h"
#include "gui/app/window_size.h"
#include "gui/render/offscreen.h"
#include "gui/render/png_file.h"
#include "gui/render/views.h"
#include "gui/render/when.h"
#include "gui/session/lesson_session.h"
#include "gui/session/open_session.h"
#include "sim/cli/text.h"
#include "traces/format/units.h"

namespace lsm::gui {

void RenderCommand::Declare(CLI::App* app) {
  app_ = app;
  app->add_option("file", file_,
                  "a trace, a scenario file, a lesson (a folder), or the name of a built-in "
                  "scenario or lesson")
      ->required();
  app->add_option("-o,--output", output_, "the PNG file to write")->required();
  CLI::Option* at = app->add_option("--at", at_, "the moment after this event");
  app->add_option("--when", when_,
                  "the moment KIND[.FIELD=VALUE][:N][+K or -K], as in StallBegin.reason=l0_stop:2; "
                  "or stop: where most writers wait because L0 is full; or a condition as in "
                  "\"l0.files >= 12\"")
      ->excludes(at);
  app->add_option("--step", step_, "of a lesson: this step, from 1")
      ->excludes(at)
      ->excludes("--when");
  app->add_option("--choose", choice_,
                  "with --step: as it looks when this choice was made and the answer is known")
      ->needs("--step");
  app->add_option("--size", size_text_, "WIDTHxHEIGHT in pixels")->capture_default_str();
  app->add_option("--lang", language_, "en or zh")->capture_default_str();
  app->add_option("--theme", theme_, "dark or light")->capture_default_str();
  app->add_option("--view", view_, "app: everything; stage: without panels; or " + ViewNames())
      ->capture_default_str();
  app->add_option("--key", read_key_, "with --view read: the key whose way is shown");
  app->add_option("--snapshot", read_snapshot_,
                  "with --key: the sequence number up to which entries are seen");
  app->add_option("--set", sets_, "a.b=c: changes the scenario before it is simulated")
      ->expected(1)
      ->take_all();
  app->add_option("--seed", seed_, "seed of the simulated run");
}

int RenderCommand::CheckUsage() {
  const auto wrong = [](const std::string& message) {
    return sim::Fail(message, sim::kWrongUsage);
  };
  const std::optional<PixelSize> size = ParsePixelSize(size_text_, 1, kMaxPictureSide);
  if (!size) {
    return wrong("--size: " + size_text_ + " is no size, expected WIDTHxHEIGHT, each at most " +
                 trace::Grouped(kMaxPictureSide));
  }
  if (size->width < kLeastWindowWidth || size->height < kLeastWindowHeight) {
    return wrong("--size: " + size_text_ + " is too small for the picture, expected at least " +
                 std::to_string(kLeastWindowWidth) + "x" + std::to_string(kLeastWindowHeight));
  }
  size_ = *size;
  if (!ParseLanguage(language_)) {
    return wrong("--lang: there is no " + language_ + ", expected en or zh");
  }
  if (theme_ != "dark" && theme_ != "light") {
    return wrong("--theme: there is no " + theme_ + ", expected dark or light");
  }
  if (!HasView(view_)) {
    return wrong("--view: there is no " + view_ + ", expected one of " + ViewNames());
  }
  if (app_->count("--at") + app_->count("--when") + app_->count("--step") == 0) {
    return wrong("render needs --at N, --when MOMENT, or --step N of a lesson");
  }
  if (app_->count("--when") > 0) {
    if (when_.empty()) return wrong("--when: expected a moment, as in StallBegin:2 or stop");
    When when;
    if (Status s = ParseWhen(when_, &when); !s.ok()) return wrong(sim::MessageOf(s));
  }
  return sim::kDone;
}

int RenderCommand::ShowStep(App& app) const {
  const OpenLesson* open = app.model().session().lesson();
  const size_t count = open == nullptr ? 0 : open->lesson.steps.size();
  if (step_ < 1 || step_ > count) {
    const std::string expected =
        count == 0 ? "this is no lesson" : "expected 1.." + std::to_string(count);
    return sim::Fail("--step: there is no step " + std::to_string(step_) + ", " + expected);
  }
  app.Do(ShowLessonStep{step_ - 1});
  if (choice_.empty()) return sim::kDone;
  const std::vector<sim::LessonChoice>& choices = open->lesson.steps[step_ - 1].choices;
  const auto chosen = std::ranges::find(choices, choice_, &sim::LessonChoice::id);
  if (chosen == choices.end()) {
    return sim::Fail("--choose: step " + std::to_string(step_) + " has no choice " + choice_);
  }
  app.Do(LessonChoose{static_cast<size_t>(chosen - choices.begin())});
  app.Do(ToggleMotion{});  // the answer at once
  app.Do(LessonNext{});
  return sim::kDone;
}

int RenderCommand::FindPosition(const Session& session, uint64_t* position) const {
  if (when_.empty()) {
    if (at_ > session.size()) {
      return sim::Fail("--at: there is no event " + trace::Grouped(at_) + ", the last one is " +
                       trace::Grouped(session.size()));
    }
    *position = at_;
    return sim::kDone;
  }
  When when;
  Status status = ParseWhen(when_, &when);
  if (status.ok()) status = FindWhen(when, session, position);
  return status.ok() ? sim::kDone : sim::Fail(sim::MessageOf(status));
}

void RenderCommand::SetUp(App& app, uint64_t position) const {
  app.Do(SetLanguage{*ParseLanguage(language_)});
  if (theme_ == "light") app.Do(ToggleTheme{});
  ShowView(app, view_);
  if (!read_key_.empty()) app.Do(SetReadKey{read_key_});
  if (!read_snapshot_.empty()) app.Do(SetReadSnapshot{read_snapshot_});
  app.Do(SeekTo{position});
}

int RenderCommand::Run() {
  if (const int status = CheckUsage(); status != sim::kDone) return status;
  if (Status s = CheckWritable(output_); !s.ok()) return sim::Fail(sim::MessageOf(s));
  std::vector<std::unique_ptr<Session>> sessions(1);
  const OpenOptions options{.sets = sets_, .has_seed = app_->count("--seed") > 0, .seed = seed_};
  if (Status s = OpenSession(file_, options, &sessions[0]); !s.ok()) {
    return sim::Fail(sim::MessageOf(s), s.IsInvalidArgument() ? sim::kWrongUsage : sim::kFailed);
  }
  uint64_t position = 0;
  if (const int status = FindPosition(*sessions[0], &position); status != sim::kDone) return status;
  const uint64_t last = sessions[0]->size();

  App app(std::move(sessions));
  SetUp(app, position);
  if (app_->count("--step") > 0) {
    if (const int status = ShowStep(app); status != sim::kDone) return status;
    position = app.model().ui.position;
  }
  const Size window{static_cast<float>(size_.width), static_cast<float>(size_.height)};
  const Status drawn = RenderToPng(
      size_, [&] { LoadFonts(app.ScaleOf(window), app.TextsToShow()); },
      [&] { app.Frame({.window = window, .seconds = 0, .still = true}); }, output_);
  if (!drawn.ok()) return sim::Fail(sim::MessageOf(drawn));
  std::printf("%s: event %s of %s, %dx%d\n", output_.c_str(), trace::Grouped(position).c_str(),
              trace::Grouped(last).c_str(), size_.width, size_.height);
  return sim::kDone;
}

}  // namespace lsm::gui
