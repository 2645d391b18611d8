#include "gui/app/app_model.h"

#include <utility>

#include "engine/base/check.h"

namespace lsm::gui {

AppModel::AppModel(std::vector<std::unique_ptr<Session>> sessions)
    : sessions_(std::move(sessions)),
      strings_{Strings(Language::kEnglish), Strings(Language::kChinese)} {
  LSM_CHECK(!sessions_.empty());
  for (size_t i = 0; i < sessions_.size(); i++) numbers_.push_back(++last_number_);
}

void AppModel::PutSession(size_t index, std::unique_ptr<Session> session) {
  LSM_CHECK(index <= sessions_.size());
  if (index == sessions_.size()) {
    sessions_.emplace_back();
    numbers_.push_back(0);
  }
  sessions_[index] = std::move(session);
  numbers_[index] = ++last_number_;
  TextsChanged();
}

void AppModel::RemoveSession(size_t index) {
  LSM_CHECK(index < sessions_.size() && sessions_.size() > 1);
  sessions_.erase(sessions_.begin() + static_cast<std::ptrdiff_t>(index));
  numbers_.erase(numbers_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace lsm::gui
