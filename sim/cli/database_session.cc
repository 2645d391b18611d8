#include "sim/cli/database_session.h"

#include "engine/events/run.h"
#include "traces/sources/engine_sources.h"
#include "traces/trace.h"

namespace lsm::sim {

Status DatabaseSession::Begin(const Plan& plan, std::unique_ptr<DatabaseSession>* session) {
  std::unique_ptr<DatabaseSession> made(new DatabaseSession(plan));
  Options& options = made->options_;
  // Other people's databases are treated as LevelDB treats them.
  options = Options::LevelDB();
  if (plan.read_only) {
    made->overlay_ = std::make_unique<OverlayEnv>(Env::Default());
    options.env = made->overlay_.get();
  }
  if (!plan.trace.empty()) {
    trace::TraceHeader header;
    header.program = trace::ProgramVersion();
    header.sources_hash = trace::EngineSourcesHash();
    header.scenario = plan.what;
    header.real = true;
    Status status = TraceFile::Open(plan.trace, header, &made->tables_, &made->file_);
    if (!status.ok()) return status;
    made->recorder_ =
        std::make_unique<trace::Recorder>(Env::Default(), &made->tables_, made->file_->consumer());
    options.event_sink = made->recorder_.get();
    const Events events(options.event_sink);
    events.Emit(RunStarted{.scenario = events.Intern(plan.what), .real = 1});
  }
  *session = std::move(made);
  return Status::OK();
}

DatabaseSession::~DatabaseSession() {
  db_.reset();
  recorder_.reset();
}

Status DatabaseSession::Open() {
  DB* opened = nullptr;
  Status status = DB::Open(options_, plan_.directory, &opened);
  db_.reset(opened);
  return status;
}

Status DatabaseSession::Finish() {
  db_.reset();
  if (recorder_ == nullptr) return Status::OK();
  Events(options_.event_sink).Emit(RunEnded{});
  recorder_->Stop();
  return file_->Finish();
}

}  // namespace lsm::sim
