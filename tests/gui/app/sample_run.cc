#include "tests/gui/app/sample_run.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "gui/app/fonts.h"

namespace lsm::gui {
namespace {

// Appends events with times and causes.
class Script {
 public:
  explicit Script(const std::shared_ptr<trace::Trace>& trace) : trace_(trace), builder_(trace) {}

  template <class E>
  uint64_t Add(uint16_t thread, const E& fields, uint64_t cause = kNoEvent) {
    Event event = Event::Of(fields);
    event.thread = thread;
    event.time_ns = time_ += 1000;
    event.cause = cause;
    builder_.OnEvent(++position_, event);
    return position_;
  }
  void Sleep(uint64_t ns) { time_ += ns; }
  Text Intern(std::string_view text) { return trace_->tables.texts.Add(text); }

 private:
  const std::shared_ptr<trace::Trace> trace_;
  trace::TraceBuilder builder_;
  uint64_t position_ = 0;
  uint64_t time_ = 0;
};

constexpr uint16_t kW1 = 1;
constexpr uint16_t kW2 = 2;
constexpr uint16_t kBackground = 3;

void OpenDatabase(Script& run) {
  run.Add(kW1, RunStarted{.seed = 7, .scenario = run.Intern("sample")});
  run.Add(kW1, ThreadStarted{.number = kW1, .ordinal = 1});
  run.Add(kW2, ThreadStarted{.number = kW2, .ordinal = 2});
  run.Add(kBackground,
          ThreadStarted{.number = kBackground, .role = ThreadRole::kBackground, .ordinal = 1});
  run.Add(kW1, DatabaseOpened{.write_buffer_bytes = 4096,
                              .max_file_bytes = 4096,
                              .l0_compaction_trigger = 4,
                              .l0_slowdown_trigger = 8,
                              .l0_stop_trigger = 12,
                              .max_immutable_memtables = 1,
                              .num_levels = 7});
  run.Add(kW1, WalCreated{.log = 3});
  run.Add(kW1, WalSwitched{.new_log = 3});
  run.Add(kW1, MemTableCreated{.memtable = 1, .log = 3, .usage = 64});
}

// One write that leads and has nobody behind it. `hold`: called while it makes room.
template <class Hold>
void WriteOnce(Script& run, uint64_t writer, Hold&& hold) {
  const uint16_t thread = writer % 2 == 1 ? kW1 : kW2;
  const uint64_t enqueued = run.Add(
      thread,
      WriterEnqueued{.writer = writer, .bytes = 40, .puts = 1, .queue_length = 1, .has_batch = 1});
  const uint64_t elected =
      run.Add(thread, LeaderElected{.writer = writer, .queue_length = 1}, enqueued);
  run.Add(thread, MakeRoomBegin{.writer = writer}, elected);
  hold(thread);
  run.Add(thread, MakeRoomEnd{.writer = writer});
  run.Add(thread,
          GroupOpened{.group = writer, .leader = writer, .max_bytes = 1 << 20, .leader_bytes = 40});
  run.Add(thread, GroupClosed{.group = writer, .bytes = 40, .members = 1, .entries = 1});
  run.Add(thread, SequencesAssigned{.group = writer, .first = writer, .last = writer});
  run.Add(
      thread,
      WalAppended{.log = 3, .group = writer, .offset = writer * 47, .bytes = 47, .fragments = 1});
  run.Add(thread, MemTableInserted{.memtable = 1,
                                   .group = writer,
                                   .usage = 64 + writer * 40,
                                   .total_entries = writer,
                                   .entries = 1});
  run.Add(thread, SequencePublished{.group = writer, .last_sequence = writer});
  run.Add(thread, WriterCompleted{.writer = writer, .by = writer, .total_ns = 9000}, elected);
}

void Nothing(uint16_t) {}

}  // namespace

std::shared_ptr<trace::Trace> SampleTrace(int rounds, SampleFacts* facts) {
  auto trace = std::make_shared<trace::Trace>();
  trace->header.scenario = "sample";
  trace->header.seed = 7;
  Script run(trace);
  OpenDatabase(run);
  uint64_t writer = 1;
  for (int i = 0; i < rounds; i++) WriteOnce(run, writer++, Nothing);
  WriteOnce(run, writer, [&](uint16_t thread) {
    facts->first_stall = run.Add(thread, StallBegin{.stall = 1,
                                                    .writer = writer,
                                                    .value = 12,
                                                    .threshold = 12,
                                                    .waiting = 1,
                                                    .cause = StallCause::kL0Stop});
    run.Add(thread, StallCondition{.stall = 1,
                                   .value = 12,
                                   .threshold = 12,
                                   .condition = StallConditionKind::kL0Stop,
                                   .holds = 1});
    facts->compaction_begin = run.Add(
        kBackground, CompactionBegin{.bytes = 9000, .job = 2, .files = 5, .output_level = 1});
    run.Sleep(2'000'000);
    const uint64_t end = run.Add(kBackground, CompactionEnd{.bytes_read = 9000, .job = 2});
    facts->stall_end = run.Add(
        thread,
        StallEnd{
            .stall = 1, .writer = writer, .duration_ns = 2'000'000, .cause = StallCause::kL0Stop},
        end);
  });
  writer++;
  WriteOnce(run, writer, [&](uint16_t thread) {
    facts->second_stall = run.Add(thread, StallBegin{.stall = 2,
                                                     .writer = writer,
                                                     .delay_ns = 1'000'000,
                                                     .value = 9,
                                                     .threshold = 8,
                                                     .waiting = 1});
    run.Sleep(1'000'000);
    run.Add(thread, StallEnd{.stall = 2, .writer = writer, .duration_ns = 1'000'000});
  });
  for (int i = 0; i < rounds; i++) WriteOnce(run, ++writer, Nothing);
  facts->size = run.Add(kW1, RunEnded{.operations = writer});
  return trace;
}

std::unique_ptr<Session> SampleSession(SampleFacts* facts, int rounds) {
  SampleFacts ignored;
  return std::make_unique<RecordedSession>(SampleTrace(rounds, facts != nullptr ? facts : &ignored),
                                           "sample");
}

HeadlessApp::HeadlessApp(Size window, int rounds) : window_(window) {
  std::vector<std::unique_ptr<Session>> sessions;
  sessions.push_back(SampleSession(&facts_, rounds));
  app_ = std::make_unique<App>(std::move(sessions));
  Begin();
}

HeadlessApp::HeadlessApp(std::vector<std::unique_ptr<Session>> sessions, Size window)
    : window_(window), app_(std::make_unique<App>(std::move(sessions))) {
  Begin();
}

void HeadlessApp::Begin() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  // Any numbers will do for keys that have names, as long as they are their own.
  for (int key = 0; key < ImGuiKey_COUNT; key++) io.KeyMap[key] = 256 + key;
  LoadFonts(app_->ScaleOf(window_));
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
  Frame();
  Frame();
}

HeadlessApp::~HeadlessApp() { ImGui::DestroyContext(); }

void HeadlessApp::Frame(double seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {window_.w, window_.h};
  io.DeltaTime = static_cast<float>(seconds > 0 ? seconds : 0.001);
  ImGui::NewFrame();
  app_->Frame({.window = window_, .seconds = seconds});
  ImGui::Render();
  vertices_ = ImGui::GetDrawData()->TotalVtxCount;
}

void HeadlessApp::Click(float x, float y) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {x, y};
  Frame();
  io.MouseDown[0] = true;
  Frame();
  io.MouseDown[0] = false;
  Frame();
}

void HeadlessApp::Drag(float x0, float y0, float x1, float y1, int button) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {x0, y0};
  Frame();
  io.MouseDown[button] = true;
  Frame();
  constexpr int kSteps = 4;
  for (int i = 1; i <= kSteps; i++) {
    io.MousePos = {x0 + (x1 - x0) * i / kSteps, y0 + (y1 - y0) * i / kSteps};
    Frame();
  }
  io.MouseDown[button] = false;
  Frame();
}

void HeadlessApp::Wheel(float x, float y, float notches) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {x, y};
  Frame();
  io.MouseWheel = notches;
  Frame();
  Frame();
}

int HeadlessApp::Named(int imgui_key) { return 256 + imgui_key; }

void HeadlessApp::Key(int key, bool shift, bool ctrl) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeyShift = shift;
  io.KeyCtrl = ctrl;
  io.KeysDown[key] = true;
  Frame();
  io.KeysDown[key] = false;
  io.KeyShift = false;
  io.KeyCtrl = false;
  Frame();
}

HeadlessApp::Place HeadlessApp::FindButton(const char* id) {
  Frame();
  // "label###id" is hashed from the id alone, seeded by its window.
  const ImGuiWindow* bar = ImGui::FindWindowByName("transport");
  if (bar == nullptr) return {};
  const ImGuiID wanted = ImHashStr((std::string("###") + id).c_str(), 0, bar->ID);
  const float y = bar->Pos.y + bar->Size.y / 2;
  const float end = bar->Pos.x + bar->Size.x;
  Place first;
  float last = -1;
  for (float x = bar->Pos.x; x < end; x += 4) {
    ImGui::GetIO().MousePos = {x, y};
    Frame();
    if (ImGui::GetCurrentContext()->HoveredId != wanted) continue;
    if (first.x < 0) first = {x, y};
    last = x;
  }
  return first.x < 0 ? first : Place{(first.x + last) / 2, y};
}

}  // namespace lsm::gui
