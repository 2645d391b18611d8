// Reads a file line by line, with an upper limit on what it keeps in memory.
#ifndef LSMSCOPE_TRACES_FORMAT_LINE_READER_H_
#define LSMSCOPE_TRACES_FORMAT_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "lsm/status.h"

namespace lsm::trace {

class LineReader {
 public:
  // Longer lines are an error.
  static constexpr size_t kMaxLineBytes = size_t{16} << 20;

  // A missing file, a directory or an unreadable file is an error that names it.
  [[nodiscard]] Status Open(const std::string& path);

  // The next line without its end ("\n" or "\r\n"); it is valid until the next call. False at the
  // end of the file or after an error (see status()).
  bool Next(std::string_view* line);

  // Of the line that Next gave last, from 1.
  uint64_t line_number() const { return line_number_; }
  // That line had no end: the file stops in it.
  bool ends_without_newline() const { return ends_without_newline_; }
  const Status& status() const { return status_; }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  bool ReadMore();

  std::string path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::string buffer_;
  size_t begin_ = 0;  // of what was not given out yet
  bool at_end_ = false;
  uint64_t line_number_ = 0;
  bool ends_without_newline_ = false;
  Status status_;
};

// One clear error for a path that is not a readable file; OK otherwise.
[[nodiscard]] Status CheckReadable(const std::string& path);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_LINE_READER_H_
