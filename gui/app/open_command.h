// `lsmscope open FILE...`: the app on traces and scenarios; without files, on the demonstration.
#ifndef LSMSCOPE_GUI_APP_OPEN_COMMAND_H_
#define LSMSCOPE_GUI_APP_OPEN_COMMAND_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/app/app.h"
#include "gui/session/run_form.h"
#include "gui/session/session.h"
#include "gui/settings/settings.h"
#include "sim/cli/cli.h"

namespace lsm::gui {

class OpenCommand : public sim::Command {
 public:
  std::string_view name() const override { return "open"; }
  std::string_view about() const override {
    return "the app on traces and scenarios (without any: on the write-stall demonstration)";
  }
  void Declare(CLI::App* app) override;
  int Run() override;

 private:
  // Usage errors are reported, and are the exit status.
  int CheckUsage() const;
  // What is kept from earlier runs, and what the command line says instead.
  Settings ThisRunsSettings(const Settings& kept) const;
  // Where to begin, and whether to play.
  void Start(App& app, bool demonstration) const;
  // What is asked for, as sessions; the form of the run panel is filled for a live one.
  Status OpenAll(std::vector<std::unique_ptr<Session>>* sessions, RunForm* form);

  std::vector<std::string> files_;
  std::vector<std::string> sets_;
  uint64_t seed_ = 0;
  uint64_t at_ = 0;
  std::string language_;
  std::string size_;
  bool paused_ = false;
  bool no_settings_ = false;
  std::string live_;
  std::string real_;
  std::string follow_;
  std::string report_;
  CLI::App* app_ = nullptr;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_OPEN_COMMAND_H_
