// Where a Get of a typed key would look at this moment, and the Gets that the run has recorded.
#include <algorithm>
#include <deque>
#include <string>

#include "engine/events/all.h"
#include "gui/draw/draw_scene.h"
#include "gui/layout/text_fit.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "sim/inspect/read_places.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

using Positions = decltype(RunIndex::by_family)::value_type;

Key KeyOf(const sim::ReadPlace& stop) {
  return {stop.kind == sim::ReadPlace::Kind::kFile ? Thing::kFile : Thing::kMemTable, 0, stop.id};
}

std::string NameOf(const FrameView& view, const sim::ReadPlace& stop) {
  switch (stop.kind) {
    case sim::ReadPlace::Kind::kMemTable:
      return view.Tr("read_path.memtable", trace::Grouped(stop.id));
    case sim::ReadPlace::Kind::kImmutable:
      return view.Tr("read_path.immutable", trace::Grouped(stop.id));
    case sim::ReadPlace::Kind::kFile:
      break;
  }
  return "L" + std::to_string(stop.level) + " #" + std::to_string(stop.id);
}

void Stop(const FrameView& view, size_t number, const sim::ReadPlace& stop) {
  ImGui::PushID(static_cast<int>(number));
  const ImVec2 place = ImGui::GetCursorScreenPos();
  if (ImGui::Selectable("###stop", view.model.ui.selected == KeyOf(stop))) {
    view.actions.push_back(Select{KeyOf(stop)});
  }
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(place);
  const std::string_view known =
      view.Tr(stop.kind == sim::ReadPlace::Kind::kFile ? "read_path.in_range"
                                                       : "read_path.contents_unknown");
  FittedIn(view, Role::kText,
           std::to_string(number + 1) + ". " + NameOf(view, stop) + " · " + std::string(known));
  ImGui::SetCursorScreenPos(next);
  ImGui::PopID();
}

void Path(const FrameView& view) {
  const sim::ReadPlaces path =
      sim::PlacesOf(view.state, view.model.session().tables(), view.model.ui.read_key);
  // What the levels say, what is unknown, and the nearest recorded read keep their place below.
  constexpr int kBelow = 7;
  size_t shown = 0;
  for (; shown < path.places.size() && LinesFit(kBelow); shown++) {
    Stop(view, shown, path.places[shown]);
  }
  if (shown < path.places.size()) {
    TextIn(view, Role::kTextSecondary,
           view.Tr("read_path.more", trace::Grouped(path.places.size() - shown)));
  }
  std::string levels;
  for (const sim::LevelPass& pass : path.levels) {
    levels += (levels.empty() ? "" : " · ") + view.Tr("read_path.level", std::to_string(pass.level),
                                                      trace::Grouped(pass.covering),
                                                      trace::Grouped(pass.files));
  }
  if (!levels.empty()) FittedIn(view, Role::kTextSecondary, levels);
  WrappedIn(view, Role::kTextSecondary, view.Tr("read_path.unknown"));
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

// The Gets that began last, the latest first: a click goes to where one was over, and the stage
// shows the places that it asked.
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
    EventLine(view, end,
              view.Tr("read_path.get", trace::Grouped(*at), ShowKey(get.key.Prefix()),
                      trace::DescribeFields(session.EventAt(end), session.tables())),
              Role::kText);
  }
  if (!any) FittedIn(view, Role::kTextSecondary, view.Tr("read_path.none_recorded"));
}

}  // namespace

void ReadPathTab(const FrameView& view) {
  std::string key = view.model.ui.read_key;
  bool entered = false;
  if (TextField(view, "###read_key", view.Tr("read_path.hint"), false, &key, &entered)) {
    view.actions.push_back(SetReadKey{key});
  }
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  if (!view.model.ui.read_key.empty()) Path(view);
  Recorded(view);
  ImGui::PopFont();
}

}  // namespace lsm::gui
