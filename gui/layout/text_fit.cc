#include "gui/layout/text_fit.h"

#include <algorithm>
#include <cctype>

#include "engine/base/text.h"

namespace lsm::gui {

namespace {

// Where each character begins, and the end of the text.
std::vector<size_t> CharacterStarts(std::string_view text) {
  std::vector<size_t> starts;
  for (size_t i = 0; i < text.size(); i++) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

// "ms", "KiB": what a number must not be parted from.
bool BeginsWithUnit(std::string_view text) {
  constexpr std::string_view kUnits[] = {"ns", "µs", "ms", "s", "B", "KiB", "MiB", "GiB"};
  return std::ranges::any_of(kUnits, [&](std::string_view unit) {
    if (!text.starts_with(unit)) return false;
    const std::string_view rest = text.substr(unit.size());
    return rest.empty() || std::isalnum(static_cast<unsigned char>(rest.front())) == 0;
  });
}

// A line may end after this character: after a blank, and around anything that is not ASCII.
bool MayBreakAt(std::string_view text, size_t at) {
  if (at == 0 || at >= text.size()) return true;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  const auto after = static_cast<unsigned char>(text[at]);
  if (before == ' ') {
    const bool number = at >= 2 && std::isdigit(static_cast<unsigned char>(text[at - 2])) != 0;
    return !number || !BeginsWithUnit(text.substr(at));
  }
  if (before < 0x80 || after < 0x80) return false;
  // Chinese full stop, comma and closing marks do not begin a line.
  const std::string_view next = text.substr(at, 3);
  return next != "。" && next != "，" && next != "；" && next != "：" && next != "）" &&
         next != "、";
}

std::string_view WithoutTrailingBlank(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string ShortenMiddle(std::string_view text, float px, float width,
                          const TextMetrics& metrics) {
  if (metrics.Width(text, px) <= width) return std::string(text);
  const std::vector<size_t> starts = CharacterStarts(text);
  const size_t characters = starts.size() - 1;
  const auto kept = [&](size_t count) {
    const size_t head = (count + 1) / 2;
    return std::string(text.substr(0, starts[head])) + "…" +
           std::string(text.substr(starts[characters - (count - head)]));
  };
  size_t low = 0, high = characters;  // kept(low) fits or low is 0
  while (high - low > 1) {
    const size_t middle = (low + high) / 2;
    (metrics.Width(kept(middle), px) <= width ? low : high) = middle;
  }
  return low == 0 ? std::string() : kept(low);
}

const std::string& FirstThatFits(const std::vector<std::string>& wordings, float px, float width,
                                 const TextMetrics& metrics) {
  for (const std::string& wording : wordings) {
    if (metrics.Width(wording, px) <= width) return wording;
  }
  return wordings.back();
}

std::vector<std::string> Wrap(std::string_view text, float px, float width, size_t max_lines,
                              const TextMetrics& metrics) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const bool last = lines.size() + 1 >= max_lines;
    size_t end = text.size();
    if (!last && metrics.Width(text, px) > width) {
      size_t fits = 0;
      for (const size_t at : CharacterStarts(text)) {
        if (at == 0 || !MayBreakAt(text, at)) continue;
        if (metrics.Width(WithoutTrailingBlank(text.substr(0, at)), px) > width) break;
        fits = at;
      }
      if (fits > 0) end = fits;  // a single word that is too wide stays whole
    }
    lines.emplace_back(WithoutTrailingBlank(text.substr(0, end)));
    text.remove_prefix(end);
  }
  return lines;
}

std::string ShowKey(std::string_view key) { return EscapeString(Slice(key.data(), key.size())); }

}  // namespace lsm::gui
