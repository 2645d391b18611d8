#include "gui/session/folder_list.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

std::optional<FolderEntry> EntryOf(const fs::directory_entry& found) {
  std::error_code error;
  FolderEntry entry{.name = found.path().filename().string()};
  if (entry.name.starts_with('.')) return std::nullopt;
  if (found.is_directory(error)) {
    const bool lesson = fs::is_regular_file(found.path() / "lesson.json", error);
    entry.kind = lesson ? FolderEntry::Kind::kLesson : FolderEntry::Kind::kFolder;
    return entry;
  }
  if (!found.is_regular_file(error)) return std::nullopt;
  if (entry.name.ends_with(".jsonl")) {
    entry.kind = FolderEntry::Kind::kTrace;
  } else if (entry.name.ends_with(".json")) {
    entry.kind = FolderEntry::Kind::kScenario;
  } else {
    return std::nullopt;
  }
  entry.bytes = found.file_size(error);
  if (error) entry.bytes = 0;
  return entry;
}

}  // namespace

Status ListFolder(const std::string& folder, std::vector<FolderEntry>* entries) {
  entries->clear();
  std::error_code error;
  fs::directory_iterator found(folder, error);
  if (error) return Status::IOError(folder + ": cannot be listed: " + error.message());
  for (const fs::directory_iterator end; found != end; found.increment(error)) {
    if (std::optional<FolderEntry> entry = EntryOf(*found)) entries->push_back(std::move(*entry));
    if (error) return Status::IOError(folder + ": cannot be listed: " + error.message());
  }
  std::ranges::sort(*entries, {}, [](const FolderEntry& entry) {
    return std::tuple(entry.kind != FolderEntry::Kind::kFolder, entry.name);
  });
  if (entries->size() > kMostFolderEntries) entries->resize(kMostFolderEntries);
  return Status::OK();
}

}  // namespace lsm::gui
