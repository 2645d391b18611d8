// A short run made by hand, with a stall in it, and an app driven without a window.
#ifndef LSMSCOPE_TESTS_GUI_APP_SAMPLE_RUN_H_
#define LSMSCOPE_TESTS_GUI_APP_SAMPLE_RUN_H_

#include <memory>
#include <string>

#include "gui/app/app.h"
#include "gui/session/recorded_session.h"
#include "traces/trace.h"

namespace lsm::gui {

// Where things are in SampleRun().
struct SampleFacts {
  uint64_t size = 0;
  uint64_t first_stall = 0;  // StallBegin
  uint64_t stall_end = 0;
  uint64_t second_stall = 0;
  uint64_t compaction_begin = 0;
};

// Two clients and a background thread; `rounds` writes, then a stop, a compaction that ends it,
// more writes, and one delay.
std::shared_ptr<trace::Trace> SampleTrace(int rounds, SampleFacts* facts);
std::unique_ptr<Session> SampleSession(SampleFacts* facts = nullptr, int rounds = 20);

// Drives an App through ImGui with a null renderer, as a user would.
class HeadlessApp {
 public:
  explicit HeadlessApp(Size window = {1600, 900}, int rounds = 20);
  explicit HeadlessApp(std::vector<std::unique_ptr<Session>> sessions, Size window);
  ~HeadlessApp();
  HeadlessApp(const HeadlessApp&) = delete;

  App& app() { return *app_; }
  UiState& ui() { return app_->model().ui; }
  const SampleFacts& facts() const { return facts_; }
  Size window() const { return window_; }

  void Frame(double seconds = 0.016);
  void Resize(Size window) { window_ = window; }

  // Three frames each: move, down, up.
  void Click(float x, float y);
  // Presses, moves there in steps, lets go.
  void Drag(float x0, float y0, float x1, float y1, int button = 0);
  void Wheel(float x, float y, float notches);
  // A printable key by its capital letter, or an ImGuiKey_ through Named().
  void Key(int key, bool shift = false, bool ctrl = false);
  static int Named(int imgui_key);

  // The middle of the button with this id in the transport bar: found by looking for what reacts.
  // Both are -1 if there is none.
  struct Place {
    float x = -1;
    float y = -1;
  };
  Place FindButton(const char* id);

  // Text that was drawn in the last frame cannot be asked for; vertices can.
  int Vertices() const { return vertices_; }

 private:
  void Begin();

  SampleFacts facts_;
  Size window_;
  std::unique_ptr<App> app_;
  int vertices_ = 0;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_TESTS_GUI_APP_SAMPLE_RUN_H_
