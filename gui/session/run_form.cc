#include "gui/session/run_form.h"

#include <array>

#include "sim/scenario/scenario.h"

namespace lsm::gui {
namespace {

constexpr uint64_t kNeverDone = 1'000'000'000'000;  // operations: years at any pace

constexpr std::array kNumbers = {
    RunNumber{"writers", "clients.0.threads", &RunForm::writers},
    RunNumber{"sync_percent", "clients.0.sync_percent", &RunForm::sync_percent},
    RunNumber{"pace", "", &RunForm::pace},  // of all groups
    RunNumber{"write_buffer_size", "options.write_buffer_size", &RunForm::write_buffer_size},
    RunNumber{"max_file_size", "options.max_file_size", &RunForm::max_file_size},
    RunNumber{"l0_compaction_trigger", "options.l0_compaction_trigger",
              &RunForm::l0_compaction_trigger},
    RunNumber{"l0_slowdown_trigger", "options.l0_slowdown_trigger", &RunForm::l0_slowdown_trigger},
    RunNumber{"l0_stop_trigger", "options.l0_stop_trigger", &RunForm::l0_stop_trigger},
    RunNumber{"l0_slowdown_delay_us", "options.l0_slowdown_delay_us",
              &RunForm::l0_slowdown_delay_us},
};

std::string Set(std::string_view path, uint64_t value) {
  return std::string(path) + "=" + std::to_string(value);
}

}  // namespace

std::span<const RunNumber> RunNumbers() { return kNumbers; }

Status FillForm(RunForm* form) {
  sim::Scenario scenario;
  if (Status s = sim::LoadScenario(form->scenario, form->sets, &scenario); !s.ok()) return s;
  if (scenario.clients.empty()) {
    return Status::InvalidArgument(form->scenario + ": has no clients; expected at least one");
  }
  const sim::ClientGroup& writers = scenario.clients.front();
  const Options& options = scenario.options;
  form->writers = writers.threads;
  form->sync_percent = writers.sync_percent;
  form->pace = form->real && writers.pace == 0 ? kDemonstrationPace : writers.pace;
  form->write_buffer_size = options.write_buffer_size;
  form->max_file_size = options.max_file_size;
  form->l0_compaction_trigger = static_cast<uint64_t>(options.l0_compaction_trigger);
  form->l0_slowdown_trigger = static_cast<uint64_t>(options.l0_slowdown_trigger);
  form->l0_stop_trigger = static_cast<uint64_t>(options.l0_stop_trigger);
  form->l0_slowdown_delay_us = static_cast<uint64_t>(options.l0_slowdown_delay_us);
  return Status::OK();
}

Status PlanOf(const RunForm& form, sim::LivePlan* plan) {
  sim::Scenario as_written;
  if (Status s = sim::LoadScenario(form.scenario, form.sets, &as_written); !s.ok()) return s;
  std::vector<std::string> sets = form.sets;
  for (const RunNumber& number : kNumbers) {
    if (!number.path.empty()) sets.push_back(Set(number.path, form.*number.value));
  }
  for (size_t i = 0; i < as_written.clients.size(); i++) {
    const std::string group = "clients." + std::to_string(i);
    sets.push_back(Set(group + ".pace", form.pace));
    if (form.endless) sets.push_back(Set(group + ".operations", kNeverDone));
  }
  plan->real = form.real;
  plan->directory = form.directory;
  return sim::LoadScenario(form.scenario, sets, &plan->scenario);
}

}  // namespace lsm::gui
