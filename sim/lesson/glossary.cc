#include "sim/lesson/glossary.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "sim/scenario/scenario_json.h"

namespace lsm::sim {
namespace {

std::string TextAt(const Json& json, std::string_view key) {
  if (!json.is_object()) return "";
  const auto found = json.find(std::string(key));
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

GlossaryTerm ReadTerm(const Json& json, const std::string& where,
                      std::vector<std::string>* problems) {
  GlossaryTerm term{.id = TextAt(json, "id")};
  if (term.id.empty()) {
    problems->push_back(where + ": expected an id");
    return term;
  }
  for (size_t i = 0; i < kLessonLanguages.size(); i++) {
    const std::string language(kLessonLanguages[i]);
    const Json words = json.value(language, Json::object());
    term.texts[i] = {TextAt(words, "term"), TextAt(words, "meaning")};
    if (term.texts[i].term.empty() || term.texts[i].meaning.empty()) {
      problems->push_back("term " + term.id + ": " + language + ": expected term and meaning");
    }
  }
  return term;
}

bool IsLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// Of ASCII; other letters stay.
std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (IsLetter(c)) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return lower;
}

}  // namespace

std::vector<GlossaryTerm> ParseGlossary(std::string_view text, std::vector<std::string>* problems) {
  std::vector<GlossaryTerm> terms;
  try {
    const Json json = ParseJsonText(text);
    if (!json.is_object() || !json.contains("terms") || !json["terms"].is_array()) {
      problems->push_back("terms: expected a list of terms");
      return terms;
    }
    for (const Json& each : json["terms"]) {
      GlossaryTerm term = ReadTerm(each, "term " + std::to_string(terms.size() + 1), problems);
      if (std::ranges::find(terms, term.id, &GlossaryTerm::id) != terms.end()) {
        problems->push_back("term " + term.id + ": there is another one of that id");
      }
      terms.push_back(std::move(term));
    }
  } catch (const ScenarioError& error) {
    problems->push_back(error.text);
  }
  return terms;
}

std::vector<GlossaryTerm> TermsIn(std::string_view text, std::span<const GlossaryTerm> glossary,
                                  size_t language) {
  const std::string lower = Lower(text);
  std::vector<std::pair<size_t, const GlossaryTerm*>> found;
  for (const GlossaryTerm& each : glossary) {
    std::string term = Lower(each.texts[language].term);
    term.resize(std::min(term.size(), term.find("（")));
    // At the beginning of a word: "memtables" is one, "regroup" is no group.
    size_t at = term.empty() ? std::string::npos : lower.find(term);
    while (at != std::string::npos && at > 0 && IsLetter(lower[at - 1]) && IsLetter(lower[at])) {
      at = lower.find(term, at + 1);
    }
    if (at != std::string::npos) found.emplace_back(at, &each);
  }
  std::ranges::stable_sort(found, {}, [](const auto& entry) { return entry.first; });
  std::vector<GlossaryTerm> terms;
  for (const auto& [at, term] : found) terms.push_back(*term);
  return terms;
}

}  // namespace lsm::sim
