// What a folder has that can be opened.
#ifndef LSMSCOPE_GUI_SESSION_FOLDER_LIST_H_
#define LSMSCOPE_GUI_SESSION_FOLDER_LIST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lsm/status.h"

namespace lsm::gui {

struct FolderEntry {
  enum class Kind : uint8_t { kFolder, kLesson, kTrace, kScenario };
  Kind kind = Kind::kFolder;
  std::string name;    // without the path
  uint64_t bytes = 0;  // of a file

  friend bool operator==(const FolderEntry&, const FolderEntry&) = default;
};

inline constexpr size_t kMostFolderEntries = 2000;

// Folders first, then files (*.jsonl: a trace, *.json: a scenario), each by name; hidden ones are
// left out, and so is what comes after kMostFolderEntries.
[[nodiscard]] Status ListFolder(const std::string& folder, std::vector<FolderEntry>* entries);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_FOLDER_LIST_H_
