// The program `lsmscope` with the app: the command line of sim/cli, and `open`, `render` and
// `gallery`.
#include "gui/app/open_command.h"
#include "gui/render/gallery_command.h"
#include "gui/render/render_command.h"
#include "sim/cli/cli.h"

int main(int argc, char** argv) {
  lsm::gui::OpenCommand open;
  lsm::gui::RenderCommand render;
  lsm::gui::GalleryCommand gallery;
  lsm::sim::Command* const extra[] = {&open, &render, &gallery};
  return lsm::sim::RunCommandLine(argc, argv, extra);
}
