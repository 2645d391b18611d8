// The real window, under Xvfb: a click on "step" and keys change the position in its title.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "gui/session/open_session.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

// Where "step" is in a window of this size on that scenario: the same app without a window says.
HeadlessApp::Place FindStep() {
  std::vector<std::unique_ptr<Session>> sessions(1);
  EXPECT_TRUE(OpenSession("put", {}, &sessions[0]).ok());
  HeadlessApp app(std::move(sessions), {1280, 720});
  return app.FindButton("step");
}

TEST(WindowTest, ClickingStepInTheRealWindowChangesThePosition) {
  const HeadlessApp::Place step = FindStep();
  ASSERT_GE(step.x, 0);
  // All programs of a build lie in one folder.
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "lsmscope";
  ASSERT_TRUE(std::filesystem::exists(program)) << program;
  const std::string command = "sh '" LSMSCOPE_SOURCE_DIR "/tests/gui/app/window_test.sh' '" +
                              program.string() + "' " + std::to_string(static_cast<int>(step.x)) +
                              " " + std::to_string(static_cast<int>(step.y));
  EXPECT_EQ(0, std::system(command.c_str()));
}

TEST(WindowTest, WithoutADisplayOpenSaysSo) {
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "lsmscope";
  const std::string command = "env -u DISPLAY -u WAYLAND_DISPLAY '" + program.string() +
                              "' open put 2>&1 | grep -q 'no window can be opened.*display'";
  EXPECT_EQ(0, std::system(command.c_str()));
}

}  // namespace
}  // namespace lsm::gui
