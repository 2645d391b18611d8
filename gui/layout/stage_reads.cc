// The latest Get in words: where it looked, from top to bottom, and what each place answered.
#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::ProbeState;
using trace::ReadState;

bool IsReadEvent(uint16_t kind) {
  const EventInfo* info = FindEventInfo(kind);
  return info != nullptr && info->family == Family::kRead;
}

std::string PlaceOf(const SceneBuilder& out, const ProbeState& probe) {
  if (probe.place == ProbeState::Place::kFile) {
    return "L" + std::to_string(probe.level) + " #" + std::to_string(probe.id);
  }
  return out.Tr("memtable.name", trace::Grouped(probe.id));
}

std::string_view AnswerOf(const SceneBuilder& out, const ProbeState& probe) {
  if (probe.running) return "…";
  if (probe.filter == ProbeState::Filter::kNo) return out.Tr("read.filter_no");
  if (probe.filter_was_wrong) return out.Tr("read.filter_wrong");
  const auto names = Names(ProbeAnswer{});
  return out.Tr(std::string("read.").append(names[static_cast<size_t>(probe.answer)]));
}

std::string_view ResultOf(const SceneBuilder& out, const ReadState& read) {
  const auto names = Names(ProbeAnswer{});
  return out.Tr(std::string("read.result_").append(names[static_cast<size_t>(read.answer)]));
}

}  // namespace

const ReadState* LatestRead(const trace::State& state, bool* happens_now) {
  *happens_now = true;
  if (!state.reads.empty()) return &state.reads.rbegin()->second;
  if (!state.last_read.has_value()) return nullptr;
  *happens_now = IsReadEvent(state.last_kind);
  return &*state.last_read;
}

void LayoutReadLine(SceneBuilder& out, const Rect& rect) {
  bool now = false;
  const ReadState* read = LatestRead(out.state, &now);
  if (read == nullptr) return;
  const std::string key_text =
      ShowKey(read->key.Prefix()) + (read->key.length > sizeof(read->key.prefix) ? "…" : "");
  std::string text =
      out.Tr(now ? "read.now" : "read.last", key_text, trace::Grouped(read->snapshot));
  for (const ProbeState& probe : read->probes) {
    text += " → " + PlaceOf(out, probe) + " ";
    text += AnswerOf(out, probe);
  }
  if (read->done) text += std::string(" → ").append(ResultOf(out, *read));
  const float side = out.Px(9);
  Item& mark = out.Sign(RegionKey(Region::kReads, 1), Shape::kMark, rect.x + side / 2,
                        rect.CentreY(), side, now ? Role::kRead : Role::kWaiting);
  mark.fill = now ? Role::kRead : Role::kNone;
  const float x = rect.x + side + out.Px(6);
  out.Text(RegionKey(Region::kReads, 2), {x, rect.y, rect.Right() - x, rect.h}, text,
           {.role = now ? Role::kRead : Role::kTextSecondary, .size = kSmallText})
      .target = {Thing::kRead, 0, read->id};
}

}  // namespace lsm::gui
