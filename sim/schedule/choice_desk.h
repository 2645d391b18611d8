// ChoiceDesk: where a world lays its questions and another thread, the app's, answers them.
#ifndef LSMSCOPE_SIM_SCHEDULE_CHOICE_DESK_H_
#define LSMSCOPE_SIM_SCHEDULE_CHOICE_DESK_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "sim/schedule/choose_policy.h"

namespace lsm::sim {

// A question that waits for its answer.
struct OpenQuestion {
  uint64_t number = 0;  // as in Question
  ChoiceKind what = ChoiceKind::kNext;
  std::vector<uint32_t> fibers;
  size_t equals = 0;
  size_t usual = 0;  // index of who would go first if nobody chose
};

// Which questions wait for an answer; the others are answered as usual.
enum class Asking : uint8_t {
  kNothing,
  kEquals,      // those in which several have the same right
  kEverything,  // also where only a preemption could be chosen
};

// Thread-safe. The world blocks its thread in Choose until somebody answers.
class ChoiceDesk final : public Chooser {
 public:
  explicit ChoiceDesk(Asking asking = Asking::kEquals) : asking_(asking) {}

  // From the watcher's thread. A question that waits and is no longer asked is answered as usual.
  void SetAsking(Asking asking);
  std::optional<OpenQuestion> question() const;
  // Question `number` is answered with `fiber`. False, and nothing happens, if that question does
  // not wait or the fiber is none of its candidates.
  bool Answer(uint64_t number, uint32_t fiber);
  // Nothing is asked any more, whatever SetAsking says later.
  void CloseForGood();

  // From the world.
  size_t Choose(const Question& question, size_t usual) override;

 private:
  bool IsAsked(size_t equals) const;
  void SettleIfNotAsked();

  mutable std::mutex mutex_;
  std::condition_variable answered_;
  Asking asking_;
  bool closed_ = false;
  std::optional<OpenQuestion> open_;
  size_t answer_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCHEDULE_CHOICE_DESK_H_
