// The queue of writers: a token each, the leader first, the group bracketed. Tokens that do not fit
// are folded into one at the end.
#include <algorithm>
#include <optional>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::State;
using trace::WriterPhase;
using trace::WriterState;

// Parts of a writer's token.
enum : uint16_t { kTitle = 1, kOps, kBytes, kPhase, kCrownPart, kSyncPart };
// Parts of the group.
enum : uint16_t { kBracketPart = 2, kReasonPart };

constexpr float kTokenWidth = 64;
constexpr float kLeaderWidth = 122;
constexpr float kTokenGap = 6;

std::string OpsText(const SceneBuilder& out, const WriterState& writer) {
  if (!writer.has_batch) return std::string(out.Tr("queue.no_batch"));
  const uint64_t ops = uint64_t{writer.puts} + writer.deletes;
  return out.Tr(ops == 1 ? "queue.op" : "queue.ops", trace::Grouped(ops));
}

std::string PhaseText(const SceneBuilder& out, const WriterState& writer) {
  const State& state = out.state;
  if (writer.phase == WriterPhase::kStalled && state.stall.has_value()) {
    return out.Tr("queue.held", FormatShortTime(state.time_ns - state.stall->begun_ns));
  }
  const auto names = Names(WriterPhase{});
  return std::string(
      out.Tr(std::string("phase.").append(names[static_cast<size_t>(writer.phase)])));
}

bool Leads(const WriterState& writer) { return writer.leader; }

struct TokenLook {
  Role fill = Role::kRaised;
  Role border = Role::kLine;
  Role phase = Role::kTextSecondary;
  float border_width = 1;
};

TokenLook LookOf(const WriterState& writer) {
  TokenLook look;
  if (Leads(writer)) {
    look = {Role::kLeaderFill, Role::kLeader, Role::kLeader, 2};
  } else if (writer.group != 0) {
    look.border = Role::kLeader;
    look.phase = Role::kText;
  } else if (writer.sync) {
    look.border = Role::kDurable;
  }
  if (writer.phase == WriterPhase::kStalled) look.phase = Role::kStall;
  return look;
}

void PutToken(SceneBuilder& out, const WriterState& writer, const Rect& rect) {
  const Key key{Thing::kWriter, 0, writer.id};
  const TokenLook look = LookOf(writer);
  Item& box = out.Box(key, rect, look.fill, look.border);
  box.border_width = out.Px(look.border_width);
  box.rounding = out.Px(4);
  box.target = key;
  const Rect inner = rect.Inset(out.Px(7), out.Px(5));
  const float line = out.Px(15), title = out.Px(20);
  float x = inner.x;
  if (Leads(writer)) {
    const float side = out.Px(15);
    out.Sign(key.Part(kCrownPart), Shape::kCrown, x + side / 2, inner.y + title / 2, side,
             Role::kLeader);
    x += side + out.Px(5);
  }
  const float sync_room = writer.sync ? out.Px(15) : 0;
  out.Text(key.Part(kTitle), {x, inner.y, inner.Right() - x - sync_room, title},
           trace::WriterLabel(out.state, writer.id),
           {.role = Leads(writer) ? Role::kLeader : Role::kText, .size = kHeadText});
  if (writer.sync) {
    out.Sign(key.Part(kSyncPart), Shape::kSync, inner.Right() - out.Px(5), inner.y + title / 2,
             out.Px(11), Role::kDurable);
  }
  const TextStyle small{.role = Role::kText, .size = kSmallText};
  float y = inner.y + title;
  out.Text(key.Part(kOps), {inner.x, y, inner.w, line}, OpsText(out, writer), small);
  y += line;
  std::string bytes = trace::ReadableBytes(writer.bytes);
  if (Leads(writer) && writer.sync) bytes += out.Tr("queue.with_sync");
  out.Text(key.Part(kBytes), {inner.x, y, inner.w, line}, writer.has_batch ? bytes : "", small);
  y += line;
  out.Text(key.Part(kPhase), {inner.x, y, inner.w, line}, PhaseText(out, writer),
           {.role = look.phase, .size = kSmallText});
}

void PutFolded(SceneBuilder& out, size_t count, const Rect& rect) {
  const Key key{Thing::kFolded, 0, 0};
  Item& box = out.Box(key, rect, Role::kGround, Role::kLine);
  box.rounding = out.Px(4);
  box.dashed = true;
  out.Text(key.Part(1), {rect.x, rect.y + out.Px(16), rect.w, out.Px(20)},
           "+" + trace::Grouped(count), {.size = kHeadText, .align = Align::kCentre});
  out.Text(key.Part(2), {rect.x, rect.y + out.Px(38), rect.w, out.Px(15)}, out.Tr("queue.more"),
           {.role = Role::kTextSecondary, .size = kSmallText, .align = Align::kCentre});
}

float WidthOf(const SceneBuilder& out, const WriterState* writer) {
  return out.Px(writer != nullptr && Leads(*writer) ? kLeaderWidth : kTokenWidth);
}

// Who is drawn: in write groups those who are in the log but not in the memtable stand before the
// queue, and those who may not enter it behind it.
std::vector<uint64_t> WritersOnStage(const State& state) {
  std::vector<uint64_t> writers;
  for (const trace::GroupState& group : state.logged_groups) {
    for (const uint64_t member : group.members) {
      const WriterState* writer = FindWriter(state, member);
      if (writer != nullptr && writer->phase != WriterPhase::kCompleted) writers.push_back(member);
    }
  }
  writers.insert(writers.end(), state.queue.begin(), state.queue.end());
  for (const auto& [id, writer] : state.writers) {
    if (writer.phase == WriterPhase::kKeptOut) writers.push_back(id);
  }
  return writers;
}

// How many tokens fit, leaving room for the folded one if not all do.
size_t CountFitting(const SceneBuilder& out, const std::vector<uint64_t>& queue, float width) {
  const float gap = out.Px(kTokenGap), folded = out.Px(kTokenWidth);
  float used = 0;
  for (size_t i = 0; i < queue.size(); i++) {
    used += (i > 0 ? gap : 0) + WidthOf(out, FindWriter(out.state, queue[i]));
    const bool last = i + 1 == queue.size();
    if (used + (last ? 0 : gap + folded) > width) {
      // The last one may take the folded token's place, but then it has to fit itself.
      return last && used <= width ? queue.size() : i;
    }
  }
  return queue.size();
}

struct GroupPlace {
  float begin = 0;
  float end = 0;  // not after begin: none of its members is drawn
};

// Where the drawn members of the group are.
GroupPlace PutTokens(SceneBuilder& out, const std::vector<uint64_t>& writers, const Rect& rect) {
  const State& state = out.state;
  const size_t fitting = CountFitting(out, writers, rect.w);
  float x = rect.x;
  std::optional<float> group_begin;
  float group_end = rect.x;
  for (size_t i = 0; i < fitting; i++) {
    const WriterState* writer = FindWriter(state, writers[i]);
    const float width = WidthOf(out, writer);
    if (writer != nullptr) {
      PutToken(out, *writer, {x, rect.y, width, rect.h});
      if (state.group.has_value() && writer->group == state.group->id) {
        if (!group_begin.has_value()) group_begin = x;
        group_end = x + width;
      }
    }
    x += width + out.Px(kTokenGap);
  }
  if (fitting < writers.size()) {
    const Rect place{x, rect.y, std::min(out.Px(kTokenWidth), rect.Right() - x), rect.h};
    PutFolded(out, writers.size() - fitting, place);
    const WriterState* first_folded = FindWriter(state, writers[fitting]);
    if (state.group.has_value() && first_folded != nullptr &&
        first_folded->group == state.group->id) {
      if (!group_begin.has_value()) group_begin = place.x;
      group_end = place.Right();
    }
  }
  return {group_begin.value_or(rect.x), group_end};
}

using Wordings = std::vector<std::string>;

Wordings CloseTexts(const SceneBuilder& out, const trace::GroupState& group) {
  if (!group.close_reason.has_value()) {
    const std::string room = FormatBytesOf(group.bytes, group.max_bytes);
    return {out.Tr("group.open", room), out.Tr("group.open.short", room), room};
  }
  const auto names = Names(GroupCloseReason{});
  const auto reason = std::string("close.").append(names[static_cast<size_t>(*group.close_reason)]);
  const std::string next =
      group.next_writer == 0 ? std::string() : trace::WriterLabel(out.state, group.next_writer);
  return {out.Tr(reason, next), out.Tr(reason + ".short", next)};
}

Wordings LeaderSentences(const SceneBuilder& out) {
  const State& state = out.state;
  if (state.queue.empty()) return {""};
  const std::string label = trace::WriterLabel(state, state.queue.front());
  const WriterState* front = FindWriter(state, state.queue.front());
  const auto lengths = [&](const std::string& key) -> Wordings {
    return {out.Tr(key, label), out.Tr(key + ".short", label), out.Tr(key + ".least", label)};
  };
  if (front == nullptr || !Leads(*front)) return {out.Tr("leader.next", label)};
  if (front->phase == WriterPhase::kMakingRoom) return lengths("leader.making_room");
  if (front->phase == WriterPhase::kStalled) return lengths("leader.stalled");
  return {out.Tr("leader.leads", label)};
}

void PutGroup(SceneBuilder& out, const Rect& rect, const GroupPlace& members) {
  const trace::GroupState& group = *out.state.group;
  const Key key{Thing::kGroup, 0, group.id};
  float y = rect.y;
  if (members.end > members.begin) {
    Item& bracket =
        out.Box(key.Part(kBracketPart), {members.begin, y, members.end - members.begin, out.Px(6)},
                Role::kNone, Role::kLeader);
    bracket.shape = Shape::kBracket;
    bracket.border_width = out.Px(2);
  }
  y += out.Px(9);
  float x = rect.x;
  if (WhereIsBatch(out.state) == BatchPlace::kQueue) {
    const Rect place{x, y, std::min(out.Px(190), rect.w * 0.5f), out.Px(20)};
    PutBatch(out, place);
    x = place.Right() + out.Px(8);
  }
  out.Text(key.Part(kReasonPart), {x, y, rect.Right() - x, out.Px(20)}, CloseTexts(out, group),
           {.role = Role::kLeader, .size = kBodyText});
}

}  // namespace

void LayoutQueue(SceneBuilder& out, const Rect& rect) {
  const State& state = out.state;
  const Key key = RegionKey(Region::kQueue, 0);
  const std::string_view title = out.Tr("queue.title");
  const float title_width = out.TextWidth(title, kBodyText) + out.Px(12);
  const float head = out.Px(20);
  out.Text(key.Part(1), {rect.x, rect.y, title_width, head}, title);
  const std::string count = trace::Grouped(state.queue.size());
  out.Text(key.Part(2), {rect.x + title_width, rect.y, rect.w - title_width, head},
           state.queue.empty()       ? std::string()
           : state.queue.size() == 1 ? std::string(out.Tr("queue.count_one"))
                                     : out.Tr("queue.count", count),
           kSmallSecondary);
  const Rect tokens{rect.x, rect.y + head, rect.w, out.Px(76)};
  const Rect below{rect.x, tokens.Bottom() + out.Px(3), rect.w, rect.Bottom() - tokens.Bottom()};
  const std::vector<uint64_t> writers = WritersOnStage(state);
  if (writers.empty()) {
    Item& box = out.Box(key.Part(3), tokens, Role::kNone, Role::kLine);
    box.dashed = true;
    box.rounding = out.Px(4);
    out.Text(key.Part(4), tokens.Inset(out.Px(8)), out.Tr("queue.empty"),
             {.role = Role::kTextSecondary, .align = Align::kCentre});
  }
  const GroupPlace members = PutTokens(out, writers, tokens);
  if (state.group.has_value()) {
    PutGroup(out, below, members);
  } else {
    out.Text(key.Part(5), {below.x, below.y + out.Px(6), below.w, out.Px(20)}, LeaderSentences(out),
             {.role = Role::kLeader});
  }
}

BatchPlace WhereIsBatch(const State& state) {
  using enum trace::GroupPhase;
  if (!state.group.has_value()) return BatchPlace::kNone;
  switch (state.group->phase) {
    case kOpen:
    case kClosed:
      return BatchPlace::kQueue;
    case kWritingWal:
    case kSyncing:
      return BatchPlace::kWal;
    case kInserting:
    case kWritten:
    case kLogged:
      break;
  }
  return BatchPlace::kMemTable;
}

void PutBatch(SceneBuilder& out, const Rect& rect) {
  const trace::GroupState& group = *out.state.group;
  const Key key{Thing::kGroup, 0, group.id};
  Item& box = out.Box(key, rect, Role::kLeaderFill, Role::kLeader);
  box.rounding = out.Px(3);
  box.target = key;
  box.came_from = {Thing::kWriter, 0, group.leader};
  if (out.state.memtable) box.goes_to = {Thing::kMemTable, 0, out.state.memtable->id};
  const std::string members = trace::Grouped(group.members.size());
  const std::string bytes = trace::ReadableBytes(group.bytes);
  const std::string key_of_text = group.members.size() == 1 ? "group.batch_one" : "group.batch";
  const auto text = [&](std::string_view length) {
    return out.Tr(std::string(key_of_text).append(length), trace::Grouped(group.id), members,
                  bytes);
  };
  out.Text(key.Part(kBatchTextPart), rect.Inset(out.Px(6), 0), {text(""), text(".short"), bytes},
           {.size = kSmallText, .align = Align::kCentre});
}

}  // namespace lsm::gui
