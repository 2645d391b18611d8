// The real program in a real window, under an X server without a screen, worked with real keys and
// clicks (Xvfb and xdotool). What it shows is read from its report (gui/report/README.md).
#ifndef LSMSCOPE_TESTS_GUI_APP_REAL_WINDOW_H_
#define LSMSCOPE_TESTS_GUI_APP_REAL_WINDOW_H_

#include <sys/types.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lsm::gui {

using Json = nlohmann::json;

// The program, built beside this test.
std::string ProgramPath();

class RealWindow {
 public:
  // `folder` is the test's own: the program works in `folder`/work, and has its settings and
  // temporary files in there, too. The window is as large as the screen. Failures are reported to
  // GoogleTest; then alive() is false.
  RealWindow(const std::string& folder, const std::vector<std::string>& arguments, int width,
             int height);
  ~RealWindow();
  RealWindow(const RealWindow&) = delete;
  RealWindow& operator=(const RealWindow&) = delete;

  bool alive() const { return program_ > 0 && !window_.empty(); }

  // The newest line of the report, and all that came so far.
  const Json& Last();
  const std::vector<Json>& All();
  // Waits until it holds of the newest line; false after a long time, with a failure that says
  // `what`. Machines that draw in software and do other work meanwhile are slow.
  bool Until(const std::string& what, const std::function<bool(const Json&)>& holds);

  void Focus();
  // As xdotool names them: "space", "Right", "ctrl+q".
  void Key(const std::string& key);
  void Type(const std::string& text);
  void Click(double x, double y);
  // The middle of a widget of the report; waits until it is there.
  bool ClickWidget(const std::string& id);

  // To the program.
  void Signal(int signal);
  // Waits for the program's end and answers its exit status; -1 if it does not end.
  int WaitForExit();

 private:
  void ReadReport();
  std::string Run(const std::string& command) const;

  const std::string folder_;
  std::string display_;
  std::string window_;
  pid_t server_ = -1;
  pid_t program_ = -1;
  std::ifstream report_;
  std::string partial_;  // a line without its end
  std::vector<Json> lines_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_TESTS_GUI_APP_REAL_WINDOW_H_
