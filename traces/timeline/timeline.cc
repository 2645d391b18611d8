#include "traces/timeline/timeline.h"

#include <algorithm>
#include <utility>

namespace lsm::trace {
namespace {

// Teeth of the comb between two checkpoints.
constexpr uint64_t kTeeth = 32;
// Rough size of a node of std::map besides its value.
constexpr size_t kMapNode = 48;

template <class T>
size_t BytesOf(const std::vector<T>& vector) {
  return vector.capacity() * sizeof(T);
}

}  // namespace

size_t ApproximateBytes(const State& state, const State* previous) {
  size_t bytes = sizeof(State) + BytesOf(state.threads) + BytesOf(state.queue) +
                 BytesOf(state.older_logs) + BytesOf(state.immutables) +
                 BytesOf(state.pending_edit.added) + BytesOf(state.pending_edit.removed) +
                 state.account.difference.capacity();
  bytes += state.writers.size() * (sizeof(WriterState) + kMapNode);
  if (state.group.has_value()) bytes += BytesOf(state.group->members);
  bytes += BytesOf(state.logged_groups) + BytesOf(state.memtable_queue);
  for (const GroupState& group : state.logged_groups) bytes += BytesOf(group.members);
  if (state.memtable_group.has_value()) bytes += BytesOf(state.memtable_group->members);
  if (state.stall.has_value()) bytes += BytesOf(state.stall->conditions);
  for (const auto& [id, job] : state.jobs) {
    bytes += sizeof(JobState) + kMapNode + BytesOf(job.inputs) + BytesOf(job.next_inputs) +
             BytesOf(job.grandparents) + BytesOf(job.outputs);
  }
  for (const auto& [id, read] : state.reads) {
    bytes += sizeof(ReadState) + kMapNode + BytesOf(read.probes);
  }
  if (state.last_read.has_value()) bytes += BytesOf(state.last_read->probes);
  // A level's list of files is shared by all States between two changes of the level. (Files
  // themselves are counted nowhere: there are no more of them than events.)
  for (int i = 0; i < kMaxLevels; i++) {
    const bool shared = previous != nullptr && previous->levels[i].files == state.levels[i].files;
    if (!shared) bytes += BytesOf(*state.levels[i].files);
  }
  return bytes;
}

Timeline::Timeline(std::shared_ptr<const Trace> trace) : Timeline(std::move(trace), Limits()) {}

Timeline::Timeline(std::shared_ptr<const Trace> trace, Limits limits)
    : trace_(std::move(trace)), limits_(limits), interval_(limits.first_interval) {
  base_.tables = &trace_->tables;
  last_ = base_;
}

State Timeline::StateAt(uint64_t position) {
  position = std::clamp(position, begin(), size());
  const State* nearest = NearestBefore(position);
  if (nearest != &last_) last_ = *nearest;
  while (last_.position < position) {
    FoldOne(last_);
    MaybeKeep(last_);
  }
  return last_;
}

// The kept State with the largest position that is not beyond `position`.
const State* Timeline::NearestBefore(uint64_t position) const {
  const State* nearest = &base_;
  const auto offer = [&](const State& state) {
    if (state.position <= position && state.position > nearest->position) nearest = &state;
  };
  const auto after = std::ranges::upper_bound(checkpoints_, position, {}, &State::position);
  if (after != checkpoints_.begin()) offer(*(after - 1));
  for (const State& tooth : comb_) offer(tooth);
  offer(last_);
  return nearest;
}

void Timeline::ForgetUpTo(uint64_t position) {
  while (base_.position < position) FoldOne(base_);
  const auto known = [&](const State& state) { return state.position > base_.position; };
  if (std::erase_if(checkpoints_, std::not_fn(known)) > 0) CountCheckpointBytes();
  std::erase_if(comb_, std::not_fn(known));
  if (!known(last_)) last_ = base_;
}

void Timeline::FoldOne(State& state) {
  const uint64_t next = state.position + 1;
  Fold(state, next, trace_->events.At(next));
  events_folded_++;
}

void Timeline::MaybeKeep(const State& state) {
  const uint64_t position = state.position;
  const uint64_t spacing = std::max<uint64_t>(1, interval_ / kTeeth);
  if (position % spacing == 0 && position % interval_ != 0) {
    const bool same_stretch =
        !comb_.empty() && comb_.front().position / interval_ == position / interval_;
    if (!same_stretch) comb_.clear();
    const bool known = std::any_of(comb_.begin(), comb_.end(),
                                   [&](const State& tooth) { return tooth.position == position; });
    if (!known) comb_.push_back(state);
  }
  const uint64_t last =
      checkpoints_.empty() ? begin() / interval_ * interval_ : checkpoints_.back().position;
  if (position == last + interval_) {
    checkpoint_bytes_ +=
        ApproximateBytes(state, checkpoints_.empty() ? nullptr : &checkpoints_.back());
    checkpoints_.push_back(state);
    ThinOut();
  }
}

// Keeps every second checkpoint until both limits hold again.
void Timeline::ThinOut() {
  while (checkpoints_.size() > 1 && (checkpoints_.size() > limits_.checkpoints ||
                                     checkpoint_bytes_ > limits_.checkpoint_bytes)) {
    interval_ *= 2;
    std::erase_if(checkpoints_,
                  [&](const State& state) { return state.position % interval_ != 0; });
    comb_.clear();
    CountCheckpointBytes();
  }
}

void Timeline::CountCheckpointBytes() {
  checkpoint_bytes_ = 0;
  const State* previous = nullptr;
  for (const State& state : checkpoints_) {
    checkpoint_bytes_ += ApproximateBytes(state, std::exchange(previous, &state));
  }
}

uint64_t Timeline::NextEvent(uint64_t position, const EventPredicate& matches) const {
  for (uint64_t next = std::max(position + 1, trace_->events.first()); next <= size(); next++) {
    if (matches(next, trace_->events.At(next))) return next;
  }
  return 0;
}

uint64_t Timeline::PreviousEvent(uint64_t position, const EventPredicate& matches) const {
  const uint64_t first = trace_->events.first();
  for (uint64_t previous = std::min(position, size() + 1); previous > first;) {
    previous--;
    if (matches(previous, trace_->events.At(previous))) return previous;
  }
  return 0;
}

uint64_t Timeline::PositionAtTime(uint64_t time_ns) const {
  uint64_t before = trace_->events.first() - 1;  // is at or before the time, or forgotten
  uint64_t after = size() + 1;
  while (after - before > 1) {
    const uint64_t middle = before + (after - before) / 2;
    (trace_->events.At(middle).time_ns <= time_ns ? before : after) = middle;
  }
  return before;
}

}  // namespace lsm::trace
