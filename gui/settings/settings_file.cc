#include "gui/settings/settings_file.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "sim/cli/output_file.h"
#include "sim/cli/text.h"

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kLargestFile = 256 << 10;  // bytes

Status MoveAside(const std::string& path, const std::string& why) {
  std::error_code error;
  fs::rename(path, path + ".bad", error);
  return Status::Corruption(path + ": " + why + (error ? "" : "; it is kept as " + path + ".bad"));
}

}  // namespace

std::string SettingsPath() {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  std::string folder = set("XDG_CONFIG_HOME");
  // A relative path is to be ignored, says the XDG Base Directory Specification.
  if (folder.empty() || folder.front() != '/') {
    folder = set("HOME");
    if (folder.empty()) return "";
    folder += "/.config";
  }
  return folder + "/lsmscope/settings.json";
}

Status LoadSettings(const std::string& path, Settings* settings) {
  *settings = {};
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return Status::OK();
  if (!fs::is_regular_file(path, error)) {
    return Status::IOError(path + ": is no file; expected the settings of LsmScope");
  }
  if (fs::file_size(path, error) > kLargestFile) return MoveAside(path, "too large for settings");
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.good() && !file.eof()) return Status::IOError(path + ": cannot be read");
  const Status status = ParseSettings(text, settings);
  if (status.IsCorruption()) return MoveAside(path, sim::MessageOf(status));
  return status.ok() ? status : Status::InvalidArgument(path + ": " + sim::MessageOf(status));
}

Status SaveSettings(const std::string& path, const Settings& settings) {
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  sim::OutputFile file;
  if (Status s = sim::OutputFile::Choose(path, &file); !s.ok()) return s;
  {
    std::ofstream out(file.place(), std::ios::binary | std::ios::trunc);
    out << PrintSettings(settings);
    out.close();
    if (out.fail()) return Status::IOError(path + ": cannot be written");
  }
  return file.Finish();
}

void SettingsKeeper::Keep(const Settings& now) {
  if (path_.empty()) return;
  Settings wanted = now;
  const auto kept_unless_changed = [&](auto Settings::*member) {
    if (now.*member == for_this_run_.*member) wanted.*member = kept_.*member;
  };
  kept_unless_changed(&Settings::language);
  kept_unless_changed(&Settings::width);
  kept_unless_changed(&Settings::height);
  if (wanted == kept_) return;
  if (Status s = SaveSettings(path_, wanted); !s.ok() && !std::exchange(complained_, true)) {
    std::fprintf(stderr, "lsmscope: settings are not kept: %s\n", sim::MessageOf(s).c_str());
  }
  kept_ = std::move(wanted);
}

}  // namespace lsm::gui
