// The current event with all its fields, and the chain of events that brought it about.
#include <algorithm>
#include <string>

#include "engine/events/all.h"
#include "gui/layout/format.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "gui/session/cause_chain.h"
#include "gui/session/event_text.h"
#include "gui/session/stepping.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

// A field's value as the inspector shows it: with its unit, or with the name that the picture has
// for the thing.
std::string ShownValue(const FrameView& view, const Event& event, const trace::FieldText& field) {
  if (const std::string_view place = PlaceOf(event, field); !place.empty()) {
    return std::string(view.Tr(std::string("read_place.").append(place)));
  }
  switch (field.unit) {
    case Unit::kBytes:
      return field.value + " B";
    case Unit::kFile:
      return "#" + std::to_string(field.number);
    case Unit::kLevel:
      return "L" + field.value;
    case Unit::kPermille:
      return FormatPermille(field.number);
    case Unit::kWriter:
      return WriterName(view.model.session(), view.model.ui.position, field.number);
    default:
      return field.value;
  }
}

void Fields(const FrameView& view, const Event& event, int lines_below) {
  const trace::TraceTables& tables = view.model.session().tables();
  if (!ImGui::BeginTable("fields", 2)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.4f);
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.6f);
  for (const trace::FieldText& field : trace::FieldsOf(event, tables)) {
    if (!LinesFit(1 + lines_below)) break;
    FieldRow(view, field.name, ShownValue(view, event, field), field.doc);
  }
  const std::string site = trace::SiteText(event.site, tables);
  if (LinesFit(1 + lines_below)) {
    FieldRow(view, view.Tr("event.site"), site.empty() ? view.Tr("event.site_unknown") : site);
  }
  ImGui::EndTable();
}

// Each line stands a little further in than the one it explains; a click goes there.
void Chain(const FrameView& view, const std::vector<uint64_t>& chain) {
  const Session& session = view.model.session();
  TextIn(view, Role::kText, view.Tr("event.cause"));
  if (chain.empty()) {
    TextIn(view, Role::kTextSecondary, view.Tr("event.cause_none"));
    return;
  }
  float indent = 0;
  for (const uint64_t cause : chain) {
    if (!LinesFit()) break;
    const std::string line = "└ " + EventText(session, cause);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent);
    const ImVec2 place = ImGui::GetCursorScreenPos();
    FittedIn(view, indent == 0 ? Role::kText : Role::kTextSecondary, line);
    const ImVec2 next = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(place);
    ImGui::PushID(static_cast<int>(cause));
    if (ImGui::InvisibleButton("cause", {std::max(1.0f, ImGui::GetContentRegionAvail().x),
                                         ImGui::GetTextLineHeight()})) {
      view.actions.push_back(SeekTo{cause});
    }
    if (ImGui::IsItemHovered()) Tooltip(view, line);
    ImGui::PopID();
    ImGui::SetCursorScreenPos(next);
    indent += view.Px(10);
  }
}

// Later events that answer this one; a click goes there.
void Effects(const FrameView& view, uint64_t position) {
  constexpr size_t kShown = 6;
  if (!LinesFit(2)) return;
  const Session& session = view.model.session();
  const std::vector<uint64_t> effects = EffectsOf(session, position, kShown);
  TextIn(view, Role::kText, view.Tr("event.effects"));
  if (effects.empty()) TextIn(view, Role::kTextSecondary, view.Tr("event.effects_none"));
  for (const uint64_t effect : effects) {
    if (!LinesFit()) break;
    EventLine(view, effect, "→ " + EventText(session, effect), Role::kText);
  }
}

}  // namespace

void DrawCause(const FrameView& view) {
  const PanelWindow window(view, "cause", view.regions.cause);
  if (!window) return;
  const uint64_t position = view.model.ui.position;
  if (position == 0) {
    HeadingIn(view, Role::kText, view.Tr("event.title"));
    WrappedIn(view, Role::kTextSecondary, view.Tr("event.none"));
    return;
  }
  const Event& event = view.model.session().EventAt(position);
  HeadingIn(view, Role::kText,
            trace::Grouped(position) + "  " + std::string(trace::KindName(event.kind)));
  const std::string doc = "event_doc." + std::string(trace::KindName(event.kind));
  if (view.model.strings().Has(doc)) WrappedIn(view, Role::kTextSecondary, view.Tr(doc));
  constexpr size_t kDepth = 6;
  constexpr size_t kAlwaysSeen = 3;
  // Where another tab took room, effects come last.
  const int effect_lines = view.model.ui.look == LookTab::kEvents ? 3 : 0;
  const std::vector<uint64_t> chain = CauseChain(view.model.session(), position, kDepth);
  // Heading and the nearest causes keep their place below many fields.
  Fields(view, event,
         effect_lines + 1 + static_cast<int>(std::clamp<size_t>(chain.size(), 1, kAlwaysSeen)));
  ImGui::Dummy({0, view.Px(2)});
  Chain(view, chain);
  ImGui::Dummy({0, view.Px(2)});
  Effects(view, position);
}

}  // namespace lsm::gui
