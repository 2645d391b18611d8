// lsmscope events: a trace's events as text.
#include <CLI/CLI.hpp>
#include <optional>

#include "engine/events/all.h"
#include "sim/cli/commands.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "sim/scenario/nearest_name.h"
#include "traces/format/describe.h"

namespace lsm::sim {
namespace {

class EventsCommand final : public Command {
 public:
  std::string_view name() const override { return "events"; }
  std::string_view about() const override { return "List the events of a trace"; }

  void Declare(CLI::App* app) override {
    app->add_option("TRACE", path_, "The trace")->required();
    app->add_option("--kind", kinds_, "Only these kinds, as in StallBegin,StallEnd")
        ->type_name("NAMES")
        ->delimiter(',');
    app->add_option("--from", from_, "First position")->check(WholeNumber())->type_name("N");
    app->add_option("--to", to_, "Last position")->check(WholeNumber())->type_name("N");
    app->add_flag("--json", json_, "Print one JSON object with a list of events");
  }

  int Run() override {
    if (const std::string unknown = UnknownKind(); !unknown.empty()) {
      return Fail(unknown, kWrongUsage);
    }
    const std::shared_ptr<trace::Trace> trace = LoadForCommand(path_);
    if (trace == nullptr) return kFailed;
    const uint64_t first = std::max<uint64_t>(from_, 1);
    const uint64_t last = to_.value_or(trace->events.size());
    if (to_.has_value() && last < first) {
      return Fail("--to " + std::to_string(last) + " is before --from " + std::to_string(first),
                  kWrongUsage);
    }
    if (!CheckPosition(*trace, path_, first) && trace->events.size() > 0) return kFailed;
    if (!CheckPosition(*trace, path_, last)) return kFailed;
    return List(*trace, first, last) ? kDone : Fail("cannot write to standard output");
  }

 private:
  std::string UnknownKind() const {
    for (const std::string& kind : kinds_) {
      if (FindEventInfo(kind) != nullptr) continue;
      std::vector<std::string_view> names;
      AllEvents::ForEachKind([&]<class E>() { names.push_back(E::kInfo.name); });
      return "--kind: " + kind + " is not an event" + DidYouMean(kind, names);
    }
    return "";
  }

  bool Wanted(const Event& event) const {
    if (event.kind == 0) return false;  // not recorded
    return kinds_.empty() || std::ranges::find(kinds_, trace::KindName(event.kind)) != kinds_.end();
  }

  bool List(const trace::Trace& trace, uint64_t first, uint64_t last) const {
    constexpr size_t kFlushBytes = 1 << 16;
    std::string out = json_ ? "{\"events\":[" : "";
    bool any = false;
    for (uint64_t position = first; position <= last; position++) {
      const Event& event = trace.events.At(position);
      if (!Wanted(event)) continue;
      if (json_) {
        out += any ? ",\n" : "\n";
        trace::AppendEventJson(&out, position, event, trace.tables);
      } else {
        out += trace::DescribeEvent(position, event, trace.tables);
        out += '\n';
      }
      any = true;
      if (out.size() >= kFlushBytes) {
        if (!Print(out)) return false;
        out.clear();
      }
    }
    if (json_) out += "]}\n";
    return Print(out);
  }

  std::string path_;
  std::vector<std::string> kinds_;
  uint64_t from_ = 1;
  std::optional<uint64_t> to_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewEventsCommand() { return std::make_unique<EventsCommand>(); }

}  // namespace lsm::sim
