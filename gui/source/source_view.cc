#include "gui/source/source_view.h"

#include <algorithm>

#include "traces/sources/engine_sources.h"

namespace lsm::gui {

SourceView ViewSource(const trace::Site& site) {
  SourceView view;
  if (site.file.empty()) return view;
  const trace::SourceFile* file = trace::FindEngineSource(site.file);
  view.found = SourceView::Found::kNotEngine;
  if (file == nullptr) return view;
  const std::vector<std::string_view> lines = LinesOf(file->text);
  const int count = static_cast<int>(lines.size());
  view.found = SourceView::Found::kNoLine;
  if (site.line < 1 || site.line > count) return view;
  constexpr int kAround = 12;  // lines, where there is no function
  view.found = SourceView::Found::kShown;
  view.range = FunctionAround(file->text, site.line)
                   .value_or(LineRange{std::max(1, site.line - kAround),
                                       std::min(count, site.line + kAround)});
  view.lines.assign(lines.begin() + view.range.first - 1, lines.begin() + view.range.last);
  return view;
}

SourceMatch CompareSources(uint64_t hash_of_trace) {
  if (hash_of_trace == 0) return SourceMatch::kUnknown;
  return hash_of_trace == trace::EngineSourcesHash() ? SourceMatch::kSame : SourceMatch::kOther;
}

}  // namespace lsm::gui
