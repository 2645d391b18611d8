// Where the buttons and fields of a frame are, for whoever works the app from outside.
#ifndef LSMSCOPE_GUI_APP_WIDGET_PLACES_H_
#define LSMSCOPE_GUI_APP_WIDGET_PLACES_H_

#include <string>
#include <vector>

#include "gui/scene/geometry.h"

namespace lsm::gui {

struct WidgetPlace {
  std::string id;       // the same in every language
  Rect rect;            // pixels of the window
  bool active = false;  // has the keyboard, or the mouse held down
};
using WidgetPlaces = std::vector<WidgetPlace>;

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_WIDGET_PLACES_H_
