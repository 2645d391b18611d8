// A database that a command opens, looks at or changes, and closes; what the engine does meanwhile
// can be recorded as a trace.
#ifndef LSMSCOPE_SIM_CLI_DATABASE_SESSION_H_
#define LSMSCOPE_SIM_CLI_DATABASE_SESSION_H_

#include <memory>
#include <string>

#include "lsm/db.h"
#include "lsm/options.h"
#include "lsm/status.h"
#include "sim/cli/trace_file.h"
#include "sim/database/overlay_env.h"
#include "traces/record/recorder.h"
#include "traces/record/tables.h"

namespace lsm::sim {

class DatabaseSession {
 public:
  struct Plan {
    std::string directory;
    bool read_only = true;  // the directory stays as it is, byte for byte
    std::string trace;      // path; empty: nothing is recorded
    std::string what;       // for the trace's header: "db DIR get KEY"
  };

  // Prepares options() without opening anything. An unwritable trace is found out here.
  [[nodiscard]] static Status Begin(const Plan& plan, std::unique_ptr<DatabaseSession>* session);
  DatabaseSession(const DatabaseSession&) = delete;
  DatabaseSession& operator=(const DatabaseSession&) = delete;
  ~DatabaseSession();

  // For the engine: where the files are, and who is told what it does.
  const Options& options() const { return options_; }
  // The database must exist.
  [[nodiscard]] Status Open();
  DB* db() { return db_.get(); }

  // Closes the database and finishes the trace. Without this call there will be no trace.
  [[nodiscard]] Status Finish();

 private:
  explicit DatabaseSession(const Plan& plan) : plan_(plan) {}

  const Plan plan_;
  Options options_;
  std::unique_ptr<OverlayEnv> overlay_;
  trace::TraceTables tables_;
  std::unique_ptr<TraceFile> file_;
  std::unique_ptr<trace::Recorder> recorder_;
  std::unique_ptr<DB> db_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_DATABASE_SESSION_H_
