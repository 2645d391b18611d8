// The files that were opened last.
#ifndef LSMSCOPE_GUI_APP_RECENT_FILES_H_
#define LSMSCOPE_GUI_APP_RECENT_FILES_H_

#include <string>
#include <vector>

namespace lsm::gui {

inline constexpr size_t kMostRecent = 12;

// Puts a file to the front of the list; what falls off its end is forgotten.
void Remember(const std::string& path, std::vector<std::string>* recent);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_RECENT_FILES_H_
