#include "gui/session/open_session.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "gui/session/lesson_session.h"
#include "gui/session/recorded_session.h"
#include "sim/lesson/load_lesson.h"
#include "sim/run/simulate_to_trace.h"
#include "sim/scenario/scenario.h"
#include "traces/load.h"
#include "traces/trace.h"

namespace lsm::gui {
namespace {

// A trace's first line says that it is one; everything else is tried as a scenario.
bool LooksLikeScenario(const std::string& path) {
  std::ifstream file(path);
  std::string beginning(64, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<size_t>(file.gcount()));
  const bool is_object = beginning.find_first_not_of(" \t\r\n") != std::string::npos &&
                         beginning[beginning.find_first_not_of(" \t\r\n")] == '{';
  return is_object && beginning.find("lsmscope_trace") == std::string::npos;
}

bool IsBuiltIn(const std::string& name) {
  const std::vector<std::string> names = sim::BuiltInScenarios();
  return std::ranges::find(names, name) != names.end();
}

Status Show(std::shared_ptr<const trace::Trace> trace, std::string name, const OpenOptions& options,
            std::unique_ptr<Session>* session) {
  WholeRun run;
  if (Status s = ReadWholeRun(*trace, options.cancel, &run); !s.ok()) return s;
  *session = std::make_unique<RecordedSession>(std::move(trace), std::move(name), std::move(run));
  return Status::OK();
}

Status OpenScenario(const std::string& name_or_path, const OpenOptions& options,
                    std::unique_ptr<Session>* session) {
  sim::Scenario scenario;
  if (Status s = sim::LoadScenario(name_or_path, options.sets, &scenario); !s.ok()) return s;
  if (options.has_seed) scenario.seed = options.seed;
  std::shared_ptr<trace::Trace> trace;
  if (Status s = sim::SimulateToTrace(scenario, options.cancel, &trace); !s.ok()) return s;
  return Show(std::move(trace), scenario.name, options, session);
}

}  // namespace

Status OpenSession(const std::string& name_or_path, const OpenOptions& options,
                   std::unique_ptr<Session>* session) {
  std::error_code ignored;
  const bool is_file = std::filesystem::is_regular_file(name_or_path, ignored);
  if (IsBuiltIn(name_or_path) || (is_file && LooksLikeScenario(name_or_path))) {
    return OpenScenario(name_or_path, options, session);
  }
  if (sim::IsLesson(name_or_path)) {
    if (!options.sets.empty()) {
      return Status::InvalidArgument(name_or_path +
                                     ": --set is for scenarios, a lesson has its own");
    }
    const std::optional<uint64_t> seed =
        options.has_seed ? std::optional(options.seed) : std::nullopt;
    return OpenLessonSession(name_or_path, seed, options.cancel, session);
  }
  if (std::filesystem::exists(name_or_path, ignored) &&
      (!options.sets.empty() || options.has_seed)) {
    return Status::InvalidArgument(name_or_path +
                                   ": --set and --seed are for scenarios, this is a recorded run");
  }
  std::shared_ptr<trace::Trace> trace;
  if (Status s = trace::LoadTrace(name_or_path, &trace, options.cancel); !s.ok()) return s;
  std::string name = std::filesystem::path(name_or_path).filename().string();
  return Show(std::move(trace), std::move(name), options, session);
}

}  // namespace lsm::gui
