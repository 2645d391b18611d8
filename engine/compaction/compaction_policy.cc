#include "engine/compaction/compaction_policy.h"

#include <algorithm>

#include "lsm/env.h"

namespace lsm {

namespace {

// The level's files that overlap `range`, and those that the boundary rule adds.
FileList InputsFor(const CompactionView& view, int level, const KeyRange& range) {
  FileList inputs = OverlappingInputs(view.icmp, view.files, level, UserRangeOf(range));
  if (!inputs.empty()) {
    AddBoundaryInputs(view.icmp, view.files[static_cast<size_t>(level)], &inputs);
  }
  return inputs;
}

// Takes more files of the level, if that costs no file of the next level: the work there is done
// anyway, and files that join now need no compaction of their own.
void Expand(const CompactionView& view, CompactionPlan* plan) {
  if (plan->next_inputs.empty()) return;
  FileList more = InputsFor(view, plan->level, RangeOfInputs(view.icmp, *plan));
  const uint64_t next_bytes = TotalFileSize(plan->next_inputs);
  if (more.size() <= plan->inputs.size() ||
      TotalFileSize(more) + next_bytes >= ExpandedCompactionByteSizeLimit(view.options)) {
    return;
  }
  FileList next = InputsFor(view, plan->output_level(), RangeOf(view.icmp, more));
  if (next.size() != plan->next_inputs.size()) return;
  plan->expansion = InputExpansion{.inputs_before = static_cast<int>(plan->inputs.size()),
                                   .next_inputs_before = static_cast<int>(next.size()),
                                   .input_bytes_before = TotalFileSize(plan->inputs),
                                   .next_input_bytes_before = next_bytes};
  plan->inputs = std::move(more);
  plan->next_inputs = std::move(next);
}

// Everything that follows from plan->level and plan->inputs.
void SetupOtherInputs(const CompactionView& view, CompactionPlan* plan) {
  AddBoundaryInputs(view.icmp, view.files[static_cast<size_t>(plan->level)], &plan->inputs);
  plan->next_inputs = InputsFor(view, plan->output_level(), RangeOf(view.icmp, plan->inputs));
  Expand(view, plan);
  if (plan->level + 2 < view.options.num_levels) {
    const KeyRange both = RangeOfInputs(view.icmp, *plan);
    plan->grandparents =
        OverlappingInputs(view.icmp, view.files, plan->level + 2, UserRangeOf(both));
  }
  plan->compact_pointer = RangeOf(view.icmp, plan->inputs).largest;
}

// Compactions of a level take turns through its key space.
FilePtr NextFileInTurn(const CompactionView& view, int level) {
  const FileList& files = view.files[static_cast<size_t>(level)];
  const InternalKey& pointer = view.compact_pointers[static_cast<size_t>(level)];
  if (!pointer.empty()) {
    for (const FilePtr& file : files) {
      if (view.icmp.Compare(file->largest, pointer) > 0) return file;
    }
  }
  return files.front();
}

CompactionPlan PlanAt(const CompactionView& view, int level, CompactionReason reason,
                      FileList inputs) {
  CompactionPlan plan{.reason = reason,
                      .level = level,
                      .score_permille = view.scores.permille[static_cast<size_t>(level)],
                      .inputs = std::move(inputs)};
  // Files of level 0 may overlap one another: a file moves down together with all that do, or an
  // older entry of a key would be left above a newer one.
  if (level == 0) {
    const KeyRange range = RangeOf(view.icmp, plan.inputs);
    plan.inputs = OverlappingInputs(view.icmp, view.files, 0, UserRangeOf(range));
  }
  SetupOtherInputs(view, &plan);
  return plan;
}

CompactionView ViewOf(const VersionSet& versions) {
  const Version& current = *versions.current();
  return {versions.options(),          versions.icmp(),         current.files(), current.scores(),
          versions.compact_pointers(), current.seek_candidate()};
}

void Adopt(VersionSet* versions, const CompactionPlan& plan) {
  versions->set_compact_pointer(plan.level, plan.compact_pointer);
  if (!plan.expansion.has_value()) return;
  const InputExpansion& before = *plan.expansion;
  Log(versions->options().info_log, "Expanding@%d %d+%d (%ld+%ld bytes) to %d+%d (%ld+%ld bytes)\n",
      plan.level, before.inputs_before, before.next_inputs_before,
      static_cast<long>(before.input_bytes_before),
      static_cast<long>(before.next_input_bytes_before), static_cast<int>(plan.inputs.size()),
      static_cast<int>(plan.next_inputs.size()), static_cast<long>(TotalFileSize(plan.inputs)),
      static_cast<long>(TotalFileSize(plan.next_inputs)));
}

}  // namespace

void AddBoundaryInputs(const InternalKeyComparator& icmp, const FileList& level_files,
                       FileList* files) {
  InternalKey largest = RangeOf(icmp, *files).largest;
  while (true) {
    FilePtr boundary;
    for (const FilePtr& file : level_files) {
      const bool same_user_key =
          icmp.user_comparator()->Compare(file->smallest.user_key(), largest.user_key()) == 0;
      if (!same_user_key || icmp.Compare(file->smallest, largest) <= 0) continue;
      if (boundary == nullptr || icmp.Compare(file->smallest, boundary->smallest) < 0) {
        boundary = file;
      }
    }
    if (boundary == nullptr) return;
    files->push_back(boundary);
    largest = boundary->largest;
  }
}

std::optional<CompactionPlan> PlanCompaction(const CompactionView& view) {
  if (view.scores.compaction_due()) {
    const int level = view.scores.best_level;
    return PlanAt(view, level, CompactionReason::kSize, {NextFileInTurn(view, level)});
  }
  const SeekCandidate& candidate = view.seek_candidate;
  if (candidate.file != nullptr && candidate.level + 1 < view.options.num_levels) {
    return PlanAt(view, candidate.level, CompactionReason::kSeeks, {candidate.file});
  }
  return std::nullopt;
}

std::optional<CompactionPlan> PlanRange(const CompactionView& view, int level,
                                        const UserKeyRange& range) {
  if (level + 1 >= view.options.num_levels) return std::nullopt;
  FileList inputs = OverlappingInputs(view.icmp, view.files, level, range);
  if (inputs.empty()) return std::nullopt;
  // Not too much at once. In level 0 there is no choice: files that overlap go together.
  if (level > 0) {
    uint64_t bytes = 0;
    const auto last = std::find_if(inputs.begin(), inputs.end(), [&](const FilePtr& file) {
      bytes += file->file_size;
      return bytes >= MaxOutputFileSize(view.options);
    });
    if (last != inputs.end()) inputs.erase(last + 1, inputs.end());
  }
  return PlanAt(view, level, CompactionReason::kManual, std::move(inputs));
}

KeyRange RangeOfInputs(const InternalKeyComparator& icmp, const CompactionPlan& plan) {
  FileList both = plan.inputs;
  both.insert(both.end(), plan.next_inputs.begin(), plan.next_inputs.end());
  return RangeOf(icmp, both);
}

bool IsTrivialMove(const Options& options, const CompactionPlan& plan) {
  return plan.inputs.size() == 1 && plan.next_inputs.empty() &&
         TotalFileSize(plan.grandparents) <= MaxGrandparentOverlapBytes(options);
}

std::string DebugString(const CompactionPlan& plan) {
  std::string text;
  const auto list = [&text](const FileList& files) {
    for (const FilePtr& file : files) text += ' ' + std::to_string(file->number);
  };
  text += 'L' + std::to_string(plan.level) + ':';
  list(plan.inputs);
  text += " + L" + std::to_string(plan.output_level()) + ':';
  list(plan.next_inputs);
  text += ", grandparents:";
  list(plan.grandparents);
  text += ", by " + std::string(Names(plan.reason)[static_cast<size_t>(plan.reason)]);
  return text;
}

std::optional<CompactionPlan> PickCompaction(VersionSet* versions) {
  std::optional<CompactionPlan> plan = PlanCompaction(ViewOf(*versions));
  if (plan.has_value()) Adopt(versions, *plan);
  return plan;
}

std::optional<CompactionPlan> CompactRange(VersionSet* versions, int level,
                                           const UserKeyRange& range) {
  std::optional<CompactionPlan> plan = PlanRange(ViewOf(*versions), level, range);
  if (plan.has_value()) Adopt(versions, *plan);
  return plan;
}

EventId EmitPlan(Mutex* mu, Events events, const CompactionPlan& plan, uint32_t job,
                 EventId cause) {
  const auto size = [](const FileList& files) { return static_cast<uint32_t>(files.size()); };
  const EventId picked =
      events.EmitUnder(*mu,
                       CompactionPicked{.score_permille = plan.score_permille,
                                        .bytes = plan.InputBytes(),
                                        .job = job,
                                        .inputs = size(plan.inputs),
                                        .next_inputs = size(plan.next_inputs),
                                        .grandparents = size(plan.grandparents),
                                        .level = static_cast<uint8_t>(plan.level),
                                        .reason = plan.reason},
                       cause);
  struct Part {
    const FileList& files;
    int level;
    CompactionInputKind role;
  };
  const Part parts[] = {{plan.inputs, plan.level, CompactionInputKind::kInput},
                        {plan.next_inputs, plan.level + 1, CompactionInputKind::kNextLevel},
                        {plan.grandparents, plan.level + 2, CompactionInputKind::kGrandparent}};
  for (const Part& part : parts) {
    for (const FilePtr& file : part.files) {
      events.EmitUnder(*mu,
                       CompactionInput{.file = file->number,
                                       .bytes = file->file_size,
                                       .job = job,
                                       .level = static_cast<uint8_t>(part.level),
                                       .role = part.role},
                       picked);
    }
  }
  return picked;
}

VersionEdit TrivialMoveEdit(const CompactionPlan& plan) {
  const FileMetaData& file = *plan.inputs.front();
  VersionEdit edit;
  edit.SetCompactPointer(plan.level, plan.compact_pointer);
  edit.RemoveFile(plan.level, file.number);
  edit.AddFile(plan.output_level(), file.number, file.file_size, file.smallest, file.largest);
  return edit;
}

}  // namespace lsm
