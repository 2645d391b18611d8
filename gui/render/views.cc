#include "gui/render/views.h"

#include <vector>

namespace lsm::gui {
namespace {

struct View {
  std::string_view name;
  std::vector<Action> actions;
};

std::vector<View> AllViews() {
  return {
      {"app", {}},
      {"stage",
       {TogglePanels{PanelGroup::kLeft, true}, TogglePanels{PanelGroup::kRight, true},
        TogglePanels{PanelGroup::kBottom, true}}},
      {"events", {ShowLook{LookTab::kEvents}}},
      {"source", {ShowLook{LookTab::kSource}}},
      {"breakpoints", {ShowLook{LookTab::kBreakpoints}}},
      {"stalls", {ShowLook{LookTab::kStalls}}},
      {"read", {ShowLook{LookTab::kRead}}},
      {"machine", {ShowLook{LookTab::kWorld}}},
      {"find", {OpenFind{}, SetFindText{"StallBegin"}}},
      {"run", {ToggleRunPanel{}}},
      {"open", {ToggleOpenPanel{}}},
      {"palette", {TogglePalette{}}},
      {"help", {ToggleHelp{}}},
  };
}

}  // namespace

std::vector<std::string> AllViewNames() {
  std::vector<std::string> names;
  for (const View& view : AllViews()) names.emplace_back(view.name);
  return names;
}

std::string ViewNames() {
  std::string names;
  for (const View& view : AllViews()) names.append(names.empty() ? "" : ", ").append(view.name);
  return names;
}

bool HasView(std::string_view name) {
  for (const View& view : AllViews()) {
    if (view.name == name) return true;
  }
  return false;
}

bool ShowView(App& app, std::string_view name) {
  for (const View& view : AllViews()) {
    if (view.name != name) continue;
    for (const Action& action : view.actions) app.Do(action);
    return true;
  }
  return false;
}

}  // namespace lsm::gui
