#include "sim/check/history.h"

#include "traces/format/json_out.h"

namespace lsm::sim {
namespace {

constexpr size_t kLongest = 24;  // bytes of a key or value that are shown

std::string Shown(const std::string& bytes) {
  std::string text;
  trace::AppendJsonString(&text, std::string_view(bytes).substr(0, kLongest));
  return bytes.size() > kLongest ? text + "..." : text;
}

}  // namespace

std::string Describe(const History& history, const CalledOperation& operation) {
  std::string text = "client " + std::to_string(operation.client);
  for (const CalledOperation::Entry& entry : operation.entries) {
    const bool there = entry.value != kNoValue;
    const std::string value = there ? Shown(history.values[entry.value]) : "";
    const std::string key = Shown(history.keys[entry.key]);
    if (!operation.write) {
      text += " get " + key + " -> " + (there ? value : "nothing");
    } else {
      text += there ? " put " + key + " " + value : " delete " + key;
    }
  }
  if (operation.has_snapshot) text += " (snapshot " + std::to_string(operation.snapshot) + ")";
  if (operation.last_sequence != 0) {
    text += " (sequence " + std::to_string(operation.first_sequence);
    if (operation.last_sequence != operation.first_sequence) {
      text += ".." + std::to_string(operation.last_sequence);
    }
    text += ")";
  }
  return text;
}

}  // namespace lsm::sim
