#include "sim/workload/script.h"

#include <algorithm>
#include <optional>

#include "sim/base/quantity.h"
#include "sim/workload/byte_text.h"
#include "sim/workload/random_value.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kLongestValue = 64 << 20;            // bytes, as in value_bytes
constexpr uint64_t kLongestScan = 1'000'000'000;        // entries
constexpr uint64_t kLongestSleep = 86'400'000'000'000;  // ns: a day
constexpr std::string_view kOperations =
    "expected put, delete, write, get, scan, flush, compact or sleep";

struct Problem {
  std::string text;
};

std::string Quoted(std::string_view word) {
  return "'" + std::string(word.substr(0, 40)) + (word.size() > 40 ? "...'" : "'");
}

// Takes words off the front.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  // Empty at the end.
  std::string_view Next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t"));
    rest_.remove_prefix(word.size());
    return word;
  }
  std::string_view Need(const char* what) {
    const std::string_view word = Next();
    if (word.empty()) throw Problem{std::string("expected ") + what + " at the end of the line"};
    return word;
  }
  void ExpectEnd() {
    if (const std::string_view word = Next(); !word.empty()) {
      throw Problem{Quoted(word) + " is one word too many"};
    }
  }

 private:
  std::string_view rest_;
};

void ReadBytes(std::string_view word, std::string* bytes) {
  if (!BytesOfText(word, bytes)) {
    throw Problem{Quoted(word) + " is not hexadecimal, expected pairs of digits as in 0x00ff"};
  }
}

uint64_t ReadNumber(std::string_view word, std::string_view unit, uint64_t least, uint64_t most) {
  const std::optional<uint64_t> number = ParseQuantity(word, unit);
  if (!number || *number < least || *number > most) {
    throw Problem{Quoted(word) + ": expected " + std::to_string(least) + ".." +
                  std::to_string(most) + std::string(QuantityHint(unit))};
  }
  return *number;
}

// `prng` is null when a line is only checked: what would be drawn stays empty.
void ReadValue(std::string_view word, Prng* prng, std::string* value) {
  if (!word.starts_with('*')) return ReadBytes(word, value);
  const uint64_t bytes = ReadNumber(word.substr(1), "bytes", 0, kLongestValue);
  value->clear();
  if (prng != nullptr) FillWithLetters(prng, bytes, value);
}

// "put KEY VALUE" or "delete KEY", up to its end.
void ReadEntry(std::string_view verb, Words* words, Prng* prng, Operation::Entry* entry) {
  entry->remove = verb == "delete";
  entry->value.clear();
  ReadBytes(words->Need("a key"), &entry->key);
  if (!entry->remove) ReadValue(words->Need("a value"), prng, &entry->value);
}

void ReadBatch(std::string_view text, Prng* prng, Operation* operation) {
  operation->entries.clear();
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    Words words(part);
    const std::string_view verb = words.Next();
    if (verb.empty()) continue;
    if (verb != "put" && verb != "delete") {
      throw Problem{Quoted(verb) + " cannot be in a batch, expected put or delete"};
    }
    ReadEntry(verb, &words, prng, &operation->entries.emplace_back());
    words.ExpectEnd();
  }
  if (operation->entries.empty()) throw Problem{"the batch is empty, expected put or delete"};
}

bool ReadSync(Words* words) {
  const std::string_view word = words->Next();
  if (word.empty()) return false;
  if (word != "sync") throw Problem{Quoted(word) + ": expected sync or the end of the line"};
  words->ExpectEnd();
  return true;
}

// False: a remark, or nothing.
bool ReadLine(std::string_view line, Prng* prng, Operation* operation) {
  *operation = Operation{};
  const size_t colon = line.find(':');
  Words words(line);
  const std::string_view verb = words.Next();
  if (verb.empty() || verb.starts_with('#')) return false;
  operation->entries.resize(1);
  if (verb == "put" || verb == "delete") {
    ReadEntry(verb, &words, prng, &operation->entries.front());
    operation->sync = ReadSync(&words);
  } else if (verb == "write" || verb == "write:") {
    if (colon == std::string_view::npos) throw Problem{"expected a colon before the batch"};
    Words head(line.substr(0, colon));
    head.Next();
    operation->sync = ReadSync(&head);
    ReadBatch(line.substr(colon + 1), prng, operation);
  } else if (verb == "get") {
    operation->kind = OperationKind::kGet;
    ReadBytes(words.Need("a key"), &operation->entries.front().key);
    words.ExpectEnd();
  } else if (verb == "scan") {
    operation->kind = OperationKind::kScan;
    ReadBytes(words.Need("a key"), &operation->entries.front().key);
    operation->scan_entries =
        static_cast<uint32_t>(ReadNumber(words.Need("a number of entries"), "", 1, kLongestScan));
    words.ExpectEnd();
  } else if (verb == "flush" || verb == "compact") {
    operation->kind = verb == "flush" ? OperationKind::kFlush : OperationKind::kCompact;
    words.ExpectEnd();
  } else if (verb == "sleep") {
    operation->kind = OperationKind::kPause;
    operation->pause_ns = ReadNumber(words.Need("a time"), "ns", 0, kLongestSleep);
    words.ExpectEnd();
  } else {
    throw Problem{Quoted(verb) + " is no operation, " + std::string(kOperations)};
  }
  return true;
}

}  // namespace

std::string CheckScriptLine(std::string_view line) {
  try {
    Operation operation;
    ReadLine(line, nullptr, &operation);
    return "";
  } catch (const Problem& problem) {
    return problem.text;
  }
}

bool ScriptedOperations::Next(Operation* operation) {
  while (next_ < lines_.size()) {
    const std::string& line = lines_[next_++];
    // A line that was not checked would throw here, on a fiber, and end the program.
    if (ReadLine(line, &prng_, operation)) return true;
  }
  return false;
}

}  // namespace lsm::sim
