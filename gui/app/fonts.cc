#include "gui/app/fonts.h"

#include <imgui.h>

#include <filesystem>

#include "gui/scene/theme.h"
#include "gui/strings/strings.h"
#include "sim/lesson/built_in_lessons.h"

namespace lsm::gui {
namespace {

constexpr const char* kFontFiles[] = {
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
};

// Signs that are put into texts by code and not by the string files.
constexpr const char* kSigns = "…·→←↑↓≤≥─└×−–▶◀❚";

void AddText(ImFontGlyphRangesBuilder* builder, std::string_view text) {
  if (text.empty()) return;  // ImGui would look for the end of null
  builder->AddText(text.data(), text.data() + text.size());
}

// What the string files and the lessons use, the symbols above, and `more`.
void AddGlyphs(ImFontGlyphRangesBuilder* builder, const ImFontAtlas& atlas, std::string_view more) {
  builder->AddRanges(const_cast<ImFontAtlas&>(atlas).GetGlyphRangesDefault());  // Latin-1
  builder->AddText(kSigns);
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const Strings strings(language);
    for (const auto& [key, text] : strings.all()) builder->AddText(text.c_str());
  }
  for (const sim::BuiltInLesson& lesson : sim::BuiltInLessons()) AddText(builder, lesson.chinese);
  AddText(builder, more);
}

}  // namespace

std::string FindFont() {
  std::error_code ignored;
  for (const char* path : kFontFiles) {
    if (std::filesystem::is_regular_file(path, ignored)) return path;
  }
  return "";
}

bool LoadFonts(float scale, std::string_view more) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  const std::string path = FindFont();
  if (path.empty()) {
    ImFontConfig config;
    config.SizePixels = kBodyText * scale;
    atlas.AddFontDefault(&config);
    atlas.Build();
    return false;
  }
  ImFontGlyphRangesBuilder builder;
  AddGlyphs(&builder, atlas, more);
  // Must live until Build.
  ImVector<ImWchar> ranges;
  builder.BuildRanges(&ranges);
  // The first is ImGui's default font.
  for (const float size : {kBodyText, kSmallText, kHeadText}) {
    atlas.AddFontFromFileTTF(path.c_str(), size * scale, nullptr, ranges.Data);
  }
  atlas.Build();
  return true;
}

}  // namespace lsm::gui
