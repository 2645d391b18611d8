// All keys, over everything else.
#include <string>

#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

constexpr std::string_view kLines[] = {
    "help.play",   "help.step",  "help.ten",  "help.interesting", "help.stall",
    "help.ends",   "help.speed", "help.time", "help.select",      "help.zoom",
    "help.panels", "help.text",  "help.look", "help.quit"};

}  // namespace

void DrawHelp(const FrameView& view) {
  if (!view.model.ui.help_open) return;
  const float width = view.Px(520);
  const float height = view.Px(56) + static_cast<float>(std::size(kLines) + 2) *
                                         (ImGui::GetTextLineHeight() + view.Px(6));
  const Rect& stage = view.regions.stage;
  ImGui::SetNextWindowFocus();
  const PanelWindow window(
      view, "help",
      {stage.CentreX() - width / 2, std::max(0.0f, stage.CentreY() - height / 2), width, height},
      Role::kRaised, 24, /*above_all=*/true);
  if (!window) return;
  HeadingIn(view, Role::kText, view.Tr("help.title"));
  ImGui::Dummy({0, view.Px(4)});
  if (ImGui::BeginTable("keys", 2)) {
    for (const std::string_view line : kLines) {
      FieldRow(view, view.Tr(line), view.Tr(std::string(line) + ".keys"));
    }
    ImGui::EndTable();
  }
  ImGui::Dummy({0, view.Px(4)});
  TextIn(view, Role::kTextSecondary, view.Tr("help.close"));
}

}  // namespace lsm::gui
