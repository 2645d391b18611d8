// What the app shows, as one line of JSON: where in which run, what State says there, what the user
// has set, and where the widgets are. For scripts that work the real window, and as a log of what
// was shown. README.md beside this file has the members.
#ifndef LSMSCOPE_GUI_REPORT_REPORT_H_
#define LSMSCOPE_GUI_REPORT_REPORT_H_

#include <string>

#include "gui/app/app_model.h"
#include "gui/app/widget_places.h"
#include "gui/scene/scene.h"

namespace lsm::gui {

// Without the newline. `stage`: what is drawn, for the places of things.
std::string ReportLine(const AppModel& model, const WidgetPlaces& widgets, const Scene& stage);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_REPORT_REPORT_H_
