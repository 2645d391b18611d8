// Matrix: every disk that a power cut can leave, at every moment of a run, is recovered and
// compared with what the run's clients wrote. Checks promises 1, 2 and 3 of the engine:
//   1. what was acknowledged with sync, and everything before it, is there;
//   2. what is found is the state after some prefix of the writes;
//   3. the database opens.
// A disk that was checked before (its hash is known) is not counted again.
#ifndef LSMSCOPE_SIM_POWERCUT_MATRIX_H_
#define LSMSCOPE_SIM_POWERCUT_MATRIX_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/disk/survival.h"
#include "sim/powercut/commit_log.h"
#include "sim/powercut/cut_recorder.h"
#include "sim/powercut/recoverer.h"
#include "sim/powercut/seen_images.h"

namespace lsm::sim {

// How a disk came to be found: the power was cut after a change of the disk, and this survived.
struct CutStep {
  uint64_t change = 0;
  std::string_view survival;
  uint64_t choice = 1;
};

struct MatrixPlan {
  std::vector<Survival> survivals;
  uint64_t choices = 2;  // of each survival that has something to choose
  // 1: no cuts during recovery; 2: one; 3: one during the recovery from that; and so on.
  uint32_t depth = 2;
  // Of so many disks one is recovered with cuts during recovery, and written to afterwards.
  uint32_t deep_every = 16;
  // Only the cuts after this change of the disk, and of the choices only this one.
  std::optional<uint64_t> only_change;
  std::optional<uint64_t> only_choice;
};

struct MatrixCounts {
  uint64_t events = 0;      // at which the power was cut
  uint64_t changes = 0;     // of disks: moments that differ
  uint64_t images = 0;      // disks that were found
  uint64_t unique = 0;      // of those, different from all others
  uint64_t verified = 0;    // of those, recovered and compared
  uint64_t violations = 0;  // found disks, or moments of one, that break a promise

  void Add(const MatrixCounts& other);
};

struct Violation {
  int promise = 0;
  std::string what;
  Cut cut;
  std::vector<CutStep> steps;  // more than one: cuts during recovery
  std::shared_ptr<const Disk> disk;
};

// For one thread; only `seen` is shared with others.
class Matrix {
 public:
  // Nothing is owned. `over` may be empty; it is asked now and then, and once it answers true,
  // checks end soon.
  Matrix(const MatrixPlan& plan, Recoverer* recoverer, SeenImages* seen,
         std::function<bool()> over = {});

  // Checks one run; its images are used up.
  void Check(const CommitLog& log, CutRecorder* run);

  const MatrixCounts& counts() const { return counts_; }
  // Of each promise the first few, of all runs so far.
  const std::vector<Violation>& violations() const { return violations_; }

 private:
  static constexpr size_t kKeptOfEach = 7;

  bool Over() const { return over_ && over_(); }
  // Calls visit(survival, choice) for every way to survive.
  template <class Visit>
  void ForEachSurvival(uint64_t change, uint64_t choices, Visit&& visit) const;
  // What is found on a disk; recovers it if that is not known. True in *is_new if nobody has seen
  // it.
  const Found& Look(std::unique_ptr<Disk> disk, bool* is_new);
  void CheckCut(const CommitLog& log, const Found& found, const Cut& cut,
                const std::vector<CutStep>& steps, const Disk& before, const Survival& survival);
  // Cuts during the recovery of what `before` leaves: all must find the same.
  void CheckRecovery(const Disk& disk, const Found& expected, const Cut& cut,
                     std::vector<CutStep>* steps, uint32_t depth);
  void CheckLifeGoesOn(const Disk& disk, const Found& expected, const Cut& cut,
                       const std::vector<CutStep>& steps);
  std::string Explain(const CommitLog& log, const Cut& cut, Disk* disk) const;
  void Break(Violation violation);

  const MatrixPlan& plan_;
  Recoverer* const recoverer_;
  SeenImages* const seen_;
  const std::function<bool()> over_;
  MatrixCounts counts_;
  std::vector<Violation> violations_;
  std::unordered_map<uint64_t, Found> known_;  // by the hash of the disk; of this run
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_MATRIX_H_
