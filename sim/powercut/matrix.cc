#include "sim/powercut/matrix.h"

#include <algorithm>
#include <utility>

#include "sim/base/prng.h"

namespace lsm::sim {
namespace {

// The key of a write after recovery, behind all keys of workloads.
constexpr std::string_view kLaterKey = "~later";
constexpr std::string_view kLaterValue = "written after the recovery";

uint64_t SeedOf(uint64_t change, uint64_t choice) { return Prng::ForPart(change, choice).Next(); }

// Keeps the disk of a recovery after each of its changes.
class RecoveryCuts final : public DiskObserver {
 public:
  explicit RecoveryCuts(Disk* disk) : disk_(*disk) { disk->SetObserver(this); }
  void OnDiskChange() override { images.emplace_back(disk_.changes(), disk_.Image()); }

  std::vector<std::pair<uint64_t, std::unique_ptr<Disk>>> images;

 private:
  const Disk& disk_;
};

std::string Count(size_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

// How many entries two databases differ in, and the first of them.
size_t Difference(const Contents& found, const Contents& expected, std::string* first) {
  size_t count = 0;
  const auto differ = [&](const std::string& key, const std::string* got, const std::string* want) {
    if (count++ > 0) return;
    const auto show = [](const std::string* v) {
      return v == nullptr ? "nothing" : v->substr(0, 24);
    };
    *first = key + ": found " + show(got) + ", expected " + show(want);
  };
  for (const auto& [key, value] : expected) {
    const auto at = found.find(key);
    if (at == found.end()) differ(key, nullptr, &value);
    if (at != found.end() && at->second != value) differ(key, &at->second, &value);
  }
  for (const auto& [key, value] : found) {
    if (!expected.contains(key)) differ(key, &value, nullptr);
  }
  return count;
}

}  // namespace

void MatrixCounts::Add(const MatrixCounts& other) {
  events += other.events;
  changes += other.changes;
  images += other.images;
  unique += other.unique;
  verified += other.verified;
  violations += other.violations;
}

Matrix::Matrix(const MatrixPlan& plan, Recoverer* recoverer, SeenImages* seen,
               std::function<bool()> over)
    : plan_(plan), recoverer_(recoverer), seen_(seen), over_(std::move(over)) {}

template <class Visit>
void Matrix::ForEachSurvival(uint64_t change, uint64_t choices, Visit&& visit) const {
  for (const Survival& kind : plan_.survivals) {
    const uint64_t count = kind.has_choice() ? choices : 1;
    for (uint64_t choice = 1; choice <= count; choice++) {
      Survival survival = kind;
      survival.seed = SeedOf(change, choice);
      visit(survival, choice);
    }
  }
}

const Found& Matrix::Look(std::unique_ptr<Disk> disk, bool* is_new) {
  counts_.images++;
  const uint64_t hash = HashOf(*disk);
  *is_new = false;
  const auto [known, first] = known_.try_emplace(hash);
  if (!first) return known->second;
  known->second = recoverer_->Recover(disk.get(), nullptr);
  *is_new = seen_->Insert(hash);
  if (*is_new) {
    counts_.unique++;
    counts_.verified++;
  }
  return known->second;
}

void Matrix::Check(const CommitLog& log, CutRecorder* run) {
  known_.clear();
  counts_.events += run->events();
  uint64_t deep = 0;
  for (CutImage& image : run->images()) {
    if (Over()) return;
    if (plan_.only_change.has_value() && *plan_.only_change != image.change) continue;
    counts_.changes++;
    ForEachSurvival(image.change, plan_.choices, [&](const Survival& survival, uint64_t choice) {
      if (plan_.only_choice.has_value() && *plan_.only_choice != choice) return;
      bool is_new = false;
      const Found found = Look(image.disk->AfterPowerCut(survival), &is_new);
      std::vector<CutStep> steps{{image.change, survival.name, choice}};
      for (const Cut& cut : image.cuts) CheckCut(log, found, cut, steps, *image.disk, survival);
      if (!found.error.empty() || plan_.depth < 2) return;
      if (!plan_.only_change.has_value() && (!is_new || ++deep % plan_.deep_every != 0)) return;
      const auto disk = image.disk->AfterPowerCut(survival);
      CheckLifeGoesOn(*disk, found, image.cuts.back(), steps);
      CheckRecovery(*disk, found, image.cuts.back(), &steps, plan_.depth);
    });
    image.disk.reset();
  }
}

void Matrix::CheckCut(const CommitLog& log, const Found& found, const Cut& cut,
                      const std::vector<CutStep>& steps, const Disk& before,
                      const Survival& survival) {
  Violation violation{.cut = cut, .steps = steps};
  if (!found.error.empty()) {
    violation.promise = 3;
    violation.what = found.error;
  } else {
    for (size_t count = cut.least; count <= cut.most; count++) {
      if (log.DigestAfter(count) == found.digest) return;
    }
    violation.promise = 2;
    for (size_t count = 0; count < cut.least; count++) {
      if (log.DigestAfter(count) != found.digest) continue;
      violation.promise = 1;
      violation.what = "found the state after " + Count(count, "write") + ", and " +
                       std::to_string(cut.least) + " were promised";
    }
  }
  violation.disk = before.AfterPowerCut(survival);
  if (violation.what.empty()) {
    violation.what = Explain(log, cut, before.AfterPowerCut(survival).get());
  }
  Break(std::move(violation));
}

std::string Matrix::Explain(const CommitLog& log, const Cut& cut, Disk* disk) const {
  Contents found;
  (void)recoverer_->Recover(disk, &found);
  size_t best = SIZE_MAX;
  std::string nearest;
  for (size_t count = 0; count <= log.commits().size(); count++) {
    std::string first;
    const size_t differ = Difference(found, log.ContentsAfter(count), &first);
    if (differ >= best) continue;
    best = differ;
    nearest = "nearest to that after " + Count(count, "write") + " (" + first + ")";
  }
  return "found no state between those after " + std::to_string(cut.least) + " and " +
         Count(cut.most, "write") + "; " + nearest;
}

void Matrix::CheckRecovery(const Disk& disk, const Found& expected, const Cut& cut,
                           std::vector<CutStep>* steps, uint32_t depth) {
  if (depth < 2 || Over()) return;
  const auto machine = disk.Image();
  RecoveryCuts cuts(machine.get());
  (void)recoverer_->Recover(machine.get(), nullptr);
  uint64_t deep = 0;
  for (const auto& cut_at : cuts.images) {
    const uint64_t change = cut_at.first;
    const Disk* const image = cut_at.second.get();
    ForEachSurvival(change, 1, [&](const Survival& survival, uint64_t choice) {
      bool is_new = false;
      const Found found = Look(image->AfterPowerCut(survival), &is_new);
      steps->push_back({change, survival.name, choice});
      if (!found.error.empty()) {
        Break({3, found.error, cut, *steps, image->AfterPowerCut(survival)});
      } else if (found.digest != expected.digest) {
        Break({2, "recovered again it is another state", cut, *steps,
               image->AfterPowerCut(survival)});
      } else if (is_new && ++deep % 8 == 0) {
        CheckRecovery(*image->AfterPowerCut(survival), expected, cut, steps, depth - 1);
      }
      steps->pop_back();
    });
  }
}

void Matrix::CheckLifeGoesOn(const Disk& disk, const Found& expected, const Cut& cut,
                             const std::vector<CutStep>& steps) {
  const auto machine = disk.Image();
  const std::string key(kLaterKey), value(kLaterValue);
  Found found = recoverer_->RecoverAndPut(machine.get(), key, value);
  if (found.error.empty()) {
    bool is_new = false;
    found = Look(machine->AfterPowerCut(), &is_new);
  }
  if (!found.error.empty()) {
    Break({3, "with a write after recovery: " + found.error, cut, steps, disk.Image()});
  } else if (found.digest != expected.digest + DigestOfEntry(key, value)) {
    Break({1, "a synced write after recovery, and another power cut: another state is found", cut,
           steps, disk.Image()});
  }
}

void Matrix::Break(Violation violation) {
  counts_.violations++;
  const auto same = std::ranges::count(violations_, violation.promise, &Violation::promise);
  if (static_cast<size_t>(same) < kKeptOfEach) violations_.push_back(std::move(violation));
}

}  // namespace lsm::sim
