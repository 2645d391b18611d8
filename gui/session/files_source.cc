#include "gui/session/files_source.h"

#include <utility>

#include "gui/session/live_session.h"
#include "traces/format/describe.h"

namespace lsm::gui {

FilesSource SourceOf(Session& session) {
  using Kind = FilesSource::Kind;
  FilesSource source;
  if (const LiveSession* live = session.live()) {
    source.kind = live->plan().real ? Kind::kDirectory : Kind::kRerun;
    source.scenario = live->plan().scenario;
    source.directory = live->directory();
    return source;
  }
  const trace::TraceHeader& header = session.header();
  if (header.real) {
    source.kind = Kind::kRealRun;
    return source;
  }
  // Only a name, or nothing: the scenario of that name may be another one today.
  if (!header.scenario.starts_with('{')) return source;
  const Status parsed = sim::ParseScenario(header.scenario, "scenario", {}, &source.scenario);
  source.kind = parsed.ok() ? Kind::kRerun : Kind::kBadScenario;
  if (!parsed.ok()) source.problem = parsed.ToString();
  return source;
}

sim::RerunPlan RerunPlanOf(const Session& session, sim::Scenario scenario, uint64_t position) {
  sim::RerunPlan plan{.scenario = std::move(scenario),
                      .position = position,
                      .families = session.header().families,
                      .from = session.first()};
  sim::EventFingerprint fingerprint;
  for (uint64_t at = plan.from; at <= position; at++) {
    const Event& event = session.EventAt(at);
    if (event.kind != 0) fingerprint.Add(at, event);
  }
  plan.fingerprint = fingerprint.value();
  const Event& last = session.EventAt(position);
  if (last.kind != 0) plan.last_event = trace::DescribeFields(last, session.tables());
  return plan;
}

}  // namespace lsm::gui
