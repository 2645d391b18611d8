#include "gui/app/open_command.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <utility>

#include "gui/app/app.h"
#include "gui/app/demonstration.h"
#include "gui/app/window.h"
#include "gui/render/pixel_size.h"
#include "gui/session/open_session.h"

namespace lsm::gui {
namespace {

constexpr int kSmallestSide = 320;
constexpr int kLargestSide = 16384;

}  // namespace

void OpenCommand::Declare(CLI::App* app) {
  app_ = app;
  app->add_option("files", files_, "traces, scenario files, names of built-in scenarios");
  app->add_option("--set", sets_, "a.b=c: changes the scenario before it is simulated")
      ->expected(1)
      ->take_all();
  app->add_option("--seed", seed_, "seed of the simulated run");
  app->add_option("--at", at_, "show this event");
  app->add_option("--lang", language_, "en or zh");
  app->add_option("--size", size_, "size of the window, WIDTHxHEIGHT")->capture_default_str();
  app->add_flag("--paused", paused_, "do not begin to play");
}

int OpenCommand::Run() {
  const std::optional<PixelSize> size = ParsePixelSize(size_, kSmallestSide, kLargestSide);
  if (!size) {
    return sim::Fail("--size: " + size_ + " is no size, expected WIDTHxHEIGHT within " +
                         std::to_string(kSmallestSide) + ".." + std::to_string(kLargestSide),
                     sim::kWrongUsage);
  }
  const std::optional<Language> language =
      language_.empty() ? Language::kEnglish : ParseLanguage(language_);
  if (!language) {
    return sim::Fail("--lang: there is no " + language_ + ", expected en or zh", sim::kWrongUsage);
  }
  const bool demonstration = files_.empty();
  if (demonstration) files_.push_back(kDemonstration);

  OpenOptions options;
  options.sets = sets_;
  options.has_seed = app_->count("--seed") > 0;
  options.seed = seed_;
  std::vector<std::unique_ptr<Session>> sessions;
  for (const std::string& file : files_) {
    std::unique_ptr<Session> session;
    if (Status s = OpenSession(file, options, &session); !s.ok()) return sim::Fail(s.ToString());
    sessions.push_back(std::move(session));
  }
  const uint64_t last = sessions.front()->size();
  if (at_ > last) {
    return sim::Fail("--at: there is no event " + std::to_string(at_) + ", the last one is " +
                     std::to_string(last));
  }

  const Size window{static_cast<float>(size->width), static_cast<float>(size->height)};
  App app(std::move(sessions));
  app.Do(SetLanguage{*language});
  const bool placed = app_->count("--at") > 0;
  if (placed) app.Do(SeekTo{at_});
  if (demonstration && !placed) app.Do(SeekTo{DemonstrationStart(app.model().session())});
  if (!paused_ && !placed && last > 0) app.Do(TogglePlay{});
  if (Status s = RunWindow(app, window); !s.ok()) return sim::Fail(s.ToString());
  return sim::kDone;
}

}  // namespace lsm::gui
