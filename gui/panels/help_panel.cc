// All keys, over everything else, from the table of commands.
#include <algorithm>
#include <string>

#include "gui/app/commands.h"
#include "gui/draw/draw_scene.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

constexpr int kColumns = 2;

void Cell(const FrameView& view, std::string_view name, std::string_view keys) {
  ImGui::TableNextColumn();
  FittedIn(view, Role::kTextSecondary, name);
  ImGui::TableNextColumn();
  FittedIn(view, Role::kText, keys);
}

}  // namespace

void DrawHelp(const FrameView& view) {
  if (!view.model.ui.help_open) return;
  const std::span<const Command> commands = AllCommands();
  const size_t rows = (commands.size() + 1 + kColumns - 1) / kColumns;  // and the mouse
  const Rect& around = view.regions.transport;
  const float window_height = ImGui::GetIO().DisplaySize.y;
  const float width = std::min(view.Px(860), around.w);
  const float height =
      std::min(view.Px(92) + static_cast<float>(rows) * view.Px(kSmallText + 4), window_height);
  const Rect place{around.CentreX() - width / 2, std::max(0.0f, (window_height - height) / 2),
                   width, height};
  ImGui::SetNextWindowFocus();
  const PanelWindow window(view, "help", place, Role::kRaised, 24, /*above_all=*/true);
  if (!window) return;
  BorderIn(view, place);
  HeadingIn(view, Role::kText, view.Tr("help.title"));
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  if (ImGui::BeginTable("keys", 2 * kColumns)) {
    for (size_t row = 0; row < rows; row++) {
      ImGui::TableNextRow();
      for (size_t i = row; i < rows * kColumns; i += rows) {
        if (i < commands.size()) {
          Cell(view, view.Tr(commands[i].text), commands[i].Keys());
        } else if (i == commands.size()) {
          Cell(view, view.Tr("help.zoom"), view.Tr("help.zoom.keys"));
        }
      }
    }
    ImGui::EndTable();
  }
  ImGui::PopFont();
  TextIn(view, Role::kTextSecondary, view.Tr("help.close"));
}

}  // namespace lsm::gui
