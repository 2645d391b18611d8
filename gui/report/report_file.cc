#include "gui/report/report_file.h"

#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace lsm::gui {

Status ReportFile::Open(const std::string& path, std::unique_ptr<ReportFile>* file) {
  std::FILE* opened = std::fopen(path.c_str(), "ab");
  if (opened == nullptr) {
    return Status::IOError(path + ": cannot be written", std::strerror(errno));
  }
  file->reset(new ReportFile(opened));
  return Status::OK();
}

void ReportFile::Add(const std::string& line) {
  if (line == last_) return;
  last_ = line;
  const std::string text =
      fmt::format("{{\"ms\":{:.1f},{}\n", MillisecondsRunning(), line.substr(1));
  std::fwrite(text.data(), 1, text.size(), file_);
  std::fflush(file_);
}

double MillisecondsRunning() {
  // The kernel tells in clock ticks since the system came up when this process began.
  std::ifstream file("/proc/self/stat");
  std::stringstream text;
  text << file.rdbuf();
  const std::string stat = text.str();
  // The name, in brackets, may hold anything; 22 is the field's number, 2 the name's.
  std::istringstream fields(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
  std::string field;
  for (int i = 3; i <= 22; i++) fields >> field;
  timespec now = {};
  clock_gettime(CLOCK_BOOTTIME, &now);
  const double now_ms =
      static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  const double ticks = field.empty() ? 0 : std::stod(field);
  return now_ms - ticks * 1e3 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace lsm::gui
