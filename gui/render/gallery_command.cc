#include "gui/render/gallery_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "gui/app/fonts.h"
#include "gui/session/open_session.h"
#include "sim/cli/output_file.h"
#include "sim/cli/text.h"

namespace lsm::gui {
namespace {

constexpr PixelSize kSizes[] = {{1280, 720}, {1920, 1080}};

std::string SizeText(PixelSize size) {
  return std::to_string(size.width) + "x" + std::to_string(size.height);
}

}  // namespace

void GalleryCommand::Declare(CLI::App* app) {
  app->add_option("-o,--output", folder_, "the folder for the pictures; made if it is missing")
      ->required();
  app->add_option("--only", only_, "pictures whose name has this text in it");
}

std::vector<GalleryCommand::Variant> GalleryCommand::AllVariants() {
  std::vector<Variant> variants;
  for (const PixelSize& size : kSizes) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      for (const ThemeName theme : {ThemeName::kDark, ThemeName::kLight}) {
        variants.push_back({size, language, theme});
      }
    }
  }
  return variants;
}

std::string GalleryCommand::FileOf(const GalleryPicture& picture, const Variant& variant) {
  return picture.name + "." + SizeText(variant.size) + "." +
         std::string(LanguageCode(variant.language)) +
         (variant.theme == ThemeName::kDark ? ".dark" : ".light") + ".png";
}

void GalleryCommand::Tell(size_t done, size_t of) const {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r%zu of %zu pictures%s", done, of, done == of ? "\n" : "");
}

Status GalleryCommand::DrawPicture(Offscreen& offscreen, const GalleryPicture& picture,
                                   const Variant& variant, App* app) const {
  if (Status s = ShowPicture(picture, variant.language, variant.theme, app); !s.ok()) return s;
  const Size window{static_cast<float>(variant.size.width),
                    static_cast<float>(variant.size.height)};
  return offscreen.Draw(
      variant.size, [&] { LoadFonts(app->ScaleOf(window), app->TextsToShow()); },
      [&] { app->Frame({.window = window, .seconds = 0, .still = true}); },
      (std::filesystem::path(folder_) / FileOf(picture, variant)).string());
}

Status GalleryCommand::DrawAll(const std::vector<GalleryPicture>& pictures) {
  std::unique_ptr<Offscreen> offscreen;
  if (Status s = Offscreen::Open(&offscreen); !s.ok()) return s;
  const std::vector<Variant> variants = AllVariants();
  std::string open;  // the source that `app` has
  std::unique_ptr<App> app;
  size_t done = 0;
  for (const GalleryPicture& picture : pictures) {
    if (app == nullptr || open != picture.source) {
      std::vector<std::unique_ptr<Session>> sessions(1);
      if (Status s = OpenSession(picture.source, {}, &sessions[0]); !s.ok()) return s;
      app = std::make_unique<App>(std::move(sessions));
      open = picture.source;
    }
    for (const Variant& variant : variants) {
      if (Status s = DrawPicture(*offscreen, picture, variant, app.get()); !s.ok()) return s;
      Tell(++done, pictures.size() * variants.size());
    }
  }
  return Status::OK();
}

Status GalleryCommand::WriteIndex(const std::vector<GalleryPicture>& pictures) const {
  const std::string path = (std::filesystem::path(folder_) / "index.html").string();
  sim::OutputFile file;
  if (Status s = sim::OutputFile::Choose(path, &file); !s.ok()) return s;
  std::ofstream out(file.place());
  out << "<!DOCTYPE html><meta charset=\"utf-8\"><title>LsmScope: gallery</title>\n"
         "<style>body{font:14px sans-serif;background:#888}img{width:24%}</style>\n";
  for (const GalleryPicture& picture : pictures) {
    out << "<h3>" << picture.name << "</h3>\n";
    for (const Variant& variant : AllVariants()) {
      const std::string name = FileOf(picture, variant);
      out << "<a href=\"" << name << "\"><img loading=\"lazy\" src=\"" << name << "\" title=\""
          << name << "\"></a>\n";
    }
  }
  out.close();
  if (out.fail()) return Status::IOError(path + ": cannot be written");
  return file.Finish();
}

int GalleryCommand::Run() {
  std::vector<GalleryPicture> pictures;
  if (Status s = AllGalleryPictures(&pictures); !s.ok()) return sim::Fail(sim::MessageOf(s));
  std::erase_if(pictures, [&](const GalleryPicture& picture) {
    return picture.name.find(only_) == std::string::npos;
  });
  if (pictures.empty()) {
    return sim::Fail("--only: no picture has " + only_ + " in its name", sim::kWrongUsage);
  }
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) return sim::Fail(folder_ + ": cannot be made: " + error.message());
  Status status = DrawAll(pictures);
  if (status.ok()) status = WriteIndex(pictures);
  if (!status.ok()) return sim::Fail(sim::MessageOf(status));
  std::printf("%zu pictures and index.html in %s\n", pictures.size() * AllVariants().size(),
              folder_.c_str());
  return sim::kDone;
}

}  // namespace lsm::gui
