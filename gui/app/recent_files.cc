#include "gui/app/recent_files.h"

#include <algorithm>
#include <filesystem>

namespace lsm::gui {

void Remember(const std::string& path, std::vector<std::string>* recent) {
  std::error_code error;
  std::string absolute = std::filesystem::absolute(path, error).lexically_normal().string();
  if (error) return;
  if (absolute.size() > 1 && absolute.back() == '/') absolute.pop_back();  // a folder
  std::erase(*recent, absolute);
  recent->insert(recent->begin(), std::move(absolute));
  if (recent->size() > kMostRecent) recent->resize(kMostRecent);
}

}  // namespace lsm::gui
