// `lsmscope gallery -o FOLDER`: every panel, every lesson step and the telling moments, in both
// sizes, languages and themes, to be looked at.
#ifndef LSMSCOPE_GUI_RENDER_GALLERY_COMMAND_H_
#define LSMSCOPE_GUI_RENDER_GALLERY_COMMAND_H_

#include <memory>
#include <string>
#include <vector>

#include "gui/render/gallery.h"
#include "gui/render/offscreen.h"
#include "sim/cli/cli.h"

namespace lsm::gui {

class GalleryCommand : public sim::Command {
 public:
  std::string_view name() const override { return "gallery"; }
  std::string_view about() const override {
    return "pictures of every panel, every lesson step and the telling moments";
  }
  void Declare(CLI::App* app) override;
  int Run() override;

 private:
  struct Variant {
    PixelSize size;
    Language language = Language::kEnglish;
    ThemeName theme = ThemeName::kDark;
  };
  static std::vector<Variant> AllVariants();
  static std::string FileOf(const GalleryPicture& picture, const Variant& variant);
  Status DrawAll(const std::vector<GalleryPicture>& pictures);
  Status DrawPicture(Offscreen& offscreen, const GalleryPicture& picture, const Variant& variant,
                     App* app) const;
  Status WriteIndex(const std::vector<GalleryPicture>& pictures) const;
  void Tell(size_t done, size_t of) const;

  std::string folder_;
  std::string only_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_GALLERY_COMMAND_H_
