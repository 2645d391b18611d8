#include "gui/app/open_list.h"

#include <filesystem>
#include <utility>

#include "gui/app/commands.h"
#include "sim/lesson/load_lesson.h"
#include "sim/scenario/scenario.h"

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

std::string_view KindOf(const FolderEntry& entry) {
  switch (entry.kind) {
    case FolderEntry::Kind::kFolder:
      return "open.kind.folder";
    case FolderEntry::Kind::kLesson:
      return "open.kind.lesson";
    case FolderEntry::Kind::kTrace:
      return "open.kind.trace";
    case FolderEntry::Kind::kScenario:
      return "open.kind.scenario";
  }
  return "";
}

std::string_view KindOf(const Session& session) {
  if (session.lesson() != nullptr) return "open.kind.lesson";
  if (session.growing()) return "open.kind.growing";
  return session.header().real ? "open.kind.real" : "open.kind.simulated";
}

OpenRow FolderRow(const std::string& folder, const FolderEntry& entry) {
  const std::string path = (fs::path(folder) / entry.name).string();
  OpenRow row{.section = OpenRow::Section::kFolder,
              .label = entry.name,
              .kind = KindOf(entry),
              .bytes = entry.bytes,
              .action = OpenFiles{{path}}};
  if (entry.kind == FolderEntry::Kind::kFolder) {
    row.label += "/";
    row.action = ShowFolder{path};
  }
  return row;
}

}  // namespace

std::vector<OpenRow> OpenRows(const AppModel& model) {
  using Section = OpenRow::Section;
  const OpenUi& open = model.ui.open;
  std::vector<OpenRow> rows;
  const auto add = [&](OpenRow row) {
    if (FuzzyScore(row.label, open.filter) > 0) rows.push_back(std::move(row));
  };
  for (size_t i = 0; i < model.num_sessions(); i++) {
    add({.section = Section::kOpenNow,
         .label = model.SessionAt(i).name(),
         .kind = KindOf(model.SessionAt(i)),
         .session = i,
         .shown = i == model.ui.session,
         .action = OpenSessionAt{i}});
  }
  for (const std::string& path : open.recent) {
    add({.section = Section::kRecent, .label = path, .action = OpenFiles{{path}}});
  }
  for (const std::string& name : sim::BuiltInLessonNames()) {
    add({.section = Section::kBuiltIn,
         .label = name,
         .kind = "open.kind.lesson",
         .action = OpenFiles{{name}}});
  }
  for (const std::string& name : sim::BuiltInScenarios()) {
    add({.section = Section::kBuiltIn,
         .label = name,
         .kind = "open.kind.scenario",
         .action = OpenFiles{{name}}});
  }
  const fs::path folder(open.folder);
  if (folder.has_relative_path()) {
    add({.section = Section::kFolder,
         .label = "../",
         .kind = "open.kind.parent",
         .action = ShowFolder{folder.parent_path().string()}});
  }
  for (const FolderEntry& entry : open.entries) add(FolderRow(open.folder, entry));
  return rows;
}

}  // namespace lsm::gui
