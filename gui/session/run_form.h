// What the Run panel lets one choose, and the plan that follows from it.
#ifndef LSMSCOPE_GUI_SESSION_RUN_FORM_H_
#define LSMSCOPE_GUI_SESSION_RUN_FORM_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"
#include "sim/run/live_run.h"

namespace lsm::gui {

struct RunForm {
  std::string scenario = "write-stall";  // a built-in one, or a file
  bool real = false;
  std::string directory;  // of a real run; empty: a temporary one
  // "a.b=c", as for `run --set`: what was asked for beside the form's numbers.
  std::vector<std::string> sets;
  bool endless = true;  // clients go on until the run is stopped
  // Of the first group of clients, the writers.
  uint64_t writers = 0;
  uint64_t sync_percent = 0;
  uint64_t pace = 0;  // operations a second of every client; 0: as fast as they go
  // Options of the engine.
  uint64_t write_buffer_size = 0;
  uint64_t max_file_size = 0;
  uint64_t l0_compaction_trigger = 0;
  uint64_t l0_slowdown_trigger = 0;
  uint64_t l0_stop_trigger = 0;
  uint64_t l0_slowdown_delay_us = 0;
};

// A number of the form: which, and under which name a scenario has it.
struct RunNumber {
  std::string_view name;  // "run.<name>" is its text
  std::string_view path;  // in a scenario, "options.write_buffer_size"
  uint64_t RunForm::*value;
};
std::span<const RunNumber> RunNumbers();

// Clients of real runs work at this pace unless somebody asks for another one, so that a person can
// follow.
inline constexpr uint64_t kDemonstrationPace = 20;

// Reads the scenario's own numbers into the form; `scenario` and `real` are set already.
[[nodiscard]] Status FillForm(RunForm* form);

// Errors name the number and its range.
[[nodiscard]] Status PlanOf(const RunForm& form, sim::LivePlan* plan);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_RUN_FORM_H_
