// Texts that must fit a width.
#ifndef LSMSCOPE_GUI_LAYOUT_TEXT_FIT_H_
#define LSMSCOPE_GUI_LAYOUT_TEXT_FIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "gui/layout/text_metrics.h"

namespace lsm::gui {

// The text, or as much of its beginning and end as fits with "…" between; empty if not even that
// fits. Never cuts a character of UTF-8 in two.
std::string ShortenMiddle(std::string_view text, float px, float width, const TextMetrics& metrics);

// The first of these texts, which say the same in fewer and fewer words, that fits; the last one if
// none does: shorten it. REQUIRES: there is one.
const std::string& FirstThatFits(const std::vector<std::string>& wordings, float px, float width,
                                 const TextMetrics& metrics);

// Lines of at most `width` pixels, cut between words, or between characters in Chinese. The last
// of `max_lines` takes the rest and may be too wide: shorten it.
std::vector<std::string> Wrap(std::string_view text, float px, float width, size_t max_lines,
                              const TextMetrics& metrics);

// Bytes of a key as text: printable ASCII as it is, other bytes as \xNN.
std::string ShowKey(std::string_view key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_TEXT_FIT_H_
