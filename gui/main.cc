// The program `lsmscope` with the app: the command line of sim/cli, and `open` and `render`.
#include "gui/app/open_command.h"
#include "gui/render/render_command.h"
#include "sim/cli/cli.h"

int main(int argc, char** argv) {
  lsm::gui::OpenCommand open;
  lsm::gui::RenderCommand render;
  lsm::sim::Command* const extra[] = {&open, &render};
  return lsm::sim::RunCommandLine(argc, argv, extra);
}
