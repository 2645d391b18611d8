// What `render --view` can show, each by a name.
#ifndef LSMSCOPE_GUI_RENDER_VIEWS_H_
#define LSMSCOPE_GUI_RENDER_VIEWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "gui/app/app.h"

namespace lsm::gui {

// In the order in which they are listed.
std::vector<std::string> AllViewNames();
// "app, stage, source, ...".
std::string ViewNames();

// False if there is no view of that name; then nothing happens.
bool ShowView(App& app, std::string_view name);
bool HasView(std::string_view name);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_VIEWS_H_
