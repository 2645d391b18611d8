// The pictures of the gallery, as data: every panel, every step of every lesson, and the telling
// moments of the built-in scenarios.
#ifndef LSMSCOPE_GUI_RENDER_GALLERY_H_
#define LSMSCOPE_GUI_RENDER_GALLERY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/app/app.h"
#include "lsm/status.h"

namespace lsm::gui {

struct GalleryPicture {
  std::string name;    // of its files, without size, language and theme
  std::string source;  // a built-in scenario's or lesson's name
  std::string when;    // the moment, as `render --when` takes it; empty: see `step`
  std::string view = "app";
  std::string key;      // of the read path
  size_t step = 0;      // of a lesson, from 1
  bool answer = false;  // as it looks when its answer is known
};

// In the order of their sources. A lesson's steps are known once it is loaded.
[[nodiscard]] Status AllGalleryPictures(std::vector<GalleryPicture>* pictures);

// Sets the app, which has the picture's source open, to show it.
[[nodiscard]] Status ShowPicture(const GalleryPicture& picture, Language language, ThemeName theme,
                                 App* app);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_GALLERY_H_
