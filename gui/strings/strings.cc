#include "gui/strings/strings.h"

#include <nlohmann/json.hpp>

#include "engine/base/check.h"

namespace lsm::gui {

// Made by strings.cmake from the two files.
extern const char* const kEnglishTexts;
extern const char* const kChineseTexts;

std::optional<Language> ParseLanguage(std::string_view code) {
  if (code == "en") return Language::kEnglish;
  if (code == "zh") return Language::kChinese;
  return std::nullopt;
}

std::string_view LanguageCode(Language language) {
  return language == Language::kEnglish ? "en" : "zh";
}

Strings::Strings(Language language) : language_(language) {
  const char* source = language == Language::kEnglish ? kEnglishTexts : kChineseTexts;
  const nlohmann::json parsed = nlohmann::json::parse(source, nullptr, /*allow_exceptions=*/false);
  LSM_CHECK(parsed.is_object());  // the build embeds the files; only we can have broken them
  for (const auto& [key, text] : parsed.items()) {
    LSM_CHECK(text.is_string());
    texts_[key] = text.get<std::string>();
  }
}

std::string_view Strings::Get(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? key : std::string_view(found->second);
}

std::string Strings::Fill(std::string_view pattern, std::initializer_list<std::string_view> args) {
  std::string filled;
  for (size_t i = 0; i < pattern.size(); i++) {
    const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                             pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
    const size_t index = placeholder ? static_cast<size_t>(pattern[i + 1] - '0') : args.size();
    if (index >= args.size()) {
      filled += pattern[i];
      continue;
    }
    filled += args.begin()[index];
    i += 2;
  }
  return filled;
}

}  // namespace lsm::gui
