// `lsmscope render FILE --at N | --when MOMENT -o X.png`: the app's picture of one moment, without
// a display.
#ifndef LSMSCOPE_GUI_RENDER_RENDER_COMMAND_H_
#define LSMSCOPE_GUI_RENDER_RENDER_COMMAND_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/app/app.h"
#include "gui/render/pixel_size.h"
#include "sim/cli/cli.h"

namespace lsm::gui {

class RenderCommand : public sim::Command {
 public:
  std::string_view name() const override { return "render"; }
  std::string_view about() const override {
    return "a picture of one moment of a trace or a scenario, without a display";
  }
  void Declare(CLI::App* app) override;
  int Run() override;

 private:
  // An answer other than kDone was told to the user already.
  int CheckUsage();
  int FindPosition(const Session& session, uint64_t* position) const;
  int ShowStep(App& app) const;
  void SetUp(App& app, uint64_t position) const;

  std::string file_;
  std::string output_;
  uint64_t at_ = 0;
  uint64_t step_ = 0;  // of a lesson, from 1; 0: not asked for
  std::string choice_;
  std::string when_;
  std::string size_text_ = "1600x900";
  std::string language_ = "en";
  std::string theme_ = "dark";
  std::string view_ = "app";
  std::string read_key_;
  std::string read_snapshot_;
  std::vector<std::string> sets_;
  uint64_t seed_ = 0;
  PixelSize size_;
  CLI::App* app_ = nullptr;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_RENDER_COMMAND_H_
