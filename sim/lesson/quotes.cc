#include "sim/lesson/quotes.h"

#include <optional>

#include "traces/query/value.h"

namespace lsm::sim {
namespace {

// Calls plain(text) and quote(name) in the order of the text. An error if a brace has no partner.
template <class P, class Q>
Status Split(std::string_view text, P&& plain, Q&& quote) {
  while (!text.empty()) {
    const size_t brace = text.find_first_of("{}");
    plain(text.substr(0, brace));
    if (brace == std::string_view::npos) break;
    const size_t close = text.find_first_of("{}", brace + 1);
    if (text[brace] == '}' || close == std::string_view::npos || text[close] == '{') {
      return Status::InvalidArgument(
          "a brace without its partner, expected a value in braces as in"
          " {l0.files}");
    }
    quote(text.substr(brace + 1, close - brace - 1));
    text = text.substr(close + 1);
  }
  return Status::OK();
}

}  // namespace

Status CheckQuotes(std::string_view text) {
  Status first;
  const Status braces = Split(
      text, [](std::string_view) {},
      [&](std::string_view name) {
        trace::Value value;
        if (Status s = trace::Value::Find(name, &value); !s.ok() && first.ok()) first = s;
      });
  return braces.ok() ? first : braces;
}

std::string FillQuotes(std::string_view text, const trace::Moment& moment,
                       std::vector<std::string>* missing) {
  std::string filled;
  const Status braces = Split(
      text, [&](std::string_view plain) { filled += plain; },
      [&](std::string_view name) {
        trace::Value value;
        std::optional<std::string> found;
        if (trace::Value::Find(name, &value).ok()) found = value.Text(moment);
        if (!found) missing->emplace_back(name);
        filled += found.value_or("?");
      });
  return braces.ok() ? filled : std::string(text);
}

}  // namespace lsm::sim
