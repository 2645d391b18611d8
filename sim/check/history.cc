#include "sim/check/history.h"

#include "traces/format/json_out.h"

namespace lsm::sim {
namespace {

constexpr size_t kLongestShown = 24;  // bytes of a key or value that are shown

std::string Shortened(const std::string& bytes) {
  std::string text;
  trace::AppendJsonString(&text, std::string_view(bytes).substr(0, kLongestShown));
  return bytes.size() > kLongestShown ? text + "..." : text;
}

}  // namespace

std::string Describe(const History& history, const CalledOperation& operation) {
  std::string text = "client " + std::to_string(operation.client);
  for (const CalledOperation::Entry& entry : operation.entries) {
    const bool there = entry.value != kNoValue;
    const std::string value = there ? Shortened(history.values[entry.value]) : "";
    const std::string key = Shortened(history.keys[entry.key]);
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
