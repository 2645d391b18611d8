#include "tests/model/draw_case.h"

#include <algorithm>

#include "tests/model/client.h"

namespace lsm::model {
namespace {

using sim::Prng;

// The keys of a case: few enough that they meet often.
class Keys {
 public:
  Keys(Prng* prng, Order order, bool alone)
      : prng_(*prng),
        mix_case_(order == Order::kIgnoringCase),
        alone_(alone),
        style_(static_cast<int>(prng->Below(4))),
        count_(1 + prng->Below(
                       std::initializer_list<uint64_t>{3, 30, 300, 2000}.begin()[prng->Below(4)])) {
  }

  std::string Draw(int client) {
    std::string key = Make(prng_.Below(count_));
    if (mix_case_) {
      for (char& c : key) {
        if (c >= 'a' && c <= 'z' && prng_.Percent(50)) c = static_cast<char>(c - 'a' + 'A');
      }
    }
    return alone_ ? key : Client::PrefixOf(client) + key;
  }

 private:
  std::string Make(uint64_t number) const {
    std::string digits = std::to_string(number);
    digits.insert(0, 4 - std::min<size_t>(4, digits.size()), '0');
    switch (style_) {
      case 0:
        return "k" + digits;
      case 1: {  // any bytes, any length; number 0 is the empty key
        Prng bytes(number + 1);
        std::string key(number == 0 ? 0 : bytes.Below(number % 20 == 3 ? 300 : 12), '\0');
        const uint64_t kinds = bytes.Percent(50) ? 3 : 256;
        for (char& c : key) c = static_cast<char>(255 - bytes.Below(kinds));
        return key;
      }
      case 2:
        return std::string(100, 'p') + digits + "/" + std::string(number % 7, 's');
      default:
        return "user" + digits.substr(digits.size() - 2) + "field" + digits;
    }
  }

  Prng& prng_;
  const bool mix_case_;
  const bool alone_;
  const int style_;
  const uint64_t count_;
};

class Drawer {
 public:
  Drawer(const DrawPlan& plan, Prng* prng, Case* result)
      : plan_(plan),
        prng_(*prng),
        case_(*result),
        keys_(prng, result->options.order, result->clients == 1),
        largest_value_(std::initializer_list<uint64_t>{10, 100, 1000}.begin()[prng->Below(3)]) {
    // By kind, how often. Writes and reads alternate in weight, so that some cases fill levels and
    // others look closely.
    weights_ = {20, 6, 5, 15, 2, 2, 3, 18, 1, 1, 1, 1, 2, 1, 1, 1};
    for (uint64_t& weight : weights_) weight *= 1 + prng->Below(6);
    weights_[static_cast<size_t>(Do::kReopen)] = prng->Below(3);
    weights_[static_cast<size_t>(Do::kCompact)] = prng->Below(2);
    weights_[static_cast<size_t>(Do::kCompactLevel)] = prng->Below(2);
    weights_[static_cast<size_t>(Do::kRepair)] = prng->Below(3) == 0 ? 1 : 0;
    for (const uint64_t weight : weights_) total_ += weight;
  }

  Operation Draw() {
    Operation operation;
    operation.client = static_cast<int>(prng_.Below(static_cast<uint64_t>(case_.clients)));
    operation.what = DrawKind();
    const auto slot = [this] { return static_cast<int>(1 + prng_.Below(3)); };
    const auto key = [&] { return keys_.Draw(operation.client); };
    const auto bound = [&]() -> std::optional<std::string> {
      if (prng_.Percent(30)) return std::nullopt;
      return key();
    };
    switch (operation.what) {
      case Do::kPut:
      case Do::kDelete:
        operation.changes.push_back(DrawChange(key(), operation.what == Do::kPut));
        operation.sync = prng_.Percent(3);
        break;
      case Do::kBatch: {
        const uint64_t count = prng_.Percent(5) ? prng_.Below(200) : prng_.Below(8);
        for (uint64_t i = 0; i < count; i++) {
          const bool put = prng_.Percent(75);
          operation.changes.push_back(DrawChange(key(), put));
        }
        operation.sync = prng_.Percent(10);
        break;
      }
      case Do::kGet:
        operation.keys.emplace_back(key());
        if (prng_.Percent(40)) operation.snapshot = slot();
        break;
      case Do::kIterator:
        operation.slot = slot();
        if (prng_.Percent(50)) operation.snapshot = slot();
        break;
      case Do::kSnapshot:
      case Do::kRelease:
      case Do::kClose:
        operation.slot = slot();
        break;
      case Do::kWalk:
        operation.slot = slot();
        DrawMoves(&operation);
        break;
      case Do::kCompact:
      case Do::kCompactLevel:
        operation.level = operation.what == Do::kCompact ? 0 : static_cast<int>(prng_.Below(7));
        operation.keys.push_back(bound());
        operation.keys.push_back(bound());
        break;
      case Do::kSizes:
        for (int i = 0; i < 3; i++) operation.keys.emplace_back(key());
        break;
      case Do::kReopen:
        if (!plan_.options.has_value() && prng_.Percent(50)) {
          operation.options = DrawOther(case_.options, &prng_);
        }
        break;
      case Do::kRepair:
        operation.lost = prng_.Percent(50);
        break;
      case Do::kFlush:
      case Do::kProperties:
        break;
    }
    return operation;
  }

 private:
  Do DrawKind() {
    uint64_t left = prng_.Below(total_);
    for (size_t kind = 0;; kind++) {
      if (left < weights_[kind]) return static_cast<Do>(kind);
      left -= weights_[kind];
    }
  }

  Change DrawChange(std::string key, bool put) {
    Change change{.key = std::move(key)};
    if (put) {
      uint64_t most = largest_value_;
      if (prng_.Below(200) == 0) most = 20000;
      ValueSpec value;
      value.size = static_cast<uint32_t>(prng_.Below(most + 1));
      value.number = ++values_;
      change.value = value;
    }
    return change;
  }

  // To and fro, with turns.
  void DrawMoves(Operation* operation) {
    const uint64_t count = 1 + prng_.Below(12);
    const uint32_t turn_percent = prng_.Percent(50) ? 10 : 50;
    bool forward = prng_.Percent(50);
    for (uint64_t i = 0; i < count; i++) {
      Move move;
      if (i == 0 ? prng_.Percent(60) : prng_.Percent(10)) {
        const uint64_t where = prng_.Below(4);
        move.step = where == 0 ? Step::kFirst : where == 1 ? Step::kLast : Step::kSeek;
        if (move.step == Step::kSeek) move.key = keys_.Draw(operation->client);
      } else {
        if (prng_.Percent(turn_percent)) forward = !forward;
        move.step = forward ? Step::kNext : Step::kPrev;
      }
      operation->moves.push_back(std::move(move));
    }
  }

  const DrawPlan& plan_;
  Prng& prng_;
  const Case& case_;
  Keys keys_;
  const uint64_t largest_value_;
  std::array<uint64_t, kKinds> weights_{};
  uint64_t total_ = 0;
  uint32_t values_ = 0;
};

}  // namespace

Case DrawCase(const DrawPlan& plan) {
  Prng prng = Prng::ForPart(plan.seed, 0);
  Case result;
  result.seed = plan.seed;
  const bool real = prng.Percent(30);
  const int clients = prng.Percent(30) ? static_cast<int>(2 + prng.Below(4)) : 1;
  const OptionSet options = DrawOptionSet(&prng);
  const bool memory = real && prng.Percent(30);
  result.site = plan.site.value_or(memory ? Site::kMemory : real ? Site::kReal : Site::kWorld);
  result.clients = plan.clients.value_or(clients);
  result.options = plan.options.value_or(options);
  Drawer drawer(plan, &prng, &result);
  for (size_t i = 0; i < plan.operations; i++) result.operations.push_back(drawer.Draw());
  return result;
}

}  // namespace lsm::model
