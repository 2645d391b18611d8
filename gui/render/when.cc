#include "gui/render/when.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <tuple>
#include <vector>

#include "engine/events/all.h"
#include "sim/cli/text.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

template <class N>
bool ParseNumber(std::string_view text, N* number) {
  const char* end = text.data() + text.size();
  const auto [rest, bad] = std::from_chars(text.data(), end, *number);
  return bad == std::errc() && rest == end;
}

Status Malformed(std::string_view text) {
  return Status::InvalidArgument(
      "--when: " + std::string(text) +
      " is no moment, expected KIND[.FIELD=VALUE][:N][+K or -K] or stop");
}

// Takes what follows the last of `marks` off the end of *text. False if there is none.
bool TakeTail(std::string_view* text, std::string_view marks, bool keep_mark,
              std::string_view* tail) {
  const size_t at = text->find_last_of(marks);
  if (at == std::string_view::npos) return false;
  *tail = text->substr(keep_mark ? at : at + 1);
  *text = text->substr(0, at);
  return true;
}

bool HasField(uint16_t code, std::string_view name) {
  Event event;
  event.kind = code;
  bool found = false;
  VisitEvent(event, [&]<class E>(const E&) {
    E::ForEachField([&](const auto& field) { found = found || field.name == name; });
  });
  return found;
}

bool Matches(const When& when, const Event& event, const trace::TraceTables& tables) {
  if (when.field.empty()) return true;
  for (const trace::FieldText& field : trace::FieldsOf(event, tables)) {
    if (field.name != when.field) continue;
    return field.value == when.value || std::to_string(field.number) == when.value;
  }
  return false;
}

// A stop by L0 as long as L0 stays full: until a new version is installed.
struct Stop {
  uint64_t begin = 0;
  uint32_t waiting = 0;
  std::vector<uint64_t> progress;  // where the compaction got further
};

std::vector<Stop> StopsOf(const Session& session) {
  std::vector<Stop> stops;
  bool stopped = false;
  for (uint64_t at = 1; at <= session.size(); at++) {
    const Event& event = session.EventAt(at);
    if (event.Is<StallBegin>()) {
      const StallBegin stall = event.As<StallBegin>();
      stopped = stall.cause == StallCause::kL0Stop;
      if (stopped) stops.push_back({at, stall.waiting, {}});
    } else if (event.Is<StallEnd>() || event.Is<VersionInstalled>()) {
      stopped = false;
    } else if (stopped && event.Is<WriterEnqueued>()) {
      stops.back().waiting =
          std::max(stops.back().waiting, event.As<WriterEnqueued>().queue_length);
    } else if (stopped && event.Is<CompactionProgress>()) {
      stops.back().progress.push_back(at);
    }
  }
  return stops;
}

// Two thirds into the stop with the longest queue: everybody waits and the compaction, which will
// release them, is well on its way.
Status FindFullestStop(const Session& session, uint64_t* position) {
  const std::vector<Stop> stops = StopsOf(session);
  if (stops.empty()) return Status::NotFound("--when: L0 never stops writes in this run");
  const auto fuller = [](const Stop& a, const Stop& b) {
    return std::tuple(a.waiting, a.progress.size()) < std::tuple(b.waiting, b.progress.size());
  };
  const Stop& fullest = *std::max_element(stops.begin(), stops.end(), fuller);
  const std::vector<uint64_t>& progress = fullest.progress;
  *position = progress.empty() ? fullest.begin : progress[progress.size() * 2 / 3];
  return Status::OK();
}

Status FindCondition(const trace::Condition& condition, const Session& session,
                     uint64_t* position) {
  trace::State state;
  state.tables = &session.tables();
  for (uint64_t at = 1; at <= session.size(); at++) {
    const Event& event = session.EventAt(at);
    trace::Fold(state, at, event);
    const bool caused = event.cause != kNoEvent && event.cause < at;
    const Event* cause = caused ? &session.EventAt(event.cause) : nullptr;
    if (!condition.Holds({state, &event, cause, session.tables()})) continue;
    *position = at;
    return Status::OK();
  }
  return Status::NotFound("--when: " + condition.text() + " never comes true, in " +
                          trace::Grouped(session.size()) + " events");
}

Status Shifted(uint64_t at, const When& when, uint64_t size, uint64_t* position) {
  const int64_t moved = static_cast<int64_t>(at) + when.offset;
  if (moved < 0 || static_cast<uint64_t>(moved) > size) {
    return Status::NotFound("--when: there is no event " + trace::GroupedSigned(moved) +
                            ", the last one is " + trace::Grouped(size));
  }
  *position = static_cast<uint64_t>(moved);
  return Status::OK();
}

}  // namespace

Status ParseWhen(std::string_view text, When* when) {
  *when = When{};
  if (text == "stop") {
    when->fullest_stop = true;
    return Status::OK();
  }
  if (text.find(' ') != std::string_view::npos) {
    const Status status = trace::Condition::Parse(text, &when->condition);
    return status.ok() ? status : Status::InvalidArgument("--when", sim::MessageOf(status));
  }
  std::string_view rest = text, tail;
  // A value may have a sign of its own; an offset is what follows the kind or the number.
  const size_t value_at = rest.find('=');
  const size_t sign = rest.find_last_of("+-");
  if (sign != std::string_view::npos && sign > 0 && TakeTail(&rest, "+-", true, &tail)) {
    if (tail[0] == '+') tail.remove_prefix(1);
    if (!ParseNumber(tail, &when->offset)) {
      if (value_at == std::string_view::npos) return Malformed(text);
      rest = text;  // it was part of the value
    }
  }
  if (TakeTail(&rest, ":", false, &tail) &&
      (!ParseNumber(tail, &when->occurrence) || when->occurrence == 0)) {
    return Malformed(text);
  }
  if (const size_t dot = rest.find('.'); dot != std::string_view::npos) {
    const std::string_view condition = rest.substr(dot + 1);
    const size_t equals = condition.find('=');
    if (equals == std::string_view::npos || equals == 0) return Malformed(text);
    when->field = condition.substr(0, equals);
    when->value = condition.substr(equals + 1);
    rest = rest.substr(0, dot);
  }
  when->kind = rest;
  const EventInfo* info = FindEventInfo(rest);
  if (info == nullptr) {
    return Status::InvalidArgument("--when: there is no event kind " + when->kind +
                                   ", expected one as in StallBegin");
  }
  if (!when->field.empty() && !HasField(info->code, when->field)) {
    return Status::InvalidArgument("--when: " + when->kind + " has no field " + when->field);
  }
  return Status::OK();
}

Status FindWhen(const When& when, const Session& session, uint64_t* position) {
  if (when.fullest_stop) return FindFullestStop(session, position);
  if (!when.condition.empty()) return FindCondition(when.condition, session, position);
  const EventInfo* info = FindEventInfo(std::string_view(when.kind));
  if (info == nullptr) return Malformed(when.kind);
  uint64_t seen = 0;
  for (uint64_t at = 1; at <= session.size(); at++) {
    const Event& event = session.EventAt(at);
    if (event.kind != info->code || !Matches(when, event, session.tables())) continue;
    if (++seen == when.occurrence) return Shifted(at, when, session.size(), position);
  }
  const std::string what =
      when.field.empty() ? when.kind : when.kind + " with " + when.field + "=" + when.value;
  return Status::NotFound("--when: number " + trace::Grouped(when.occurrence) + " of " + what +
                          " is not there, there are " + trace::Grouped(seen));
}

}  // namespace lsm::gui
