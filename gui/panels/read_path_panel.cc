// The read path: where a Get of a typed key looks at this moment and what each place answers; the
// same of a Get that the run has recorded.
#include <algorithm>
#include <string>

#include "engine/events/all.h"
#include "gui/draw/draw_scene.h"
#include "gui/layout/look_up_text.h"
#include "gui/layout/stage.h"
#include "gui/layout/text_fit.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "gui/session/event_text.h"
#include "gui/session/key_reader.h"
#include "sim/inspect/look_up.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

using Positions = decltype(RunIndex::by_family)::value_type;

// Lines that the list of recorded reads keeps below the places.
constexpr int kBelow = 4;

// One place: its number and name in a column, its answer beside them.
void Place(const FrameView& view, size_t number, const sim::PlaceAnswer& answer,
           const std::string& text) {
  const Strings& strings = view.model.strings();
  ImGui::PushID(static_cast<int>(number));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Key key = KeyOf(answer.place);
  if (ImGui::Selectable("###place", view.model.ui.selected == key)) {
    view.actions.push_back(Select{key});
  }
  if (ImGui::IsItemHovered()) Tooltip(view, NameOf(strings, answer.place) + ": " + text);
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(corner);
  const Role role = RoleOf(answer);
  TextIn(view, role == Role::kTextSecondary ? role : Role::kText,
         std::to_string(number + 1) + "  " + NameOf(strings, answer.place));
  // What the Get ends with is told in full.
  const float column = view.Px(78);
  ImGui::SetCursorScreenPos({corner.x + column, corner.y});
  if (answer.ends_get() && LinesFit(kBelow + 3)) {
    ImGui::Indent(column);
    WrappedIn(view, role, text);
    ImGui::Unindent(column);
  } else {
    FittedIn(view, role, text);
    ImGui::SetCursorScreenPos(next);
  }
  ImGui::PopID();
}

// As many as fit, and in any case the one that the Get ends with.
void Places(const FrameView& view, const sim::KeyLookUp& look_up, bool answered) {
  const auto show = [&](size_t number) {
    const sim::PlaceAnswer& answer = look_up.places[number];
    Place(view, number, answer,
          answered ? AnswerText(view.model.strings(), answer)
                   : std::string(view.Tr("read_path.may_ask")));
  };
  const size_t count = look_up.places.size();
  const sim::PlaceAnswer* deciding = look_up.deciding();
  const size_t last =
      deciding == nullptr ? 0 : static_cast<size_t>(deciding - look_up.places.data());
  size_t shown = 0;
  for (; shown < count && LinesFit(kBelow + (shown < last ? 1 : 0)); shown++) show(shown);
  const auto left = [&](size_t places, std::string_view key) {
    if (places == 0) return;
    const std::string text = std::string(key) + (places == 1 ? "_one" : "");
    TextIn(view, Role::kTextSecondary, view.Tr(text, trace::Grouped(places)));
  };
  const PlacesLeft left_out = LeftOut(look_up, shown);
  left(left_out.before, "read_path.more");
  if (shown <= last && deciding != nullptr) show(last);
  left(left_out.behind, "read_path.behind");
}

std::string LevelsText(const FrameView& view, const sim::KeyLookUp& look_up) {
  std::string text;
  for (const sim::LevelPass& pass : look_up.levels) {
    text += (text.empty() ? "" : " · ") + view.Tr("read_path.level", std::to_string(pass.level),
                                                  trace::Grouped(pass.covering),
                                                  trace::Grouped(pass.files));
  }
  return text;
}

std::string WhyNot(const FrameView& view) {
  const KeyReading& reading = view.reading;
  const std::string key =
      "read_path.why." + std::string(Names(ReadingStatus{})[static_cast<size_t>(reading.status)]);
  return reading.status == ReadingStatus::kRunsAgain
             ? view.Tr(key, trace::Grouped(view.model.ui.position))
             : view.Tr(key, reading.detail);
}

void Typed(const FrameView& view) {
  const KeyReading& reading = view.reading;
  const sim::KeyLookUp& look_up = reading.look_up;
  const bool answered = reading.status == ReadingStatus::kAnswered;
  const std::string snapshot = trace::Grouped(look_up.snapshot);
  if (answered) {
    FittedIn(view, Role::kRead,
             view.Tr("read_path.summary", snapshot, ResultText(view.model.strings(), look_up)));
  } else {
    WrappedIn(view, Role::kTextSecondary, WhyNot(view));
  }
  if (reading.status == ReadingStatus::kNotRecorded) return;
  Places(view, look_up, answered);
  const std::string levels = LevelsText(view, look_up);
  if (!levels.empty() && LinesFit(2)) FittedIn(view, Role::kTextSecondary, levels);
}

void RecordedGet(const FrameView& view, const trace::ReadState& read) {
  const sim::KeyLookUp look_up = sim::RecordedLookUp(read);
  std::string title =
      view.Tr("read_path.recorded_get", KeyText(look_up), trace::Grouped(look_up.snapshot));
  if (look_up.done) title += " → " + ResultText(view.model.strings(), look_up);
  FittedIn(view, Role::kRead, title);
  Places(view, look_up, /*answered=*/true);
  if (look_up.key_is_cut || !LinesFit(2)) return;
  const std::string ask(view.Tr("read_path.ask_files"));
  ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(view, Role::kSelected));
  if (ImGui::Selectable((ask + "###ask").c_str())) {
    view.actions.push_back(SetReadKey{ShowKey(look_up.key)});
    view.actions.push_back(SetReadSnapshot{std::to_string(look_up.snapshot)});
  }
  ImGui::PopStyleColor();
}

// The recorded Get whose places are shown: the one that is selected, or the latest if no key is
// typed.
const trace::ReadState* ReadAtHand(const FrameView& view) {
  const UiState& ui = view.model.ui;
  if (const trace::ReadState* read = SelectedRead(view.state, ui.selected)) return read;
  bool now = false;
  return ui.read_key.empty() ? LatestRead(view.state, &now) : nullptr;
}

// Where a Get that began at `begin` was over; its begin, if it never was.
uint64_t EndOfGet(const Session& session, const Positions& reads, size_t begin) {
  const uint64_t read = session.EventAt(reads[begin]).As<GetBegin>().read;
  for (size_t i = begin + 1; i < reads.size(); i++) {
    const Event& event = session.EventAt(reads[i]);
    if (event.Is<GetEnd>() && event.As<GetEnd>().read == read) return reads[i];
  }
  return reads[begin];
}

// The Gets that began last, the latest first.
void Recorded(const FrameView& view) {
  const Session& session = view.model.session();
  const Positions& reads = session.index().by_family[static_cast<size_t>(Family::kRead)];
  TextIn(view, Role::kText, view.Tr("read_path.recorded"));
  bool any = false;
  const auto after = std::ranges::upper_bound(reads, view.model.ui.position);
  for (auto at = after; at != reads.begin() && (LinesFit() || !any);) {
    --at;
    const Event& event = session.EventAt(*at);
    if (!event.Is<GetBegin>()) continue;
    any = true;
    const GetBegin get = event.As<GetBegin>();
    const uint64_t end = EndOfGet(session, reads, static_cast<size_t>(at - reads.begin()));
    const Event& over = session.EventAt(end);
    const std::string text =
        view.Tr("read_path.get", trace::Grouped(*at), ShowKey(get.key.Prefix()),
                over.Is<GetEnd>() ? GetEndText(view.model.strings(), over.As<GetEnd>()) : "…");
    if (EventLine(view, end, text, Role::kText)) {
      view.actions.push_back(ShowRead{.read = get.read, .position = end});
    }
  }
  if (!any) FittedIn(view, Role::kTextSecondary, view.Tr("read_path.none_recorded"));
}

void Fields(const FrameView& view) {
  const UiState& ui = view.model.ui;
  const float room = ImGui::GetContentRegionAvail().x - view.Px(6);
  std::string key = ui.read_key;
  bool entered = false;
  const std::string_view hint = view.Tr("read_path.hint");
  const bool take_focus = ui.read_take_focus;
  const bool typed = TextField(view, "###read_key", hint, take_focus, &key, &entered, room * 0.76f);
  if (take_focus && ImGui::IsItemActive()) view.actions.push_back(ReadKeyFocused{});
  // Esc gives the keyboard back and nothing more: ImGui would take back what was typed as well.
  const bool escaped =
      ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
  if ((typed || entered) && !escaped) view.actions.push_back(SetReadKey{key});
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("read_path.key_tip"));
  ImGui::SameLine(0, view.Px(6));
  std::string snapshot = ui.read_snapshot;
  const std::string_view latest = view.Tr("read_path.snapshot_hint");
  if (TextField(view, "###read_snapshot", latest, false, &snapshot, &entered)) {
    view.actions.push_back(SetReadSnapshot{snapshot});
  }
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("read_path.snapshot_tip"));
}

}  // namespace

void ReadPathTab(const FrameView& view) {
  Fields(view);
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  if (const trace::ReadState* read = ReadAtHand(view)) {
    RecordedGet(view, *read);
  } else if (view.reading.status != ReadingStatus::kNothing) {
    Typed(view);
  }
  Recorded(view);
  ImGui::PopFont();
}

}  // namespace lsm::gui
