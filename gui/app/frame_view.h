// What a panel is given for one frame: what to show, where, and where to put what the user asks.
#ifndef LSMSCOPE_GUI_APP_FRAME_VIEW_H_
#define LSMSCOPE_GUI_APP_FRAME_VIEW_H_

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/app/regions.h"
#include "gui/app/widget_places.h"
#include "gui/inspect/inspection.h"
#include "gui/scene/scene.h"
#include "gui/session/key_reader.h"

namespace lsm::gui {

// The pictures of this frame, laid out before the panels draw.
struct FrameScenes {
  const Scene* stage = nullptr;  // as it looks now, between two events perhaps; never null
  Scene stalls;
  Scene scrub;
  Scene lanes;
  Scene chart;
};

// Valid during the frame only.
struct FrameView {
  const AppModel& model;
  const trace::State& state;
  const Regions& regions;
  const FrameScenes& scenes;
  const Inspection& inspection;     // of the thing that is selected
  const KeyReading& reading;        // of the typed key
  float scale = 1;                  // of type and distances
  Actions& actions;                 // what the user asks is added here and done after the frame
  WidgetPlaces* widgets = nullptr;  // where they are is noted here; null: nobody wants to know

  float Px(float at_scale_1) const { return at_scale_1 * scale; }
  std::string_view Tr(std::string_view key) const { return model.strings().Get(key); }
  template <class... Args>
  std::string Tr(std::string_view key, const Args&... args) const {
    return model.strings().Format(key, args...);
  }
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_FRAME_VIEW_H_
