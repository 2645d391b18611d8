#include "traces/format/event_parser.h"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <limits>
#include <type_traits>
#include <unordered_map>

#include "traces/format/field_types.h"

namespace lsm::trace {
namespace {

constexpr uint64_t kMax64 = std::numeric_limits<uint64_t>::max();
constexpr std::string_view kHeaderNames[] = {"pos", "t", "thread", "kind", "site", "cause", "cf"};
constexpr size_t kPos = 0, kTime = 1, kThread = 2, kKind = 3, kSite = 4, kCause = 5, kFamily = 6;
constexpr size_t kNumHeaderNames = std::size(kHeaderNames);

size_t HeaderIndex(std::string_view name) {
  for (size_t i = 0; i < kNumHeaderNames; i++) {
    if (name == kHeaderNames[i]) return i;
  }
  return kNumHeaderNames;
}

template <class T>
requires std::is_enum_v<T>
bool ReadEnum(EventParser& parser, const JsonValue& json, std::string_view name, T* value) {
  const auto names = Names(T{});
  for (size_t i = 0; i < names.size(); i++) {
    if (json.type == JsonValue::Type::kString && json.text == names[i]) {
      *value = static_cast<T>(i);
      return true;
    }
  }
  std::string expected = "one of";
  for (size_t i = 0; i < names.size(); i++) {
    expected += (i == 0 ? " " : ", ") + std::string(names[i]);
  }
  return parser.Fail(name, json, expected);
}

template <class E, class T>
bool ReadField(EventParser& parser, const Field<E, T>& field, T* value) {
  const JsonValue* json = parser.Take(field.name);
  if (json == nullptr) return false;
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (field.unit == Unit::kFlag) return parser.Flag(*json, field.name, value);
  }
  if constexpr (std::is_enum_v<T>) {
    return ReadEnum(parser, *json, field.name, value);
  } else if constexpr (std::unsigned_integral<T>) {
    uint64_t number = 0;
    if (!parser.Unsigned(*json, field.name, std::numeric_limits<T>::max(), &number)) return false;
    *value = static_cast<T>(number);
    return true;
  } else if constexpr (std::signed_integral<T>) {
    int64_t number = 0;
    if (!parser.Signed(*json, field.name, std::numeric_limits<T>::min(),
                       std::numeric_limits<T>::max(), &number)) {
      return false;
    }
    *value = static_cast<T>(number);
    return true;
  } else {
    return parser.Read(*json, field.name, value);
  }
}

template <class E>
bool ReadFields(EventParser& parser, Event* event) {
  E fields;
  bool ok = true;
  E::ForEachField(
      [&](const auto& field) { ok = ok && ReadField(parser, field, &(fields.*(field.member))); });
  if (!ok) return false;
  const Event made = Event::Of(fields);
  event->kind = made.kind;
  std::memcpy(event->payload, made.payload, sizeof(made.payload));
  return true;
}

using FieldsReader = bool (*)(EventParser&, Event*);

FieldsReader FindReader(std::string_view kind) {
  static const auto* const kReaders = [] {
    auto* readers = new std::unordered_map<std::string_view, FieldsReader>;
    AllEvents::ForEachKind([&]<class E>() { readers->emplace(E::kInfo.name, &ReadFields<E>); });
    return readers;
  }();
  const auto found = kReaders->find(kind);
  return found == kReaders->end() ? nullptr : found->second;
}

}  // namespace

EventParser::Result EventParser::Parse(std::string_view line) {
  if (!scan_.Object(line, &members_)) {
    error_ = scan_.error();
    return Result::kNotJson;
  }
  event_ = Event();
  next_field_ = fields_taken_ = 0;
  if (!ParseHeader()) return Result::kBadEvent;
  const FieldsReader read = FindReader(kind_);
  if (read == nullptr) {
    error_ =
        "unknown event kind \"" + PrintableExcerpt(kind_) + "\"; expected a kind of this program";
    return Result::kBadEvent;
  }
  if (!read(*this, &event_)) return Result::kBadEvent;
  if (fields_taken_ != fields_) {
    error_ = std::to_string(fields_) + " fields; expected the " + std::to_string(fields_taken_) +
             " of " + std::string(kind_);
    return Result::kBadEvent;
  }
  return Result::kEvent;
}

bool EventParser::ParseHeader() {
  const JsonValue* header[kNumHeaderNames] = {};
  fields_ = 0;
  for (const JsonMember& member : members_) {
    const size_t index = HeaderIndex(member.name);
    if (index == kNumHeaderNames) {
      fields_++;
      continue;
    }
    if (header[index] != nullptr) return Fail(member.name, member.value, "the name once");
    header[index] = &member.value;
  }
  for (const size_t required : {kPos, kTime, kThread, kKind}) {
    if (header[required] != nullptr) continue;
    error_ = "\"" + std::string(kHeaderNames[required]) + "\" is missing; expected an event";
    return false;
  }
  uint64_t thread = 0;
  uint64_t family = 0;
  if (!Unsigned(*header[kPos], "pos", kMax64, &position_) ||
      !Unsigned(*header[kTime], "t", kMax64, &event_.time_ns) ||
      !Unsigned(*header[kThread], "thread", UINT16_MAX, &thread)) {
    return false;
  }
  if (header[kKind]->type != JsonValue::Type::kString) {
    return Fail("kind", *header[kKind], "the name of an event kind");
  }
  kind_ = header[kKind]->text;
  if (header[kSite] != nullptr && !ParseSite(*header[kSite])) return false;
  if (header[kFamily] != nullptr && !Unsigned(*header[kFamily], "cf", UINT16_MAX, &family)) {
    return false;
  }
  if (header[kCause] != nullptr) {
    if (!Unsigned(*header[kCause], "cause", kMax64, &event_.cause)) return false;
    if (event_.cause >= position_) {
      return Fail("cause", *header[kCause], "a position before the event's own");
    }
  }
  event_.thread = static_cast<uint16_t>(thread);
  event_.column_family = static_cast<uint16_t>(family);
  return true;
}

bool EventParser::ParseSite(const JsonValue& json) {
  uint64_t line = 0;
  if (!DecodeJsonString(json, &scratch_)) return Fail("site", json, "\"file:line\"");
  const size_t colon = scratch_.rfind(':');
  if (colon == std::string::npos) return Fail("site", json, "\"file:line\"");
  const JsonValue number{.type = JsonValue::Type::kNumber,
                         .text = std::string_view(scratch_).substr(colon + 1)};
  if (!ParseJsonUnsigned(number, INT32_MAX, &line)) return Fail("site", json, "\"file:line\"");
  event_.site =
      tables_->sites.Add(std::string_view(scratch_).substr(0, colon), static_cast<int>(line));
  return true;
}

const JsonValue* EventParser::Take(std::string_view name) {
  for (size_t tried = 0; tried < members_.size(); tried++) {
    if (next_field_ == members_.size()) next_field_ = 0;
    const JsonMember& member = members_[next_field_++];
    if (member.name != name) continue;
    fields_taken_++;
    return &member.value;
  }
  error_ = std::string(kind_) + " lacks \"" + std::string(name) + "\"; expected every field";
  return nullptr;
}

bool EventParser::Read(const JsonValue& json, std::string_view name, Text* value) {
  if (!DecodeJsonString(json, &scratch_))
    return Fail(name, json, "a text of characters up to U+00FF");
  *value = tables_->texts.Add(scratch_);
  return true;
}

bool EventParser::Read(const JsonValue& json, std::string_view name, KeyRef* value) {
  constexpr size_t kPrefix = sizeof(value->prefix);
  if (json.type == JsonValue::Type::kString) {
    if (!DecodeJsonString(json, &scratch_) || scratch_.size() > kPrefix) {
      return Fail(name, json, "a key of at most 16 bytes, or an object");
    }
    *value = KeyRef::Of(scratch_);
    return true;
  }
  const char* const kExpected = "a key, or {\"prefix\":16 bytes,\"len\":above 16,\"hash\":...}";
  JsonScan scan;
  uint64_t length = 0;
  uint64_t hash = 0;
  if (json.type != JsonValue::Type::kObject || !scan.Object(json.text, &nested_) ||
      nested_.size() != 3 || nested_[0].name != "prefix" || nested_[1].name != "len" ||
      nested_[2].name != "hash" || !DecodeJsonString(nested_[0].value, &scratch_) ||
      scratch_.size() != kPrefix || !ParseJsonUnsigned(nested_[1].value, UINT32_MAX, &length) ||
      length <= kPrefix || !ParseJsonUnsigned(nested_[2].value, UINT32_MAX, &hash)) {
    return Fail(name, json, kExpected);
  }
  value->length = static_cast<uint32_t>(length);
  value->hash = static_cast<uint32_t>(hash);
  std::memcpy(value->prefix, scratch_.data(), kPrefix);
  return true;
}

bool EventParser::Read(const JsonValue& json, std::string_view name, ThreadSet* value) {
  *value = ThreadSet();
  bool ok = json.type == JsonValue::Type::kString && DecodeJsonString(json, &scratch_);
  std::string_view rest = ok ? scratch_ : std::string_view();
  for (uint64_t before = 0; ok && !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    const JsonValue number{.type = JsonValue::Type::kNumber, .text = rest.substr(0, end)};
    uint64_t thread = 0;
    ok = ParseJsonUnsigned(number, ThreadSet::kMost, &thread) && thread > before &&
         end + 1 != rest.size();
    value->Add(static_cast<uint32_t>(thread));
    before = thread;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return ok || Fail(name, json, "numbers of threads from 1 to 192, ascending, as in \"2 3 5\"");
}

bool EventParser::Unsigned(const JsonValue& json, std::string_view name, uint64_t max,
                           uint64_t* number) {
  if (ParseJsonUnsigned(json, max, number)) return true;
  return Fail(name, json, "a whole number from 0 to " + std::to_string(max));
}

bool EventParser::Signed(const JsonValue& json, std::string_view name, int64_t min, int64_t max,
                         int64_t* number) {
  if (ParseJsonSigned(json, min, max, number)) return true;
  return Fail(name, json,
              "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
}

bool EventParser::Flag(const JsonValue& json, std::string_view name, uint8_t* value) {
  if (json.type != JsonValue::Type::kBool) return Fail(name, json, "true or false");
  *value = json.boolean;
  return true;
}

bool EventParser::Fail(std::string_view name, const JsonValue& json, std::string_view expected) {
  error_ = "\"" + std::string(name) + "\" is " + JsonExcerpt(json) + "; expected " +
           std::string(expected);
  return false;
}

}  // namespace lsm::trace
