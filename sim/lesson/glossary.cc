#include "sim/lesson/glossary.h"

#include <algorithm>
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

}  // namespace lsm::sim
