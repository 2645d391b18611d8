// Fonts of the app: one face that has Latin and Chinese, in the sizes of the type scale, with just
// the characters that the app can show.
#ifndef LSMSCOPE_GUI_APP_FONTS_H_
#define LSMSCOPE_GUI_APP_FONTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace lsm::gui {

// A font file that has Chinese, from the places where Linux distributions put them; empty: none.
std::string FindFont();

// Replaces the fonts of the current ImGui context by small, body and head sizes times `scale`.
// Without a font file ImGui's own takes their place, Chinese cannot be shown, and the answer is
// false. The renderer's font texture has to be made again afterwards.
// `more`: text with characters that neither the app's own texts nor the built-in lessons have.
bool LoadFonts(float scale, std::string_view more = {});

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_FONTS_H_
