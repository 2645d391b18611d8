#include "gui/app/actions.h"

namespace lsm::gui {

void Dispatch(AppModel& model, const Action& action) {
  std::visit([&](const auto& asked) { Apply(model, asked); }, action);
}

}  // namespace lsm::gui
