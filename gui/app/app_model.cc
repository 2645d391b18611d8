#include "gui/app/app_model.h"

#include <utility>

#include "engine/base/check.h"

namespace lsm::gui {

AppModel::AppModel(std::vector<std::unique_ptr<Session>> sessions)
    : sessions_(std::move(sessions)),
      strings_{Strings(Language::kEnglish), Strings(Language::kChinese)} {
  LSM_CHECK(!sessions_.empty());
}

}  // namespace lsm::gui
