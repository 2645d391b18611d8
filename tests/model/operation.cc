#include "tests/model/operation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace lsm::model {
namespace {

constexpr std::array<const char*, kKinds> kNames{
    "put",   "delete", "batch",   "get",           "snapshot", "release",    "iterator", "walk",
    "close", "flush",  "compact", "compact_level", "sizes",    "properties", "reopen",   "repair"};
constexpr std::array<const char*, 5> kSteps{"first", "last", "next", "prev", "seek"};

std::string KeyText(const std::string& key) {
  std::string text = "'";
  for (const char c : key) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      text += c;
    } else {
      char code[4];
      std::snprintf(code, sizeof(code), "%%%02x", static_cast<unsigned>(static_cast<uint8_t>(c)));
      text += code;
    }
  }
  return text;
}

template <class Number>
bool ParseNumber(std::string_view text, Number* number, int base = 10) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), *number, base);
  return parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
}

bool ParseKey(std::string_view text, std::string* key) {
  if (text.empty() || text[0] != '\'') return false;
  key->clear();
  for (size_t i = 1; i < text.size(); i++) {
    if (text[i] != '%') {
      key->push_back(text[i]);
      continue;
    }
    unsigned code = 0;
    if (i + 2 >= text.size() || !ParseNumber(text.substr(i + 1, 2), &code, 16)) return false;
    key->push_back(static_cast<char>(code));
    i += 2;
  }
  return true;
}

class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}
  // Empty: there is none.
  std::string_view Next() {
    while (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
    const std::string_view word = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(word.size());
    return word;
  }
  std::string_view Peek() const { return Words(*this).Next(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

bool ParseChange(Words* words, bool put, std::vector<Change>* changes) {
  Change change;
  if (!ParseKey(words->Next(), &change.key)) return false;
  if (put) {
    const std::string_view text = words->Next();
    const size_t colon = text.find(':');
    ValueSpec value;
    if (colon == std::string_view::npos || !ParseNumber(text.substr(0, colon), &value.size) ||
        !ParseNumber(text.substr(colon + 1), &value.number)) {
      return false;
    }
    change.value = value;
  }
  changes->push_back(std::move(change));
  return true;
}

bool ParseKeys(Words* words, std::vector<std::optional<std::string>>* keys) {
  while (!words->Peek().empty() && words->Peek()[0] != '@') {
    const std::string_view word = words->Next();
    if (word == "-") {
      keys->emplace_back(std::nullopt);
      continue;
    }
    std::string key;
    if (!ParseKey(word, &key)) return false;
    keys->emplace_back(std::move(key));
  }
  return true;
}

bool ParseMoves(Words* words, std::vector<Move>* moves) {
  for (std::string_view word = words->Next(); !word.empty(); word = words->Next()) {
    const auto step = std::find(kSteps.begin(), kSteps.end(), word);
    if (step == kSteps.end()) return false;
    Move move{.step = static_cast<Step>(step - kSteps.begin())};
    if (move.step == Step::kSeek && !ParseKey(words->Next(), &move.key)) return false;
    moves->push_back(std::move(move));
  }
  return true;
}

bool ParseBatch(Words* words, Operation* operation) {
  for (std::string_view word = words->Peek(); !word.empty() && word != "sync";
       word = words->Peek()) {
    words->Next();
    if (word != "put" && word != "delete") return false;
    if (!ParseChange(words, word == "put", &operation->changes)) return false;
  }
  return true;
}

bool ParseArguments(Words* words, Operation* operation) {
  switch (operation->what) {
    case Do::kPut:
    case Do::kDelete:
      return ParseChange(words, operation->what == Do::kPut, &operation->changes);
    case Do::kBatch:
      return ParseBatch(words, operation);
    case Do::kGet:
    case Do::kCompact:
    case Do::kSizes:
      return ParseKeys(words, &operation->keys);
    case Do::kCompactLevel:
      return ParseNumber(words->Next(), &operation->level) && ParseKeys(words, &operation->keys);
    case Do::kSnapshot:
    case Do::kRelease:
    case Do::kIterator:
    case Do::kClose:
      return ParseNumber(words->Next(), &operation->slot);
    case Do::kWalk:
      return ParseNumber(words->Next(), &operation->slot) && ParseMoves(words, &operation->moves);
    case Do::kFlush:
    case Do::kProperties:
      return true;
    case Do::kRepair:
      operation->lost = words->Peek() == "lost";
      if (operation->lost) words->Next();
      return true;
    case Do::kReopen: {
      if (words->Peek().empty()) return true;
      OptionSet set;
      if (!OptionSet::FromText(words->rest(), &set)) return false;
      set.name = "text";
      operation->options = set;
      *words = Words("");
      return true;
    }
  }
  return false;
}

size_t KeysNeeded(Do what) {
  switch (what) {
    case Do::kGet:
      return 1;
    case Do::kCompact:
    case Do::kCompactLevel:
      return 2;
    case Do::kSizes:
      return 3;
    default:
      return 0;
  }
}

}  // namespace

const char* NameOf(Do what) { return kNames[static_cast<size_t>(what)]; }

// A third compresses well, a third not at all.
std::string ValueSpec::Bytes() const {
  std::string bytes = std::to_string(number) + ".";
  Random random(number);
  while (bytes.size() < size) {
    switch (number % 3) {
      case 0:
        bytes.append(40, static_cast<char>('a' + number % 26));
        break;
      case 1:
        bytes.append("some words that come again, ");
        break;
      default:
        bytes.push_back(static_cast<char>(random.Next()));
    }
  }
  bytes.resize(size);
  return bytes;
}

std::string Operation::ToText() const {
  std::string text = std::to_string(client) + ' ' + NameOf(what);
  const auto add = [&text](const std::string& word) { text += ' ' + word; };
  if (what == Do::kCompactLevel) add(std::to_string(level));
  if (slot != 0) add(std::to_string(slot));
  for (const Change& change : changes) {
    if (what == Do::kBatch) add(change.value ? "put" : "delete");
    add(KeyText(change.key));
    if (change.value) {
      add(std::to_string(change.value->size) + ':' + std::to_string(change.value->number));
    }
  }
  for (const auto& key : keys) add(key ? KeyText(*key) : "-");
  for (const Move& move : moves) {
    add(kSteps[static_cast<size_t>(move.step)]);
    if (move.step == Step::kSeek) add(KeyText(move.key));
  }
  if (snapshot != 0) add('@' + std::to_string(snapshot));
  if (sync) add("sync");
  if (lost) add("lost");
  if (options.has_value()) add(options->ToText());
  return text;
}

bool Operation::FromText(std::string_view line, Operation* operation) {
  *operation = Operation();
  Words words(line);
  if (!ParseNumber(words.Next(), &operation->client) || operation->client < 0) return false;
  const auto name = std::find(kNames.begin(), kNames.end(), words.Next());
  if (name == kNames.end()) return false;
  operation->what = static_cast<Do>(name - kNames.begin());
  if (!ParseArguments(&words, operation)) return false;
  if (operation->keys.size() != KeysNeeded(operation->what)) return false;
  for (std::string_view word = words.Next(); !word.empty(); word = words.Next()) {
    if (word == "sync") {
      operation->sync = true;
    } else if (word[0] != '@' || !ParseNumber(word.substr(1), &operation->snapshot)) {
      return false;
    }
  }
  return true;
}

}  // namespace lsm::model
