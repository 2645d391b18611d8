// The selected thing with its fields; without a selection, the thing that the current event is
// about.
#include <algorithm>
#include <string>
#include <vector>
#include "gui/panels/panel.h"

#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "gui/session/event_text.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

std::string_view KindKey(Thing thing) {
  switch (thing) {
    case Thing::kWriter:
      return "selection.writer";
    case Thing::kFile:
      return "selection.file";
    case Thing::kMemTable:
      return "selection.memtable";
    case Thing::kLog:
      return "selection.log";
    case Thing::kGroup:
      return "selection.group";
    case Thing::kJob:
      return "selection.job";
    case Thing::kRead:
      return "selection.read";
    case Thing::kStall:
      return "selection.stall";
    case Thing::kRecord:
      return "selection.record";
    default:
      return "selection.title";
  }
}

void Fields(const FrameView& view, const SelectionText& text, int lines_below) {
  if (!ImGui::BeginTable("fields", 2)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.4f);
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.6f);
  for (const SelectionField& field : text.fields) {
    if (!LinesFit(1 + lines_below)) continue;
    if (field.target) {
      LinkRow(view, field.name, field.value, field.target);
    } else {
      FieldRow(view, field.name, field.value);
    }
  }
  ImGui::EndTable();
}

// Events under a heading; a click goes to one.
void Events(const FrameView& view, std::string_view heading, const std::vector<uint64_t>& events,
            size_t most) {
  if (events.empty() || !LinesFit(2)) return;
  TextIn(view, Role::kText, view.Tr(heading));
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  for (size_t i = 0; i < std::min(most, events.size()) && LinesFit(); i++) {
    EventLine(view, events[i], EventText(view.model.session(), events[i]),
              i == 0 ? Role::kText : Role::kTextSecondary);
  }
  ImGui::PopFont();
}

// That the thing is gone, or is still to come.
void Absence(const FrameView& view, const Inspection& shown) {
  if (shown.gone_since != 0) {
    const std::string_view kind = view.Tr(KindKey(shown.key.thing));
    WrappedIn(view, Role::kTextSecondary,
              shown.text ? view.Tr("selection.was", trace::Grouped(shown.as_of),
                                   trace::Grouped(shown.gone_since))
                         : view.Tr("selection.gone_since", kind, trace::Grouped(shown.gone_since)));
  } else if (shown.comes_at != 0) {
    WrappedIn(view, Role::kTextSecondary,
              view.Tr("selection.comes", trace::Grouped(shown.comes_at)));
  } else {
    WrappedIn(view, Role::kTextSecondary,
              view.Tr("selection.gone", view.Tr(KindKey(shown.key.thing))));
  }
}

}  // namespace

void DrawSelection(const FrameView& view) {
  const PanelWindow window(view, "selection", view.regions.selection);
  if (!window) return;
  const Inspection& shown = view.inspection;
  TextIn(view, Role::kTextSecondary,
         view.Tr(view.model.ui.selected ? "selection.title" : "selection.follows"));
  if (shown.text) {
    const SelectionText& text = *shown.text;
    HeadingIn(view, text.role, text.what.empty() ? text.title : text.title + "  " + text.what);
  } else if (shown.key) {
    HeadingIn(view, Role::kText, shown.name);
  }
  // That it is not there stands above how it was, which may not all fit.
  if (shown.key && (!shown.text || shown.gone_since != 0)) Absence(view, shown);
  // The life of the thing keeps its place below many fields, where there is room for both.
  constexpr size_t kLife = 2;
  constexpr int kFewestFields = 4;
  const int each = 1 + static_cast<int>(kLife);
  int life = (shown.came_from.empty() ? 0 : each) + (shown.caused.empty() ? 0 : each);
  if (!LinesFit(life + kFewestFields)) life = std::min(life, each);
  if (!LinesFit(life + kFewestFields)) life = 0;
  if (shown.text) Fields(view, *shown.text, life);
  Events(view, "selection.came_from", shown.came_from, kLife);
  Events(view, "selection.caused", shown.caused, shown.caused.size());
  if (!shown.key && LinesFit()) WrappedIn(view, Role::kTextSecondary, view.Tr("selection.none"));
}

}  // namespace lsm::gui
