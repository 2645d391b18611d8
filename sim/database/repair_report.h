// What a repair did, told by its events.
#ifndef LSMSCOPE_SIM_DATABASE_REPAIR_REPORT_H_
#define LSMSCOPE_SIM_DATABASE_REPAIR_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/events/events.h"
#include "engine/events/recovery.h"

namespace lsm::sim {

struct RepairReport {
  RepairBegin begin;
  std::vector<TableRepaired> tables;
  std::vector<LogConverted> logs;
  RepairEnd end;
};

std::string RepairText(const RepairReport& report);
std::string RepairJson(const RepairReport& report);

// Fills a report, and hands everything on.
class RepairListener final : public EventSink {
 public:
  // Nothing is owned; `next` may be null.
  RepairListener(EventSink* next, RepairReport* report) : next_(next), report_(report) {}

  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override;
  Text Intern(std::string_view text) override {
    return next_ == nullptr ? Text{} : next_->Intern(text);
  }

 private:
  EventSink* const next_;
  RepairReport* const report_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_REPAIR_REPORT_H_
