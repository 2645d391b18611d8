// A file with a line for every change of what is shown.
#ifndef LSMSCOPE_GUI_REPORT_REPORT_FILE_H_
#define LSMSCOPE_GUI_REPORT_REPORT_FILE_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "lsm/status.h"

namespace lsm::gui {

class ReportFile {
 public:
  // Lines are added to what the file has.
  [[nodiscard]] static Status Open(const std::string& path, std::unique_ptr<ReportFile>* file);
  ~ReportFile() { std::fclose(file_); }
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  // `line` is an object. Written, with the milliseconds since the program began in front, if it is
  // another one than the last; readers see whole lines.
  void Add(const std::string& line);

 private:
  explicit ReportFile(std::FILE* file) : file_(file) {}

  std::FILE* const file_;
  std::string last_;
};

// Real time since the program began, in milliseconds.
double MillisecondsRunning();

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_REPORT_REPORT_FILE_H_
