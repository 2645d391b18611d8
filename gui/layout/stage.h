// The stage: State as a picture. Memory above, disk below, a line between them: what has not
// crossed it is lost in a power cut. Pure functions; nothing here knows ImGui.
#ifndef LSMSCOPE_GUI_LAYOUT_STAGE_H_
#define LSMSCOPE_GUI_LAYOUT_STAGE_H_

#include <string>

#include "gui/layout/text_metrics.h"
#include "gui/scene/scene.h"
#include "gui/strings/strings.h"
#include "sim/inspect/place_answer.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

class FilePlaces;  // file_places.h

struct StageInput {
  Rect rect;        // where on the window, in pixels
  float scale = 1;  // of type and distances; 1 at 1600x900 (ScaleFor)
  Key selected;     // drawn with a frame of its own; nothing: none
  const Strings& strings;
  // Which families the trace has. What needs another says so instead of showing nothing.
  FamilySet families = kAllFamilies;
  // A key that somebody asked for: its way is shown, not that of the latest Get. Null: none.
  const sim::KeyLookUp* typed = nullptr;
  // Those of the State that is laid out, if somebody keeps them. Null: they are found.
  const FilePlaces* places = nullptr;
};

// Everything within input.rect. Smaller than about 560x360 (times scale) it gets crowded.
Scene LayoutStage(const trace::State& state, const trace::TraceTables& tables,
                  const StageInput& input, const TextMetrics& metrics);

// The recorded Get that is selected, if it runs or was the last one to end; null otherwise.
const trace::ReadState* SelectedRead(const trace::State& state, const Key& selected);
// The latest Get and whether it is what happens right now; null: there was none.
const trace::ReadState* LatestRead(const trace::State& state, bool* happens_now);

// Every stall condition against its threshold, for the left column. Uses the top of input.rect;
// the scene's bounds say how much.
Scene LayoutStallPanel(const trace::State& state, const trace::TraceTables& tables,
                       const StageInput& input, const TextMetrics& metrics);

// One or several lines about a thing, for hovering: "file #41 in L1 ...". Empty if the State has no
// such thing.
std::string DescribeThing(const trace::State& state, const trace::TraceTables& tables,
                          const Strings& strings, const Key& key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_STAGE_H_
