// Untrusted text becomes JSON: size and depth are bounded, and errors name the line.
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/scenario_json.h"

namespace lsm::sim {
namespace {

constexpr int kDeepest = 32;  // a scenario needs five

std::string LineAndColumn(std::string_view text, size_t offset) {
  size_t line = 1;
  size_t line_begin = 0;
  for (size_t i = 0; i < offset && i < text.size(); i++) {
    if (text[i] == '\n') {
      line++;
      line_begin = i + 1;
    }
  }
  return std::to_string(line) + ":" + std::to_string(offset - line_begin + 1);
}

// Brackets outside of texts. The parser proper would take memory for each of them.
void CheckDepth(std::string_view text) {
  int depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < text.size(); i++) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        in_text = false;
      }
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) {
        throw ScenarioError{LineAndColumn(text, i) + ": nested deeper than " +
                            std::to_string(kDeepest) + " levels"};
      }
    } else if (c == '}' || c == ']') {
      depth--;
    }
  }
}

// In an object a key stands once: the parser would take the last one without a word. REQUIRES:
// JSON.
void CheckKeys(std::string_view text) {
  std::vector<std::set<std::string>> objects;  // the keys of those that are open
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '{') objects.emplace_back();
    if (text[i] == '}') objects.pop_back();
    if (text[i] != '"') continue;
    const size_t begin = i;
    for (i++; text[i] != '"'; i++) {
      if (text[i] == '\\') i++;
    }
    const size_t next = text.find_first_not_of(" \t\r\n", i + 1);
    if (next == std::string_view::npos || text[next] != ':') continue;
    const std::string_view written = text.substr(begin, i - begin + 1);
    if (!objects.back().insert(Json::parse(written).get<std::string>()).second) {
      throw ScenarioError{LineAndColumn(text, begin) + ": " + std::string(written.substr(0, 80)) +
                          " stands in this object twice, expected it once"};
    }
  }
}

// The parser's message is long and has its own way of saying where; this is what is left of it.
std::string WhatIsWrong(std::string message) {
  const size_t syntax = message.find("syntax error");
  if (syntax != std::string::npos) message = message.substr(syntax);
  const size_t detail = message.find(" - ");
  if (detail != std::string::npos) message = message.substr(detail + 3);
  for (char& c : message) {
    if (std::iscntrl(static_cast<unsigned char>(c)) != 0) c = ' ';
  }
  if (message.size() > 120) message = message.substr(0, 117) + "...";
  return message;
}

}  // namespace

Json ParseJsonText(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw ScenarioError{"1:1: the file is empty; expected a JSON object"};
  }
  CheckDepth(text);
  try {
    Json json = Json::parse(text);
    CheckKeys(text);
    return json;
  } catch (const Json::parse_error& error) {
    const size_t offset = error.byte == 0 ? 0 : error.byte - 1;
    throw ScenarioError{LineAndColumn(text, offset) + ": not JSON: " + WhatIsWrong(error.what())};
  } catch (const Json::exception& error) {  // a number beyond any type
    throw ScenarioError{"1:1: not JSON: " + WhatIsWrong(error.what())};
  }
}

void ApplySet(const std::string& assignment, Json* json) {
  const size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw ScenarioError{"--set " + assignment + ": expected a.b=value"};
  }
  Json* place = json;
  std::string_view path = std::string_view(assignment).substr(0, equals);
  while (!path.empty()) {
    const size_t dot = path.find('.');
    const std::string part(path.substr(0, dot));
    path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
    if (place->is_array()) {
      const bool number = !part.empty() && part.size() < 8 &&
                          part.find_first_not_of("0123456789") == std::string::npos;
      const size_t index = number ? std::stoul(part) : place->size();
      if (index >= place->size()) {
        throw ScenarioError{"--set " + assignment + ": " + part +
                            " is not in the list, expected 0.." +
                            std::to_string(place->empty() ? 0 : place->size() - 1)};
      }
      place = &(*place)[index];
    } else if (place->is_object() || place->is_null()) {
      place = &(*place)[part];
    } else {
      throw ScenarioError{"--set " + assignment + ": " + part + " has no parts"};
    }
  }
  const std::string value = assignment.substr(equals + 1);
  try {
    CheckDepth(value);
    *place = Json::parse(value);
    CheckKeys(value);
  } catch (const Json::exception&) {
    *place = value;
  }
}

}  // namespace lsm::sim
