#include "traces/format/describe.h"

#include <concepts>
#include <cstring>
#include <type_traits>

#include "traces/format/field_types.h"
#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

void AppendThreads(std::string* out, const ThreadSet& threads, std::string_view separator) {
  bool first = true;
  for (uint32_t thread = 1; thread <= ThreadSet::kMost; thread++) {
    if (!threads.Has(thread)) continue;
    if (!first) out->append(separator);
    first = false;
    AppendNumber(out, thread);
  }
}

// ---- As JSON ----

// Writes name and value of one field at a time, with the comma before it.
class FieldsAsJson {
 public:
  FieldsAsJson(std::string* out, const TraceTables& tables) : out_(out), tables_(tables) {}

  template <class E, class T>
  void Write(const E& event, const Field<E, T>& field) {
    out_->append(",\"", 2);
    out_->append(field.name);
    out_->append("\":", 2);
    VisitField(event, field, [this](const auto& value) { this->Value(value); });
  }

 private:
  void Value(bool value) { out_->append(value ? "true" : "false"); }
  void Value(std::integral auto value) { AppendNumber(out_, value); }
  void Value(Text value) { AppendJsonString(out_, tables_.texts.Get(value)); }
  void Value(const KeyRef& key) {
    if (key.length <= sizeof(key.prefix)) return AppendJsonString(out_, key.Prefix());
    out_->append("{\"prefix\":");
    AppendJsonString(out_, key.Prefix());
    out_->append(",\"len\":");
    AppendNumber(out_, key.length);
    out_->append(",\"hash\":");
    AppendNumber(out_, key.hash);
    *out_ += '}';
  }
  void Value(const ThreadSet& threads) {
    *out_ += '"';
    AppendThreads(out_, threads, " ");
    *out_ += '"';
  }
  template <class T>
  requires std::is_enum_v<T>
  void Value(T value) {
    *out_ += '"';
    out_->append(NameOf(value));
    *out_ += '"';
  }

  std::string* const out_;
  const TraceTables& tables_;
};

// ---- As text ----

class FieldsAsText {
 public:
  explicit FieldsAsText(const TraceTables& tables) : tables_(tables) {}

  template <class E, class T>
  FieldText Make(const E& event, const Field<E, T>& field) {
    result_ = {.name = field.name, .doc = field.doc, .unit = field.unit};
    VisitField(event, field, [this](const auto& value) { this->Value(value); });
    return std::move(result_);
  }

 private:
  void Value(bool value) {
    result_.value = value ? "yes" : "no";
    result_.number = value;
  }
  void Value(std::integral auto value) {
    result_.number = static_cast<uint64_t>(value);
    if (result_.unit == Unit::kNanoseconds) {
      result_.value = ReadableNanos(result_.number);
    } else if (std::is_signed_v<decltype(value)>) {
      result_.value = GroupedSigned(static_cast<int64_t>(value));
    } else {
      result_.value = Grouped(result_.number);
    }
  }
  void Value(Text value) { AppendJsonString(&result_.value, tables_.texts.Get(value)); }
  void Value(const KeyRef& key) {
    AppendJsonString(&result_.value, key.Prefix());
    if (key.length > sizeof(key.prefix)) {
      result_.value += "…(" + Grouped(key.length) + " bytes)";
    }
  }
  void Value(const ThreadSet& threads) { AppendThreads(&result_.value, threads, ","); }
  template <class T>
  requires std::is_enum_v<T>
  void Value(T value) {
    result_.value = NameOf(value);
    result_.number = static_cast<uint64_t>(value);
  }

  const TraceTables& tables_;
  FieldText result_;
};

}  // namespace

void AppendEventJson(std::string* out, uint64_t position, const Event& event,
                     const TraceTables& tables) {
  out->append("{\"pos\":");
  AppendNumber(out, position);
  out->append(",\"t\":");
  AppendNumber(out, event.time_ns);
  out->append(",\"thread\":");
  AppendNumber(out, event.thread);
  out->append(",\"kind\":\"");
  out->append(KindName(event.kind));
  *out += '"';
  if (event.site != 0) {
    const Site& site = tables.sites.Get(event.site);
    out->append(",\"site\":");
    AppendJsonString(out, site.file);
    out->back() = ':';  // in place of the closing quote
    AppendNumber(out, site.line);
    *out += '"';
  }
  if (event.cause != kNoEvent) {
    out->append(",\"cause\":");
    AppendNumber(out, event.cause);
  }
  if (event.column_family != 0) {
    out->append(",\"cf\":");
    AppendNumber(out, event.column_family);
  }
  VisitEvent(event, [&]<class E>(const E& fields) {
    FieldsAsJson json(out, tables);
    E::ForEachField([&](const auto& field) { json.Write(fields, field); });
  });
  *out += '}';
}

std::string EventJson(uint64_t position, const Event& event, const TraceTables& tables) {
  std::string json;
  AppendEventJson(&json, position, event, tables);
  return json;
}

std::vector<FieldText> FieldsOf(const Event& event, const TraceTables& tables) {
  std::vector<FieldText> result;
  VisitEvent(event, [&]<class E>(const E& fields) {
    FieldsAsText text(tables);
    E::ForEachField([&](const auto& field) { result.push_back(text.Make(fields, field)); });
  });
  return result;
}

std::string DescribeFields(const Event& event, const TraceTables& tables) {
  std::string text;
  for (const FieldText& field : FieldsOf(event, tables)) {
    if (!text.empty()) text += ' ';
    text.append(field.name).append("=").append(field.value);
  }
  return text;
}

std::string DescribeEvent(uint64_t position, const Event& event, const TraceTables& tables) {
  std::string text = Grouped(position) + " " + std::string(KindName(event.kind));
  if (const std::string fields = DescribeFields(event, tables); !fields.empty()) {
    text += " " + fields;
  }
  return text;
}

std::string_view KindName(uint16_t kind) {
  // By code, so that the hot path of writing a trace does not search.
  static constexpr auto kNames = [] {
    std::array<std::string_view, kMaxEventCode + 1> names{};
    for (std::string_view& name : names) name = "Unknown";
    names[0] = "NotRecorded";
    AllEvents::ForEachKind([&]<class E>() { names[E::kInfo.code] = E::kInfo.name; });
    return names;
  }();
  return kind < kNames.size() ? kNames[kind] : std::string_view("Unknown");
}

std::string SiteText(uint16_t site, const TraceTables& tables) {
  const Site& found = tables.sites.Get(site);
  return found.file.empty() ? std::string() : found.file + ":" + std::to_string(found.line);
}

}  // namespace lsm::trace
