#include "traces/format/json_scan.h"

#include <gtest/gtest.h>

#include <string>

#include "traces/format/json_out.h"

namespace lsm::trace {
namespace {

std::string ErrorOf(std::string_view json) {
  JsonScan scan;
  std::vector<JsonMember> members;
  return scan.Object(json, &members) ? "none" : scan.error();
}

TEST(JsonScan, FindsMembersAndLeavesNestedOnesAsText) {
  JsonScan scan;
  std::vector<JsonMember> members;
  ASSERT_TRUE(
      scan.Object(R"( {"a":-1, "b":"x","c":{"d":["}"]},"e":[],"f":true,"g":null} )", &members));
  ASSERT_EQ(members.size(), 6u);
  EXPECT_EQ(members[0].value.text, "-1");
  EXPECT_EQ(members[2].value.text, R"({"d":["}"]})");
  EXPECT_EQ(members[2].value.type, JsonValue::Type::kObject);
  EXPECT_TRUE(members[4].value.boolean);
  EXPECT_TRUE(scan.Object("{}", &members));
  EXPECT_TRUE(members.empty());
}

TEST(JsonScan, SaysWhereAndWhatWasExpected) {
  EXPECT_EQ(ErrorOf(""), "the line ends at byte 0; expected a JSON object");
  EXPECT_EQ(ErrorOf("[1]"), "found '[' at byte 1; expected a JSON object");
  EXPECT_EQ(ErrorOf("{\"a\" 1}"), "found '1' at byte 6; expected ':'");
  EXPECT_EQ(ErrorOf("{\"a\":1"), "the line ends at byte 6; expected ',' or '}'");
  EXPECT_EQ(ErrorOf("{\"a\":1}x"), "found 'x' at byte 8; expected the end of the line");
  EXPECT_EQ(ErrorOf("{\"a\":nul}"), "found 'n' at byte 6; expected a value");
  EXPECT_EQ(ErrorOf("{\"a\":\"x"), "the line ends at byte 7; expected the end of the string");
  EXPECT_EQ(ErrorOf("{\"a\":\"\\"), "the line ends at byte 7; expected the end of the string");
  EXPECT_EQ(ErrorOf("{a:1}"), "found 'a' at byte 2; expected a name in quotes");
  EXPECT_EQ(ErrorOf("{\"a\":1,}"), "found '}' at byte 8; expected a name in quotes");
}

TEST(JsonScan, DeepNestingIsAnErrorAndNoStackOverflow) {
  EXPECT_EQ(ErrorOf("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"),
            "found '[' at byte 70; expected at most 64 levels of nesting");
  std::string deep;
  for (int i = 0; i < 100'000; i++) deep += "{\"a\":";
  EXPECT_NE(ErrorOf(deep).find("64 levels"), std::string::npos);
}

TEST(JsonScan, AllBytesSurviveBeingWrittenAndRead) {
  std::string bytes;
  for (int i = 0; i < 256; i++) bytes += static_cast<char>(i);
  std::string json = "{\"a\":";
  AppendJsonString(&json, bytes);
  json += '}';
  for (const char c : json) EXPECT_TRUE(c >= 0x20 && c < 0x7f);
  JsonScan scan;
  std::vector<JsonMember> members;
  ASSERT_TRUE(scan.Object(json, &members));
  std::string decoded;
  ASSERT_TRUE(DecodeJsonString(members[0].value, &decoded));
  EXPECT_EQ(decoded, bytes);
}

TEST(JsonScan, CharactersAreBytesUpToFF) {
  const auto decode = [](std::string_view text) {
    std::string bytes;
    const JsonValue value{.type = JsonValue::Type::kString, .has_escapes = true, .text = text};
    return DecodeJsonString(value, &bytes) ? bytes : "error";
  };
  EXPECT_EQ(decode("\\u00e9"), "\xe9");
  EXPECT_EQ(decode("\xc3\xa9"), "\xe9");  // the same in UTF-8
  EXPECT_EQ(decode("\\u0100"), "error");
  EXPECT_EQ(decode("\xe4\xb8\xad"), "error");
  EXPECT_EQ(decode("\xc3"), "error");
  EXPECT_EQ(decode("\\x41"), "error");
  EXPECT_EQ(decode("\\u00"), "error");
  EXPECT_EQ(decode("\\"), "error");
}

TEST(JsonScan, NumbersAreWholeAndInRange) {
  const auto fits = [](std::string_view text, uint64_t max) {
    uint64_t number;
    return ParseJsonUnsigned({.type = JsonValue::Type::kNumber, .text = text}, max, &number);
  };
  EXPECT_TRUE(fits("18446744073709551615", UINT64_MAX));
  EXPECT_FALSE(fits("18446744073709551616", UINT64_MAX));
  EXPECT_FALSE(fits("256", 255));
  EXPECT_FALSE(fits("-1", 255));
  EXPECT_FALSE(fits("1.0", 255));
  EXPECT_FALSE(fits("1e2", 255));
  EXPECT_FALSE(fits("", 255));
}

}  // namespace
}  // namespace lsm::trace
