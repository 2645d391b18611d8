// Makes sessions out of what the user names: traces, scenario files, built-in scenarios.
#ifndef LSMSCOPE_GUI_SESSION_OPEN_SESSION_H_
#define LSMSCOPE_GUI_SESSION_OPEN_SESSION_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/session/session.h"
#include "lsm/status.h"

namespace lsm::gui {

// The built-in scenario that the app opens when nothing else is named.
inline constexpr const char* kDemonstration = "write-stall";

struct OpenOptions {
  std::vector<std::string> sets;  // "a.b=c" on a scenario, as for `run --set`
  bool has_seed = false;
  uint64_t seed = 0;
  // Looked at while a file is read or a scenario is simulated: once it is true the session is given
  // up, with an error. Null: nobody gives it up. Not owned.
  const std::atomic<bool>* cancel = nullptr;
};

// `name_or_path`: a built-in scenario's or lesson's name, a scenario file, a lesson's folder or a
// trace. A scenario is simulated before this returns. Errors name the file and what was expected.
[[nodiscard]] Status OpenSession(const std::string& name_or_path, const OpenOptions& options,
                                 std::unique_ptr<Session>* session);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_OPEN_SESSION_H_
