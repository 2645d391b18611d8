// Where the bytes of a session's database come from.
#ifndef LSMSCOPE_GUI_SESSION_FILES_SOURCE_H_
#define LSMSCOPE_GUI_SESSION_FILES_SOURCE_H_

#include <cstdint>
#include <string>

#include "gui/session/session.h"
#include "sim/run/rerun.h"
#include "sim/scenario/scenario.h"

namespace lsm::gui {

struct FilesSource {
  enum class Kind : uint8_t {
    kRerun,        // the scenario is run again up to the moment
    kDirectory,    // a real run that goes on: they are in its directory
    kRealRun,      // nowhere: a real run that was recorded, and its trace holds no contents
    kNoScenario,   // nowhere: the trace does not say what was run
    kBadScenario,  // nowhere: it says so in a way that cannot be read
  };
  Kind kind = Kind::kNoScenario;
  sim::Scenario scenario;  // of kRerun and kDirectory
  std::string directory;   // of kDirectory
  std::string problem;     // of kBadScenario
};

FilesSource SourceOf(Session& session);

// `scenario`, run again up to `position`, and what the session has recorded up to there.
// REQUIRES: 1 <= position <= session.size().
sim::RerunPlan RerunPlanOf(const Session& session, sim::Scenario scenario, uint64_t position);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_FILES_SOURCE_H_
