// `lsmscope open FILE...`: the app on traces and scenarios; without files, on the demonstration.
#ifndef LSMSCOPE_GUI_APP_OPEN_COMMAND_H_
#define LSMSCOPE_GUI_APP_OPEN_COMMAND_H_

#include <cstdint>
#include <string>
#include <vector>

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
  std::vector<std::string> files_;
  std::vector<std::string> sets_;
  uint64_t seed_ = 0;
  uint64_t at_ = 0;
  std::string language_;
  std::string size_ = "1600x900";
  bool paused_ = false;
  CLI::App* app_ = nullptr;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_OPEN_COMMAND_H_
