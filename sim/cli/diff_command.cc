// lsmscope diff: the first event at which two runs part.
#include <CLI/CLI.hpp>
#include <optional>

#include "sim/cli/commands.h"
#include "sim/cli/text.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

// An event as it stands in its trace, whatever numbers the tables gave.
std::string EventLine(const trace::Trace& trace, uint64_t position) {
  if (position > trace.events.size()) return "";
  return trace::EventJson(position, trace.events.At(position), trace.tables);
}

std::optional<uint64_t> FirstDifference(const trace::Trace& a, const trace::Trace& b) {
  const uint64_t longer = std::max(a.events.size(), b.events.size());
  for (uint64_t position = 1; position <= longer; position++) {
    if (EventLine(a, position) != EventLine(b, position)) return position;
  }
  return std::nullopt;
}

std::string Describe(const trace::Trace& trace, uint64_t position) {
  if (position > trace.events.size()) return "(the trace has ended)";
  const Event& event = trace.events.At(position);
  std::string text = trace::DescribeEvent(position, event, trace.tables);
  // What the description leaves out, for two events may differ in nothing else.
  text += " at " + trace::ReadableNanos(event.time_ns) + ", thread " + std::to_string(event.thread);
  if (event.cause != kNoEvent) text += ", cause " + trace::Grouped(event.cause);
  if (const std::string site = trace::SiteText(event.site, trace.tables); !site.empty()) {
    text += ", " + site;
  }
  return text;
}

class DiffCommand final : public Command {
 public:
  std::string_view name() const override { return "diff"; }
  std::string_view about() const override {
    return "Find the first difference of two traces (status 1 if there is one)";
  }

  void Declare(CLI::App* app) override {
    app->add_option("A", a_, "One trace")->required();
    app->add_option("B", b_, "The other")->required();
    app->add_flag("--json", json_, "Print one JSON object");
  }

  int Run() override {
    const std::shared_ptr<trace::Trace> a = LoadForCommand(a_);
    const std::shared_ptr<trace::Trace> b = LoadForCommand(b_);
    if (a == nullptr || b == nullptr) return kFailed;
    const std::optional<uint64_t> position = FirstDifference(*a, *b);
    if (!Print(json_ ? Json(*a, *b, position) : Text(*a, *b, position))) {
      return Fail("cannot write to standard output");
    }
    return position.has_value() ? kFailed : kDone;
  }

 private:
  static std::string Json(const trace::Trace& a, const trace::Trace& b,
                          std::optional<uint64_t> position) {
    if (!position.has_value()) return "{\"equal\":true}\n";
    const auto line = [&](const trace::Trace& trace) {
      const std::string text = EventLine(trace, *position);
      return text.empty() ? "null" : text;
    };
    return "{\"equal\":false,\"position\":" + std::to_string(*position) + ",\"a\":" + line(a) +
           ",\"b\":" + line(b) + "}\n";
  }

  static std::string Text(const trace::Trace& a, const trace::Trace& b,
                          std::optional<uint64_t> position) {
    if (!position.has_value()) {
      return "the same " + trace::Grouped(a.events.size()) + " events\n";
    }
    return "first difference at event " + trace::Grouped(*position) +
           "\n  A: " + Describe(a, *position) + "\n  B: " + Describe(b, *position) + "\n";
  }

  std::string a_;
  std::string b_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewDiffCommand() { return std::make_unique<DiffCommand>(); }

}  // namespace lsm::sim
