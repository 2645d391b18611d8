// Opening files, and closing what is open.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/app/open_list.h"
#include "gui/app/recent_files.h"
#include "gui/session/live_session.h"
#include "gui/session/opening.h"
#include "sim/cli/text.h"

namespace lsm::gui {
namespace {

void Fail(AppModel& model, const Status& status) {
  OpenUi& open = model.ui.open;
  // Of several files the first that failed is told.
  if (open.error.empty()) open.error = sim::MessageOf(status);
  open.panel_open = true;
}

void StartNext(AppModel& model) {
  std::deque<std::string>& files = model.ui.open.to_open;
  if (model.opening != nullptr || files.empty()) return;
  model.opening = std::make_unique<Opening>(std::move(files.front()));
  files.pop_front();
}

void TakeOpened(AppModel& model) {
  const std::unique_ptr<Opening> opening = std::move(model.opening);
  std::unique_ptr<Session> session;
  const Status status = opening->Take(&session);
  if (std::exchange(model.ui.open.unwanted, false)) return;
  if (!status.ok()) return Fail(model, status);
  std::error_code ignored;
  if (std::filesystem::exists(opening->name(), ignored)) {
    Remember(opening->name(), &model.ui.open.recent);
  }
  const size_t place = model.num_sessions();
  model.PutSession(place, std::move(session));
  Apply(model, OpenSessionAt{place});
  if (model.ui.open.error.empty()) model.ui.open.panel_open = !model.ui.open.to_open.empty();
}

}  // namespace

void PollOpening(AppModel& model) {
  if (model.opening != nullptr && model.opening->done()) TakeOpened(model);
  StartNext(model);
}

void Apply(AppModel& model, const ToggleOpenPanel&) {
  OpenUi& open = model.ui.open;
  open.panel_open = !open.panel_open;
  open.error.clear();
  open.filter.clear();
  open.chosen = 0;
  if (!open.panel_open) return;
  std::error_code ignored;
  std::string folder = open.folder;
  if (folder.empty()) folder = std::filesystem::current_path(ignored).string();
  Apply(model, ShowFolder{std::move(folder)});
  open.chosen = 0;  // what is open, opened last and built in stands above the folder
}

void Apply(AppModel& model, const ShowFolder& action) {
  OpenUi& open = model.ui.open;
  std::vector<FolderEntry> entries;
  if (const Status s = ListFolder(action.folder, &entries); !s.ok()) {
    open.error = sim::MessageOf(s);
    return;
  }
  open.folder = action.folder;
  open.entries = std::move(entries);
  open.error.clear();
  open.filter.clear();
  model.TextsChanged();
  // The folder was asked for, so that is where one goes on from.
  const std::vector<OpenRow> rows = OpenRows(model);
  const auto first = std::ranges::find(rows, OpenRow::Section::kFolder, &OpenRow::section);
  open.chosen = open.panel_open ? static_cast<int>(first - rows.begin()) : 0;
}

void Apply(AppModel& model, const SetOpenFilter& action) {
  model.ui.open.filter = action.text;
  model.ui.open.chosen = 0;
}

void Apply(AppModel& model, const MoveOpenChoice& action) {
  const int last = static_cast<int>(OpenRows(model).size()) - 1;
  OpenUi& open = model.ui.open;
  open.chosen = std::clamp(open.chosen + action.by, 0, std::max(0, last));
}

void Apply(AppModel& model, const OpenFiles& action) {
  OpenUi& open = model.ui.open;
  open.error.clear();
  open.panel_open = true;  // says what is being opened, and what went wrong
  open.to_open.insert(open.to_open.end(), action.names.begin(), action.names.end());
  StartNext(model);
}

void Apply(AppModel& model, const StopOpening&) {
  OpenUi& open = model.ui.open;
  open.to_open.clear();
  open.unwanted = model.opening != nullptr;
  if (model.opening != nullptr) model.opening->Cancel();
}

void Apply(AppModel& model, const CloseSession& action) {
  if (action.session >= model.num_sessions() || model.num_sessions() == 1) return;
  if (LiveSession* live = model.SessionAt(action.session).live(); live != nullptr) live->Close();
  const size_t shown = model.ui.session;
  model.RemoveSession(action.session);
  if (shown == action.session) {
    model.ui.session = 0;
    Apply(model, OpenSessionAt{std::min(shown, model.num_sessions() - 1)});
  } else if (shown > action.session) {
    model.ui.session = shown - 1;
  }
}

}  // namespace lsm::gui
