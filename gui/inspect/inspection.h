// What the inspector shows of the selected thing, or of the one that the current event is about:
// its fields, where it came from, what it caused. A thing that is gone is shown as it was last.
#ifndef LSMSCOPE_GUI_INSPECT_INSPECTION_H_
#define LSMSCOPE_GUI_INSPECT_INSPECTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/app/app_model.h"
#include "gui/inspect/describe.h"
#include "gui/scene/scene.h"

namespace lsm::gui {

struct Inspection {
  Key key;                            // nothing: there is nothing to show
  std::string name;                   // "#41", "W4"
  std::optional<SelectionText> text;  // nothing: no State in reach has it
  uint64_t as_of = 0;       // the event after which the fields were true; 0: they are true now
  uint64_t gone_since = 0;  // the last event about it; 0: it is there
  uint64_t comes_at = 0;    // the first event about it, if that is still to come
  std::vector<uint64_t> came_from;  // events: its first one, and what that one answers
  std::vector<uint64_t> caused;     // events that answer its own
};

// Keeps the last answer while nothing changes that it depends on.
class Inspector {
 public:
  // Asks the session for States: one that was taken from it before is not valid afterwards.
  const Inspection& Inspect(const AppModel& model);

 private:
  struct Asked {
    size_t session = 0;
    uint64_t position = 0;
    uint64_t size = 0;
    Key selected;
    Language language = Language::kEnglish;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  std::optional<Asked> asked_;
  Inspection inspection_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_INSPECT_INSPECTION_H_
