#include "tests/peers/round_trip.h"

#include <leveldb/cache.h>
#include <leveldb/comparator.h>
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <filesystem>
#include <memory>
#include <set>

#include "sim/base/prng.h"
#include "tests/peers/leveldb_peer.h"
#include "tests/peers/run_steps.h"

namespace peers {
namespace {

using lsm::sim::Prng;

PeerOptions DrawOptions(Prng* prng) {
  PeerOptions options;
  options.block_size = size_t{1024} << prng->Below(4);
  options.block_restart_interval = static_cast<int>(1 + prng->Below(20));
  options.snappy = prng->Percent(50);
  options.reuse_logs = prng->Percent(30);
  options.reverse = prng->Percent(25);
  if (prng->Percent(50)) options.bloom_bits = static_cast<int>(1 + prng->Below(20));
  return options;
}

// Writes, and what they leave.
class Script {
 public:
  explicit Script(Prng* prng) : prng_(*prng), small_keys_(prng->Percent(50)) {}

  // Reads first: what the other one left.
  std::vector<Step> Draw() {
    std::vector<Step> steps;
    steps.push_back({.kind = Step::Kind::kRead, .contents = contents_});
    const uint64_t count = 2 + prng_.Below(10);
    std::optional<Contents> seen;
    for (uint64_t i = 0; i < count; i++) {
      switch (prng_.Below(10)) {
        case 0:
          steps.push_back({.kind = Step::Kind::kCompact});
          break;
        case 1:
          steps.push_back({.kind = Step::Kind::kReopen});
          seen.reset();
          break;
        case 2:
          steps.push_back({.kind = Step::Kind::kSnapshot});
          seen = contents_;
          break;
        case 3:
          if (prng_.Percent(30)) steps.push_back(DeleteEverything());
          break;
        default:
          steps.push_back(DrawWrite());
      }
      if (seen.has_value() && prng_.Percent(20)) {
        steps.push_back({.kind = Step::Kind::kCompact});
        steps.push_back({.kind = Step::Kind::kReadSnapshot, .contents = *seen});
      }
    }
    steps.push_back({.kind = Step::Kind::kRead, .contents = contents_});
    return steps;
  }

  const Contents& contents() const { return contents_; }

 private:
  std::string DrawBytes(uint64_t most) {
    std::string bytes(prng_.Below(most + 1), '\0');
    const bool binary = prng_.Percent(25);
    for (char& c : bytes) {
      c = static_cast<char>(binary ? prng_.Below(256) : 'a' + prng_.Below(3));
    }
    return bytes;
  }

  std::string DrawValue() {
    const uint64_t kind = prng_.Below(1000);
    if (kind == 0) return std::string(1 << 20, static_cast<char>('A' + prng_.Below(26)));
    if (kind < 10) return DrawBytes(20000);
    return DrawBytes(kind < 500 ? 30 : 400);
  }

  std::string DrawKey() {
    if (prng_.Below(5000) == 0) return std::string(1 << 20, static_cast<char>(prng_.Below(256)));
    return DrawBytes(small_keys_ ? 4 : 14);
  }

  Step DrawWrite() {
    Step step{.kind = Step::Kind::kWrite, .sync = prng_.Percent(10)};
    const uint64_t count = prng_.Below(200);
    for (uint64_t i = 0; i < count; i++) {
      std::string key = DrawKey();
      if (prng_.Percent(25)) {
        contents_.erase(key);
        step.updates.emplace_back(std::move(key), std::nullopt);
      } else {
        std::string value = DrawValue();
        contents_[key] = value;
        step.updates.emplace_back(std::move(key), std::move(value));
      }
    }
    return step;
  }

  Step DeleteEverything() {
    Step step{.kind = Step::Kind::kWrite};
    for (const auto& [key, value] : contents_) step.updates.emplace_back(key, std::nullopt);
    contents_.clear();
    return step;
  }

  Prng& prng_;
  const bool small_keys_;
  Contents contents_;
};

// Whether all that is too many are keys that a step before the read deleted for good.
bool OnlyDeletedKeysAreBack(const std::vector<Step>& steps, const Difference& difference) {
  const Step& read = steps[difference.step];
  if (read.kind != Step::Kind::kRead || difference.found.size() <= read.contents.size()) {
    return false;
  }
  std::set<std::string> deleted;
  for (size_t i = 0; i < difference.step; i++) {
    for (const auto& [key, value] : steps[i].updates) {
      if (!value.has_value()) deleted.insert(key);
    }
  }
  size_t right = 0;
  for (const auto& [key, value] : difference.found) {
    const auto expected = read.contents.find(key);
    if (expected != read.contents.end() && expected->second == value) {
      right++;
    } else if (expected != read.contents.end() || !deleted.contains(key)) {
      return false;
    }
  }
  return right == read.contents.size();
}

}  // namespace

RoundTripResult RoundTrip(uint64_t seed, Writer first, const std::string& path) {
  namespace fs = std::filesystem;
  Prng prng = Prng::ForPart(seed, static_cast<uint64_t>(first));
  const PeerOptions options = DrawOptions(&prng);
  Script script(&prng);
  const std::string before = path + ".before";
  RoundTripResult result;
  for (int hand = 0; hand < 3; hand++) {
    const bool ours = (hand % 2 == 0) == (first == Writer::kUs);
    const std::vector<Step> steps = script.Draw();
    fs::remove_all(before);
    if (!ours && fs::exists(path)) fs::copy(path, before);
    Difference difference;
    result.wrong = ours ? StepRunner(path, options).Run(steps)
                        : RunInLevelDb(path, options, steps, &difference);
    if (result.wrong.empty()) continue;
    result.leveldb_undeleted = !ours && OnlyDeletedKeysAreBack(steps, difference) &&
                               StepRunner(before, options).Run(steps).empty();
    result.wrong = "seed " + std::to_string(seed) + ", hand " + std::to_string(hand + 1) + ", " +
                   (ours ? "we" : "LevelDB") + ": " + result.wrong;
    break;
  }
  fs::remove_all(before);
  return result;
}

}  // namespace peers
