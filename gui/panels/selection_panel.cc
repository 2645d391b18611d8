// The selected thing with its fields; without a selection, the thing that the current event is
// about.
#include "gui/panels/panel.h"
#include "gui/panels/selection_text.h"
#include "gui/panels/widgets.h"
#include "gui/session/cause_chain.h"

namespace lsm::gui {
namespace {

Key ShownThing(const FrameView& view) {
  if (view.model.ui.selected) return view.model.ui.selected;
  if (view.model.ui.position == 0) return {};
  const Session& session = view.model.session();
  return SubjectOf(session.EventAt(view.model.ui.position), session.tables());
}

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
    default:
      return "selection.title";
  }
}

void Fields(const FrameView& view, const SelectionText& text) {
  HeadingIn(view, text.role, text.what.empty() ? text.title : text.title + "  " + text.what);
  if (!ImGui::BeginTable("fields", 2)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.4f);
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.6f);
  for (const SelectionField& field : text.fields) FieldRow(view, field.name, field.value);
  ImGui::EndTable();
}

}  // namespace

void DrawSelection(const FrameView& view) {
  const PanelWindow window(view, "selection", view.regions.selection);
  if (!window) return;
  const Key key = ShownThing(view);
  const auto text =
      DescribeSelection(view.state, view.model.session().tables(), view.model.strings(), key);
  TextIn(view, Role::kTextSecondary,
         view.Tr(view.model.ui.selected ? "selection.title" : "selection.follows"));
  if (text) {
    Fields(view, *text);
  } else if (key) {
    HeadingIn(view, Role::kText, NameOf(view.state, key));
    WrappedIn(view, Role::kTextSecondary, view.Tr("selection.gone", view.Tr(KindKey(key.thing))));
  }
  if (!view.model.ui.selected && LinesFit())
    WrappedIn(view, Role::kTextSecondary, view.Tr("selection.none"));
}

}  // namespace lsm::gui
