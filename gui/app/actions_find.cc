// The command palette, and events found by their text.
#include <algorithm>
#include <cctype>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "traces/format/describe.h"

namespace lsm::gui {
namespace {

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lowered;
}

bool Matches(const Session& session, uint64_t position, const std::string& wanted) {
  const Event& event = session.EventAt(position);
  return Lowered(trace::DescribeEvent(position, event, session.tables())).find(wanted) !=
         std::string::npos;
}

// Text that goes on from what was looked for before can only be where that was.
std::deque<uint64_t> FindEvents(const AppModel& model, const std::string& text) {
  const Session& session = model.session();
  const FindState& find = model.ui.find;
  const std::string wanted = Lowered(text);
  std::deque<uint64_t> found;
  if (!find.text.empty() && wanted.starts_with(Lowered(find.text))) {
    std::ranges::copy_if(find.found, std::back_inserter(found),
                         [&](uint64_t at) { return Matches(session, at, wanted); });
    return found;
  }
  for (uint64_t at = 1; at <= session.size(); at++) {
    if (Matches(session, at, wanted)) found.push_back(at);
  }
  return found;
}

}  // namespace

void Apply(AppModel& model, const TogglePalette&) {
  const bool open = !model.ui.palette.open;
  model.ui.palette = {};
  model.ui.palette.open = open;
}

void Apply(AppModel& model, const SetPaletteText& action) {
  model.ui.palette.text = action.text;
  model.ui.palette.chosen = 0;
}

void Apply(AppModel& model, const MovePaletteChoice& action) {
  model.ui.palette.chosen = std::max(0, model.ui.palette.chosen + action.by);
}

void Apply(AppModel& model, const OpenFind&) {
  Apply(model, ShowLook{LookTab::kEvents});
  model.ui.find.open = true;
  model.ui.find.take_focus = true;
}

void Apply(AppModel& model, const FindFocused&) { model.ui.find.take_focus = false; }

void Apply(AppModel& model, const SetFindText& action) {
  std::deque<uint64_t> found;
  if (!action.text.empty()) found = FindEvents(model, action.text);
  model.ui.find.text = action.text;
  model.ui.find.found = std::move(found);
}

void Apply(AppModel& model, const CloseFind&) { model.ui.find = {}; }

void Apply(AppModel& model, const SeekFound& action) {
  const std::deque<uint64_t>& found = model.ui.find.found;
  const uint64_t from = model.ui.position;
  if (action.direction > 0) {
    const auto next = std::ranges::upper_bound(found, from);
    if (next != found.end()) Apply(model, SeekTo{*next});
  } else {
    const auto next = std::ranges::lower_bound(found, from);
    if (next != found.begin()) Apply(model, SeekTo{*(next - 1)});
  }
}

void Apply(AppModel& model, const ShowLook& action) {
  model.ui.look = action.tab;
  // A tab that was asked for is seen, even where the column had folded away.
  model.ui.panels[static_cast<size_t>(PanelGroup::kRight)] = Shown::kYes;
  model.ui.read_take_focus = action.take_focus && action.tab == LookTab::kRead;
}

void Apply(AppModel& model, const ReadKeyFocused&) { model.ui.read_take_focus = false; }

void Apply(AppModel& model, const ScrollSource& action) { model.ui.source_scroll += action.lines; }

// What is typed is shown, and no recorded Get.
void Apply(AppModel& model, const SetReadKey& action) {
  model.ui.read_key = action.key;
  if (model.ui.selected.thing == Thing::kRead) Apply(model, Select{});
}

void Apply(AppModel& model, const SetReadSnapshot& action) {
  model.ui.read_snapshot = action.sequence;
  if (model.ui.selected.thing == Thing::kRead) Apply(model, Select{});
}

void Apply(AppModel& model, const ShowRead& action) {
  Apply(model, SeekTo{action.position});
  Apply(model, Select{{Thing::kRead, 0, action.read}});
}

}  // namespace lsm::gui
