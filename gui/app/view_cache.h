// Pictures that are laid out when what they show changes, and kept while it does not; and the
// stage's way from one event to the next.
#ifndef LSMSCOPE_GUI_APP_VIEW_CACHE_H_
#define LSMSCOPE_GUI_APP_VIEW_CACHE_H_

#include <cstdint>
#include <optional>

#include "gui/app/app_model.h"
#include "gui/app/frame_view.h"
#include "gui/app/regions.h"
#include "gui/layout/file_places.h"
#include "gui/session/key_reader.h"

namespace lsm::gui {

class ViewCache {
 public:
  ViewCache() = default;
  ViewCache(const ViewCache&) = delete;  // scenes_ points into it
  ViewCache& operator=(const ViewCache&) = delete;

  // Brings the scenes up to date. `seconds`: real time since the last call; `still`: without
  // motion. Needs ImGui's fonts, for the widths of texts.
  const FrameScenes& Update(const AppModel& model, const KeyReading& reading,
                            const Regions& regions, float scale, double seconds, bool still);

  const FrameScenes& scenes() const { return scenes_; }
  bool Moving() const { return progress_ < 1; }

 private:
  // What the stage depends on.
  struct StageKey {
    size_t session = 0;
    uint64_t position = 0;
    uint64_t reading = 0;  // its version
    Key selected;
    Language language = Language::kEnglish;
    float scale = 0;
    Rect rect;

    friend bool operator==(const StageKey&, const StageKey&) = default;
  };
  // What the scrub bar depends on; lanes and chart as well.
  struct ScrubKey {
    size_t session = 0;
    uint64_t size = 0;
    TimeMode mode = TimeMode::kStory;
    Language language = Language::kEnglish;
    float scale = 0;
    Rect rect;

    friend bool operator==(const ScrubKey&, const ScrubKey&) = default;
  };
  // What lanes and chart depend on.
  struct LanesKey {
    ScrubKey run;
    TimelineWindow window;
    Rect lanes;
    Rect chart;

    friend bool operator==(const LanesKey&, const LanesKey&) = default;
  };
  void UpdateStage(const AppModel& model, const KeyReading& reading, const Regions& regions,
                   float scale, bool still);
  void UpdateStalls(const AppModel& model, const Regions& regions, float scale);
  void UpdateTimeline(const AppModel& model, const Regions& regions, float scale);
  void Move(double seconds);
  // How long the way to `next` may take, in seconds; 0: it jumps.
  double MotionSeconds(const AppModel& model, const StageKey& next, bool still) const;

  Scene& Shown();

  FrameScenes scenes_{.stage = &to_};
  FilePlaces places_;
  std::optional<StageKey> stage_key_;
  std::optional<ScrubKey> scrub_key_;
  std::optional<LanesKey> lanes_key_;
  // The stage is one of these three: at the beginning of a motion, under way, and at rest.
  Scene from_;  // what was seen when the target changed
  Scene between_;
  Scene to_;
  double progress_ = 1;  // on the way; 0 and 1 are its ends
  double motion_seconds_ = 0;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_VIEW_CACHE_H_
