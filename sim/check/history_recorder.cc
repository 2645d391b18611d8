#include "sim/check/history_recorder.h"

#include "engine/base/runtime.h"
#include "engine/events/fault.h"
#include "engine/events/read.h"
#include "engine/events/recovery.h"
#include "engine/events/run.h"
#include "engine/events/write.h"

namespace lsm::sim {
namespace {

size_t& At(std::vector<size_t>* list, size_t index, size_t fill) {
  if (list->size() <= index) list->resize(index + 1, fill);
  return (*list)[index];
}

}  // namespace

void HistoryRecorder::Clear() {
  history_.operations.clear();
  history_.keys.clear();
  history_.values.assign(1, "");
  history_.cuts.clear();
  history_.unordered = false;
  moment_ = 0;
  by_client_.clear();
  by_thread_.clear();
  by_writer_.clear();
  group_.clear();
  key_numbers_.clear();
  value_numbers_.clear();
}

uint32_t HistoryRecorder::NumberOf(const std::string& bytes,
                                   std::unordered_map<std::string, uint32_t>* map,
                                   std::vector<std::string>* all) {
  const auto [found, is_new] = map->try_emplace(bytes, static_cast<uint32_t>(all->size()));
  if (is_new) all->push_back(bytes);
  return found->second;
}

void HistoryRecorder::OnOperationBegin(uint32_t client, const Operation& operation) {
  if (operation.kind == OperationKind::kScan) return;
  CalledOperation called;
  called.client = client;
  called.write = operation.kind == OperationKind::kWrite;
  called.sync = called.write && operation.sync;
  called.begin = ++moment_;
  for (const Operation::Entry& entry : operation.entries) {
    CalledOperation::Entry& added = called.entries.emplace_back();
    added.key = NumberOf(entry.key, &key_numbers_, &history_.keys);
    if (called.write && !entry.remove) {
      added.value = NumberOf(entry.value, &value_numbers_, &history_.values);
    }
  }
  const size_t index = history_.operations.size();
  history_.operations.push_back(std::move(called));
  At(&by_client_, client, kNone) = index;
  At(&by_thread_, CurrentThread(), kNone) = index;
}

void HistoryRecorder::OnOperationEnd(uint32_t client, const OperationResult& result) {
  size_t& current = At(&by_client_, client, kNone);
  if (current == kNone) return;
  CalledOperation& called = history_.operations[current];
  called.end = ++moment_;
  const bool found_nothing = !called.write && result.status.IsNotFound();
  if (result.status.ok() || found_nothing) called.outcome = CalledOperation::Outcome::kDone;
  if (!called.write && result.status.ok()) {
    called.entries.front().value =
        NumberOf(std::string(result.value), &value_numbers_, &history_.values);
  }
  current = kNone;
  At(&by_thread_, CurrentThread(), kNone) = kNone;
}

CalledOperation* HistoryRecorder::OperationOf(uint16_t thread) {
  if (thread >= by_thread_.size() || by_thread_[thread] == kNone) return nullptr;
  return &history_.operations[by_thread_[thread]];
}

void HistoryRecorder::OnEvent(uint64_t, const Event& event) {
  if (event.Is<WriterEnqueued>()) {
    if (OperationOf(event.thread) == nullptr) return;
    At(&by_writer_, event.As<WriterEnqueued>().writer, kNone) = by_thread_[event.thread];
  } else if (event.Is<GroupOpened>()) {
    group_.clear();
  } else if (event.Is<WriterJoined>()) {
    group_.push_back(At(&by_writer_, event.As<WriterJoined>().writer, kNone));
  } else if (event.Is<SequencesAssigned>()) {
    AssignSequences(event.As<SequencesAssigned>().first);
  } else if (event.Is<lsm::PowerCut>()) {
    // Nobody returns any more, and all numbers are given anew.
    history_.cuts.push_back({.operations = history_.operations.size()});
    by_client_.clear();
    by_thread_.clear();
    by_writer_.clear();
    group_.clear();
  } else if (event.Is<RecoveryEnd>() && !history_.cuts.empty()) {
    const RecoveryEnd end = event.As<RecoveryEnd>();
    if (end.outcome != lsm::Outcome::kOk) return;
    history_.cuts.back().recovered = true;
    history_.cuts.back().last_sequence = end.last_sequence;
  } else if (event.Is<WritePathConfigured>()) {
    history_.unordered = event.As<WritePathConfigured>().unordered != 0;
  } else if (event.Is<GetBegin>()) {
    if (CalledOperation* read = OperationOf(event.thread)) {
      read->snapshot = event.As<GetBegin>().snapshot;
      read->has_snapshot = true;
    }
  }
}

// A group's numbers go to its members in their order, as many to each as it has entries.
void HistoryRecorder::AssignSequences(uint64_t first) {
  for (const size_t member : group_) {
    if (member == kNone) continue;
    CalledOperation& write = history_.operations[member];
    write.first_sequence = first;
    first += write.entries.size();
    write.last_sequence = first - 1;
  }
}

}  // namespace lsm::sim
