#include "tests/model/shrink_case.h"

#include <algorithm>

namespace lsm::model {
namespace {

class Shrinker {
 public:
  Shrinker(const Case& failing, const std::function<bool(const Case&)>& fails, uint64_t most_plays)
      : best_(failing), fails_(fails), plays_left_(most_plays) {}

  Case Run() {
    ToOneClient();
    for (bool smaller = true; smaller && plays_left_ > 0;) {
      smaller = ShrinkList(&best_.operations);
      for (size_t i = 0; i < best_.operations.size(); i++) {
        if (ShrinkList(&best_.operations[i].changes)) smaller = true;
        if (ShrinkList(&best_.operations[i].moves)) smaller = true;
      }
    }
    return best_;
  }

 private:
  bool Fails() {
    if (plays_left_ == 0) return false;
    plays_left_--;
    return fails_(best_);
  }

  // Tries to leave out halves, quarters, ... of a list that is part of best_. Whether it got
  // shorter.
  template <class Item>
  bool ShrinkList(std::vector<Item>* list) {
    bool shorter = false;
    for (size_t size = std::max<size_t>(1, list->size() / 2); !list->empty(); size /= 2) {
      for (size_t begin = 0; begin < list->size();) {
        const std::vector<Item> before = *list;
        const auto from = list->begin() + static_cast<std::ptrdiff_t>(begin);
        const auto count = std::min(size, list->size() - begin);
        list->erase(from, from + static_cast<std::ptrdiff_t>(count));
        if (Fails()) {
          shorter = true;
        } else {
          *list = before;
          begin += count;
        }
        if (plays_left_ == 0) return shorter;
      }
      if (size == 1) break;
    }
    return shorter;
  }

  // One thread is easier to follow, if that is enough: then everything is one client's.
  void ToOneClient() {
    const Case before = best_;
    best_.clients = 1;
    for (Operation& operation : best_.operations) operation.client = 0;
    if (before.clients == 1 || !Fails()) best_ = before;
  }

  Case best_;
  const std::function<bool(const Case&)>& fails_;
  uint64_t plays_left_;
};

}  // namespace

Case Shrink(const Case& failing, const std::function<bool(const Case&)>& fails,
            uint64_t most_plays) {
  return Shrinker(failing, fails, most_plays).Run();
}

}  // namespace lsm::model
