// The only file with native window headers.
#include "gui/app/window.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gui/app/closing_signals.h"
#include "gui/app/fonts.h"
#include "gui/app/window_size.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

// GLFW started, one window with a context of OpenGL and of ImGui; all gone in the destructor.
class NativeWindow {
 public:
  ~NativeWindow();
  NativeWindow() = default;
  NativeWindow(const NativeWindow&) = delete;
  NativeWindow& operator=(const NativeWindow&) = delete;

  Status Open(Size size, const char* title);
  GLFWwindow* handle() const { return window_; }
  Size size() const;
  // Frames that input still asks for: ImGui settles hover and focus one frame later.
  int frames_due = 3;

  // A key that went down since the last frame, or a character that was typed. ImGui 1.86 has no
  // queue of input: a key that is up again before a frame begins, as happens where frames are slow,
  // would be lost, and a character would be taken for part of a shortcut that came before it.
  struct Tap {
    int key = 0;  // as GLFW numbers it; 0: a character
    int modifiers = 0;
    unsigned character = 0;
  };
  std::deque<Tap> taps;
  std::vector<std::string> dropped;  // paths, since the last frame

 private:
  void WatchInput();

  bool started_ = false;
  bool imgui_ = false;
  GLFWwindow* window_ = nullptr;
};

void InputCame(GLFWwindow* window) {
  static_cast<NativeWindow*>(glfwGetWindowUserPointer(window))->frames_due = 3;
}

void KeyCame(GLFWwindow* window, int key, int, int action, int modifiers) {
  InputCame(window);
  if (key < 0 || action != GLFW_PRESS) return;
  static_cast<NativeWindow*>(glfwGetWindowUserPointer(window))
      ->taps.push_back({.key = key, .modifiers = modifiers});
}

void CharacterCame(GLFWwindow* window, unsigned character) {
  InputCame(window);
  static_cast<NativeWindow*>(glfwGetWindowUserPointer(window))
      ->taps.push_back({.character = character});
}

void FilesCame(GLFWwindow* window, int count, const char** paths) {
  InputCame(window);
  auto* self = static_cast<NativeWindow*>(glfwGetWindowUserPointer(window));
  self->dropped.insert(self->dropped.end(), paths, paths + count);
}

// Shows ImGui, for one frame, keys that came and went between two frames: in their order, each with
// its modifiers and each press as one of its own. What does not fit into this frame stays in *taps.
class HeldTaps {
 public:
  // `hold`: none of them in this frame.
  HeldTaps(std::deque<NativeWindow::Tap>* taps, bool hold)
      : shift_(ImGui::GetIO().KeyShift), ctrl_(ImGui::GetIO().KeyCtrl) {
    ImGui::GetIO().ClearInputCharacters();  // they stand in *taps
    if (!hold) ShowSome(taps);
    // A key whose turn has not come may be down already; ImGui would count it now and once more
    // then.
    for (const NativeWindow::Tap& tap : *taps) {
      if (tap.key != 0 && !changed_.contains(tap.key)) Show(tap.key, false);
    }
  }
  ~HeldTaps() {
    ImGuiIO& io = ImGui::GetIO();
    for (const auto& [key, down] : changed_) io.KeysDown[key] = down;
    io.KeyShift = shift_;
    io.KeyCtrl = ctrl_;
  }
  HeldTaps(const HeldTaps&) = delete;
  HeldTaps& operator=(const HeldTaps&) = delete;

 private:
  void ShowSome(std::deque<NativeWindow::Tap>* taps) {
    ImGuiIO& io = ImGui::GetIO();
    int modifiers = 0;
    bool text_ends = false;  // a shortcut, or a key as Enter, was shown: the rest waits for a frame
    for (; !taps->empty(); taps->pop_front()) {
      const NativeWindow::Tap& tap = taps->front();
      if (tap.key == 0) {
        if (text_ends) return;
        io.AddInputCharacter(tap.character);
        continue;
      }
      if (!changed_.empty() && tap.modifiers != modifiers) return;
      // A command may open a field, which the keys after it are meant for.
      if (!changed_.empty() && (text_ends || !io.WantTextInput)) return;
      if (changed_.contains(tap.key)) return;
      modifiers = tap.modifiers;
      if (io.KeysDownDuration[tap.key] >= 0) {
        // It was down in the last frame: up in this one, or the second press would not be seen.
        Show(tap.key, false);
        return;
      }
      // A key counts with the modifiers that it was pressed with, though they may be up by now.
      io.KeyShift = (tap.modifiers & GLFW_MOD_SHIFT) != 0;
      io.KeyCtrl = (tap.modifiers & GLFW_MOD_CONTROL) != 0;
      text_ends = io.KeyCtrl || tap.key >= GLFW_KEY_ESCAPE;  // from there on keys are no characters
      Show(tap.key, true);
    }
  }

  void Show(int key, bool down) {
    bool& shown = ImGui::GetIO().KeysDown[key];
    changed_.insert({key, shown});
    shown = down;
  }

  const bool shift_;
  const bool ctrl_;
  std::map<int, bool> changed_;  // and whether it is really down
};

// Not larger than the room on the monitor, where the lower and right edges would not be seen.
Size FitToMonitor(Size size) {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (monitor == nullptr) return size;
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
  if (width < kLeastWindowWidth || height < kLeastWindowHeight) return size;
  return {std::min(size.w, static_cast<float>(width)),
          std::min(size.h, static_cast<float>(height))};
}

Status NativeWindow::Open(Size size, const char* title) {
  if (glfwInit() != GLFW_TRUE) {
    return Status::IOError("no window can be opened", "there is no display ($DISPLAY)");
  }
  started_ = true;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  size = FitToMonitor(size);
  window_ =
      glfwCreateWindow(static_cast<int>(size.w), static_cast<int>(size.h), title, nullptr, nullptr);
  if (window_ == nullptr) {
    const char* why = nullptr;
    glfwGetError(&why);
    return Status::IOError("no window can be opened",
                           why != nullptr ? why : "OpenGL 3.3 is missing");
  }
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  WatchInput();
  ImGui::CreateContext();
  imgui_ = true;
  ImGui::GetIO().IniFilename = nullptr;  // nothing is remembered between runs
  ImGui_ImplGlfw_InitForOpenGL(window_, /*install_callbacks=*/true);  // calls ours, too
  ImGui_ImplOpenGL3_Init("#version 330");
  return Status::OK();
}

void NativeWindow::WatchInput() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { InputCame(w); });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int, int, int) { InputCame(w); });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { InputCame(w); });
  glfwSetKeyCallback(window_, KeyCame);
  glfwSetCharCallback(window_, CharacterCame);
  glfwSetDropCallback(window_, FilesCame);
  glfwSetWindowRefreshCallback(window_, InputCame);
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { InputCame(w); });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { InputCame(w); });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { InputCame(w); });
}

Size NativeWindow::size() const {
  int width = 0;
  int height = 0;
  glfwGetWindowSize(window_, &width, &height);
  return {static_cast<float>(width), static_cast<float>(height)};
}

NativeWindow::~NativeWindow() {
  if (imgui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  if (window_ != nullptr) glfwDestroyWindow(window_);
  if (started_) glfwTerminate();
}

std::string TitleOf(const AppModel& model) {
  return std::string(model.strings().Get("app.title")) + " · " + model.session().name() + " · " +
         model.strings().Format("transport.position", trace::Grouped(model.ui.position),
                                trace::Grouped(model.session().size()));
}

void LoadFontsAt(float scale, std::string_view texts) {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  LoadFonts(scale, texts);
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void DrawOnce(App& app, NativeWindow& window, double seconds) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  const HeldTaps held(&window.taps, /*hold=*/app.FieldTakesKeyboard());
  if (!window.taps.empty()) window.frames_due = std::max(window.frames_due, 2);
  ImGui::NewFrame();
  if (!window.dropped.empty()) app.Do(OpenFiles{std::exchange(window.dropped, {})});
  app.Frame({.window = window.size(), .seconds = seconds});
  ImGui::Render();
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(window.handle(), &width, &height);
  glViewport(0, 0, width, height);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window.handle());
}

bool ShallClose(const App& app, const NativeWindow& window) {
  return glfwWindowShouldClose(window.handle()) != GLFW_FALSE || app.model().ui.quit ||
         ClosingSignals::Came();
}

// A signal ends no wait for input: it is looked for so often, in seconds.
constexpr double kSignalLook = 0.2;

// Until something may have changed.
void WaitForChange(const App& app, const NativeWindow& window) {
  // A window that nobody touches still looks up now and then, as some systems want.
  constexpr double kLongest = 5;
  const double wait = window.frames_due > 0 ? 0 : app.SecondsToNextChange();
  if (wait <= 0) return glfwPollEvents();
  const double until = glfwGetTime() + std::min(wait, kLongest);
  for (double left = until - glfwGetTime();
       left > 0 && window.frames_due == 0 && !ShallClose(app, window);
       left = until - glfwGetTime()) {
    glfwWaitEventsTimeout(std::min(left, kSignalLook));
  }
}

void Loop(App& app, NativeWindow& window, const FrameDone& frame_done) {
  float font_scale = 0;
  uint64_t texts_version = UINT64_MAX;
  std::string title;
  double last = glfwGetTime();
  while (!ShallClose(app, window)) {
    const Size size = window.size();
    if (size.w < 1 || size.h < 1) {  // minimised
      glfwWaitEventsTimeout(kSignalLook);
      continue;
    }
    if (app.ScaleOf(size) != font_scale || app.model().texts_version() != texts_version) {
      font_scale = app.ScaleOf(size);
      texts_version = app.model().texts_version();
      LoadFontsAt(font_scale, app.TextsToShow());
    }
    const double now = glfwGetTime();
    DrawOnce(app, window, now - last);
    last = now;
    frame_done(size);
    if (window.frames_due > 0) window.frames_due--;
    if (std::string next = TitleOf(app.model()); next != title) {
      title = std::move(next);
      glfwSetWindowTitle(window.handle(), title.c_str());
    }
    WaitForChange(app, window);
  }
}

}  // namespace

Status RunWindow(App& app, Size size, const FrameDone& frame_done) {
  NativeWindow window;
  if (Status s = window.Open(size, TitleOf(app.model()).c_str()); !s.ok()) return s;
  if (FindFont().empty()) {
    std::fprintf(stderr, "lsmscope: %s\n",
                 std::string(app.model().strings().Get("app.no_font")).c_str());
  }
  Loop(app, window, frame_done);
  return Status::OK();
}

}  // namespace lsm::gui
