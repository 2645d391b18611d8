#include "sim/schedule/choice_desk.h"

#include <algorithm>

namespace lsm::sim {

void ChoiceDesk::SetAsking(Asking asking) {
  const std::lock_guard lock(mutex_);
  asking_ = asking;
  SettleIfNotAsked();
}

std::optional<OpenQuestion> ChoiceDesk::question() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

bool ChoiceDesk::Answer(uint64_t number, uint32_t fiber) {
  const std::lock_guard lock(mutex_);
  if (!open_ || open_->number != number) return false;
  const auto found = std::ranges::find(open_->fibers, fiber);
  if (found == open_->fibers.end()) return false;
  answer_ = static_cast<size_t>(found - open_->fibers.begin());
  open_.reset();
  answered_.notify_all();
  return true;
}

void ChoiceDesk::CloseForGood() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  SettleIfNotAsked();
}

size_t ChoiceDesk::Choose(const Question& question, size_t usual) {
  std::unique_lock lock(mutex_);
  if (!IsAsked(question.equals)) return usual;
  open_ = OpenQuestion{.number = question.number,
                       .what = question.what,
                       .fibers = {question.fibers.begin(), question.fibers.end()},
                       .equals = question.equals,
                       .usual = usual};
  answered_.wait(lock, [&] { return !open_.has_value(); });
  return answer_;
}

bool ChoiceDesk::IsAsked(size_t equals) const {
  if (closed_ || asking_ == Asking::kNothing) return false;
  return asking_ == Asking::kEverything || equals > 1;
}

void ChoiceDesk::SettleIfNotAsked() {
  if (!open_ || IsAsked(open_->equals)) return;
  answer_ = open_->usual;
  open_.reset();
  answered_.notify_all();
}

}  // namespace lsm::sim
