#include "gui/strings/strings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "engine/events/all.h"

namespace lsm::gui {
namespace {

std::multiset<std::string> Placeholders(const std::string& text) {
  std::multiset<std::string> found;
  const std::regex pattern("\\{[0-9]\\}");
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.insert(it->str());
  }
  return found;
}

TEST(StringsTest, BothLanguagesHaveTheSameKeysAndPlaceholders) {
  const Strings english(Language::kEnglish);
  const Strings chinese(Language::kChinese);
  EXPECT_GT(english.all().size(), 100u);
  for (const auto& [key, text] : english.all()) {
    ASSERT_TRUE(chinese.Has(key)) << key;
    EXPECT_EQ(Placeholders(text), Placeholders(std::string(chinese.Get(key)))) << key;
    EXPECT_FALSE(text.empty()) << key;
  }
  for (const auto& [key, text] : chinese.all()) EXPECT_TRUE(english.Has(key)) << key;
}

// Every key written out in the app's sources is there.
TEST(StringsTest, EveryKeyThatTheSourcesNameExists) {
  const Strings english(Language::kEnglish);
  const std::regex key(
      "\"((?:app|transport|scenario|stall_conditions|selection|event|events|"
      "timeline|help|command|palette|find|look|source|breakpoints|stalls|read_path|open|run)\\.[a-"
      "z0-9_.-]*[a-z0-9])\"");
  size_t seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(LSMSCOPE_SOURCE_DIR) / "gui")) {
    if (entry.path().extension() != ".cc") continue;
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator it(source.begin(), source.end(), key), end; it != end; ++it) {
      EXPECT_TRUE(english.Has((*it)[1].str())) << entry.path() << ": " << (*it)[1];
      seen++;
    }
  }
  EXPECT_GT(seen, 80u);
}

TEST(StringsTest, EveryKindOfEventIsExplainedAsTheEngineExplainsIt) {
  const Strings english(Language::kEnglish);
  AllEvents::ForEachKind([&]<class E>() {
    EXPECT_EQ(E::kInfo.doc, english.Get("event_doc." + std::string(E::kInfo.name)));
  });
}

TEST(StringsTest, ArgumentsStandWhereTheLanguageWantsThem) {
  const Strings english(Language::kEnglish);
  const Strings chinese(Language::kChinese);
  EXPECT_EQ("event 8,431 of 61,230", english.Format("transport.position", "8,431", "61,230"));
  EXPECT_EQ("事件 8,431 / 61,230", chinese.Format("transport.position", "8,431", "61,230"));
}

TEST(StringsTest, AMissingTextShowsItsKey) {
  EXPECT_EQ("no.such.key", Strings(Language::kEnglish).Get("no.such.key"));
}

}  // namespace
}  // namespace lsm::gui
