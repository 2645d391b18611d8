#include "traces/format/jsonl_follower.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "traces/format/line_reader.h"

namespace lsm::trace {

JsonlFollower::JsonlFollower(std::string path, Trace* trace, EventConsumer* consumer)
    : path_(std::move(path)), lines_(path_, trace, consumer) {}

Status JsonlFollower::Open() {
  if (Status s = CheckReadable(path_); !s.ok()) return s;
  file_.reset(std::fopen(path_.c_str(), "rb"));
  if (file_ == nullptr) return Status::IOError(path_ + ": cannot be opened for reading");
  return Status::OK();
}

Status JsonlFollower::Poll(size_t max_bytes) {
  if (ended()) return Status::OK();
  if (Status s = ReadSome(max_bytes); !s.ok()) return s;
  size_t begin = 0;
  Status status;
  for (size_t end; status.ok() && (end = waiting_.find('\n', begin)) != std::string::npos;) {
    std::string_view line = std::string_view(waiting_).substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    begin = end + 1;
    status = TakeLine(line);
  }
  waiting_.erase(0, begin);
  if (status.ok() && waiting_.size() > LineReader::kMaxLineBytes) {
    status = Status::Corruption(path_ + ":" + std::to_string(line_number_ + 1) +
                                ": the line is longer than 16 MiB; expected one event a line");
  }
  return status;
}

Status JsonlFollower::ReadSome(size_t max_bytes) {
  std::error_code error;
  const uintmax_t size = std::filesystem::file_size(path_, error);
  if (!error && size < read_bytes_) {
    return Status::Corruption(path_ + ": has become shorter; expected a trace that grows");
  }
  const size_t before = waiting_.size();
  waiting_.resize(before + max_bytes);
  std::clearerr(file_.get());  // the end that was met last time is not the end any more
  const size_t got = std::fread(waiting_.data() + before, 1, max_bytes, file_.get());
  waiting_.resize(before + got);
  read_bytes_ += got;
  return std::ferror(file_.get()) != 0 ? Status::IOError(path_ + ": cannot be read") : Status::OK();
}

Status JsonlFollower::TakeLine(std::string_view line) {
  line_number_++;
  if (!has_header_) {
    has_header_ = true;
    return lines_.Header(line, /*whole=*/true);
  }
  if (line.empty()) return Status::OK();
  return lines_.Event(line, line_number_, /*whole=*/true, nullptr);
}

}  // namespace lsm::trace
