#include "traces/format/line_reader.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace lsm::trace {
namespace {

constexpr size_t kReadBytes = size_t{1} << 18;

std::string ReadErrorText(int error) { return std::generic_category().message(error); }

}  // namespace

Status CheckReadable(const std::string& path) {
  std::error_code error;
  const auto kind = std::filesystem::status(path, error);
  if (kind.type() == std::filesystem::file_type::not_found) {
    return Status::NotFound(path + ": no such file; expected a trace");
  }
  if (std::filesystem::is_directory(kind)) {
    return Status::InvalidArgument(path + ": is a directory; expected a trace file");
  }
  return Status::OK();
}

Status LineReader::Open(const std::string& path) {
  path_ = path;
  if (Status status = CheckReadable(path); !status.ok()) return status;
  errno = 0;
  file_.reset(std::fopen(path.c_str(), "rb"));
  if (file_ == nullptr) return Status::IOError(path + ": cannot be read", ReadErrorText(errno));
  return Status::OK();
}

bool LineReader::ReadMore() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t old_size = buffer_.size();
  buffer_.resize(old_size + kReadBytes);
  errno = 0;
  const size_t got = std::fread(buffer_.data() + old_size, 1, kReadBytes, file_.get());
  buffer_.resize(old_size + got);
  if (std::ferror(file_.get()) != 0) {
    status_ = Status::IOError(path_ + ": cannot be read", ReadErrorText(errno));
  }
  if (got == 0) at_end_ = true;
  return got != 0;
}

bool LineReader::Next(std::string_view* line) {
  size_t searched = 0;
  while (true) {
    const size_t newline = buffer_.find('\n', begin_ + searched);
    if (newline != std::string::npos) {
      *line = std::string_view(buffer_).substr(begin_, newline - begin_);
      begin_ = newline + 1;
      ends_without_newline_ = false;
      break;
    }
    searched = buffer_.size() - begin_;
    if (searched > kMaxLineBytes) {
      status_ = Status::Corruption(path_ + ":" + std::to_string(line_number_ + 1) +
                                   ": the line is longer than 16 MiB; expected one event a line");
      return false;
    }
    if (!at_end_ && ReadMore()) continue;
    if (!status_.ok() || begin_ == buffer_.size()) return false;
    *line = std::string_view(buffer_).substr(begin_);
    begin_ = buffer_.size();
    ends_without_newline_ = true;
    break;
  }
  line_number_++;
  if (line->ends_with('\r')) line->remove_suffix(1);
  return true;
}

}  // namespace lsm::trace
