// Every text of the app, in English and Chinese: en.json and zh.json beside this file, one flat
// object each with the same keys (a test holds them to it), embedded by CMake.
#ifndef LSMSCOPE_GUI_STRINGS_STRINGS_H_
#define LSMSCOPE_GUI_STRINGS_STRINGS_H_

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace lsm::gui {

enum class Language : uint8_t { kEnglish, kChinese };

// "en" or "zh"; nothing for anything else.
std::optional<Language> ParseLanguage(std::string_view code);
std::string_view LanguageCode(Language language);

// The texts of one language. Immutable, so any thread may read; views live as long as the object.
class Strings {
 public:
  explicit Strings(Language language);

  Language language() const { return language_; }

  // The text, or the key itself where there is none: a missing text is seen on the screen and in
  // the test, and breaks nothing.
  std::string_view Get(std::string_view key) const;
  bool Has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

  // The text with {0}, {1}, ... replaced by the arguments. The two languages may order them
  // differently.
  template <class... Args>
  std::string Format(std::string_view key, const Args&... args) const {
    return Fill(Get(key), {std::string_view(args)...});
  }

  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  static std::string Fill(std::string_view pattern, std::initializer_list<std::string_view> args);

  Language language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_STRINGS_STRINGS_H_
