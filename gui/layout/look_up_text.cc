#include "gui/layout/look_up_text.h"

#include <string_view>

#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

using sim::PlaceAnswer;
using sim::TableSearch;
using sim::Unknown;
using trace::Grouped;

std::string_view NameOfAnswer(ProbeAnswer answer) {
  return Names(ProbeAnswer{})[static_cast<size_t>(answer)];
}

// Puts pieces one behind the other, with a dot between.
class Pieces {
 public:
  explicit Pieces(const Strings& strings) : strings_(strings) {}

  template <class... Args>
  void Add(std::string_view key, const Args&... args) {
    if (!text_.empty()) text_ += " · ";
    text_ += strings_.Format(std::string("read_path.").append(key), std::string_view(args)...);
  }
  std::string text() && { return std::move(text_); }

 private:
  const Strings& strings_;
  std::string text_;
};

// Shown in quotes; cut where only the beginning is known.
std::string ValueText(const PlaceAnswer& answer) {
  const bool cut = answer.value_bytes > answer.value_begin.size();
  return "\"" + ShowKey(answer.value_begin) + (cut ? "…\"" : "\"");
}

// For a filter, a key of which there are only entries that the snapshot does not see is there.
bool FilterErred(const PlaceAnswer& answer) {
  return answer.table->filter_was_wrong && answer.hidden_sequence == 0;
}

void AddUnknown(Pieces& out, const PlaceAnswer& answer) {
  switch (*answer.unknown) {
    case Unknown::kFileGone:
      return out.Add("file_gone", answer.file);
    case Unknown::kLogShort:
      return out.Add("log_short", answer.file);
    case Unknown::kTooLarge:
      return out.Add("too_large", answer.file);
  }
}

void AddAnswer(Pieces& out, const PlaceAnswer& answer) {
  switch (answer.answer) {
    case ProbeAnswer::kFound:
      if (answer.sequence == 0) {
        return out.Add("found_bytes", trace::ReadableBytes(answer.value_bytes));
      }
      return out.Add("found_value", Grouped(answer.sequence),
                     trace::ReadableBytes(answer.value_bytes), ValueText(answer));
    case ProbeAnswer::kDeleted:
      if (answer.sequence == 0) return out.Add("deleted");
      return out.Add("deleted_at", Grouped(answer.sequence));
    case ProbeAnswer::kAbsent:
      if (answer.hidden_sequence == 0) return out.Add("absent");
      return out.Add("only_hidden", Grouped(answer.hidden_sequence));
    case ProbeAnswer::kError:
      return answer.error.empty() ? out.Add("error") : out.Add("error_text", answer.error);
  }
}

void AddBlock(Pieces& out, const PlaceAnswer& answer) {
  const TableSearch& search = *answer.table;
  // What the snapshot hides stands before the place where it was sought.
  if (search.past_end && answer.hidden_sequence == 0) return out.Add("past_end");
  if (search.past_end) return;
  if (!search.index_searched) return;
  const std::string offset = Grouped(search.block_offset);
  // A recording knows the block by its place only.
  if (search.index_entries > 0) {
    out.Add(search.block_searched ? "block_searched" : "block_spared", Grouped(search.index_entry),
            Grouped(search.index_entries), offset);
  } else {
    out.Add(search.block_searched ? "block_at_searched" : "block_at_spared", offset);
  }
  if (!search.source) return;
  out.Add(*search.source == BlockSource::kDisk ? "from_disk" : "from_cache",
          trace::ReadableBytes(search.block_bytes));
}

void AddTable(Pieces& out, const PlaceAnswer& answer) {
  const TableSearch& search = *answer.table;
  switch (search.filter) {
    case TableSearch::Filter::kNone:
      break;
    case TableSearch::Filter::kMaybe:
      out.Add(FilterErred(answer) ? "filter_wrong" : "filter_maybe");
      break;
    case TableSearch::Filter::kNo:
      out.Add("filter_no");
      break;
  }
  AddBlock(out, answer);
  if (search.filter == TableSearch::Filter::kNone && search.block_searched) out.Add("no_filter");
}

}  // namespace

Key KeyOf(const sim::ReadPlace& place) {
  return {place.kind == sim::ReadPlace::Kind::kFile ? Thing::kFile : Thing::kMemTable, 0, place.id};
}

std::string NameOf(const Strings& strings, const sim::ReadPlace& place) {
  if (place.kind == sim::ReadPlace::Kind::kFile) {
    return "L" + std::to_string(place.level) + " #" + std::to_string(place.id);
  }
  return strings.Format("stage.memtable.name", Grouped(place.id));
}

std::string AnswerWord(const Strings& strings, const PlaceAnswer& answer) {
  if (answer.running) return "…";
  if (!answer.asked) return std::string(strings.Get("stage.read.not_asked"));
  if (answer.unknown) return std::string(strings.Get("stage.read.unknown"));
  if (answer.table && answer.answer == ProbeAnswer::kAbsent) {
    if (answer.table->filter == TableSearch::Filter::kNo) {
      return std::string(strings.Get("stage.read.filter_no"));
    }
    if (FilterErred(answer)) return std::string(strings.Get("stage.read.filter_wrong"));
  }
  if (answer.answer == ProbeAnswer::kAbsent && answer.hidden_sequence != 0) {
    return std::string(strings.Get("stage.read.hidden"));
  }
  return std::string(strings.Get(std::string("stage.read.").append(NameOfAnswer(answer.answer))));
}

std::string AnswerText(const Strings& strings, const PlaceAnswer& answer) {
  if (answer.running) return "…";
  Pieces out(strings);
  if (!answer.asked) {
    out.Add("not_asked");
    return std::move(out).text();
  }
  if (answer.unknown) {
    AddUnknown(out, answer);
  } else {
    AddAnswer(out, answer);
  }
  if (answer.hidden_sequence != 0 && answer.answer != ProbeAnswer::kAbsent) {
    out.Add("hidden", Grouped(answer.hidden_sequence));
  }
  if (answer.table && !answer.unknown) AddTable(out, answer);
  if (answer.log && answer.log->versions > 0) {
    out.Add("versions", answer.file, Grouped(answer.log->versions), Grouped(answer.log->entries));
  } else if (answer.log && !answer.unknown) {
    out.Add("log_entries", answer.file, Grouped(answer.log->entries));
  }
  return std::move(out).text();
}

Role RoleOf(const PlaceAnswer& answer) {
  if (!answer.asked) return Role::kTextSecondary;
  if (answer.unknown || answer.answer == ProbeAnswer::kError) return Role::kStall;
  return answer.ends_get() ? Role::kRead : Role::kText;
}

PlacesLeft LeftOut(const sim::KeyLookUp& look_up, size_t shown) {
  const PlaceAnswer* const deciding = look_up.deciding();
  PlacesLeft left;
  for (size_t i = shown; i < look_up.places.size(); i++) {
    const PlaceAnswer& place = look_up.places[i];
    if (&place == deciding) continue;
    (deciding != nullptr && &place > deciding ? left.behind : left.before)++;
  }
  return left;
}

std::string ResultText(const Strings& strings, const sim::KeyLookUp& look_up) {
  if (look_up.uncertain()) return std::string(strings.Get("stage.read.result_unknown"));
  const PlaceAnswer* deciding = look_up.deciding();
  const ProbeAnswer answer = deciding == nullptr ? ProbeAnswer::kAbsent : deciding->answer;
  return std::string(strings.Get(std::string("stage.read.result_").append(NameOfAnswer(answer))));
}

std::string KeyText(const sim::KeyLookUp& look_up) {
  return ShowKey(look_up.key) + (look_up.key_is_cut ? "…" : "");
}

}  // namespace lsm::gui
