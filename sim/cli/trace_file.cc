#include "sim/cli/trace_file.h"

#include <filesystem>

#include "sim/cli/text.h"

namespace lsm::sim {

// The user knows the name that was asked for, not the temporary one.
Status TraceFile::InTermsOf(const TraceFile& file, const Status& status) {
  std::string text = MessageOf(status);
  const size_t at = text.find(file.part_);
  if (at != std::string::npos) text.replace(at, file.part_.size(), file.path_);
  return Status::IOError(text);
}

Status TraceFile::Open(const std::string& path, const trace::TraceHeader& header,
                       const trace::TraceTables* tables, std::unique_ptr<TraceFile>* file) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return Status::IOError(path + ": is a directory, expected the name of a file");
  }
  const bool in_place =
      std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error);
  std::unique_ptr<TraceFile> opened(new TraceFile(path, in_place ? path : path + ".part"));
  Status status = trace::JsonlWriter::Open(opened->part_, header, tables, &opened->writer_);
  if (!status.ok()) {
    opened->finished_ = true;  // nothing was made
    return InTermsOf(*opened, status);
  }
  *file = std::move(opened);
  return status;
}

TraceFile::~TraceFile() {
  if (finished_ || part_ == path_) return;
  writer_.reset();
  std::error_code ignored;  // there is nothing better to do with it
  std::filesystem::remove(part_, ignored);
}

Status TraceFile::Finish() {
  if (Status status = writer_->Close(); !status.ok()) {
    return InTermsOf(*this, status);
  }
  std::error_code error;
  if (part_ != path_) std::filesystem::rename(part_, path_, error);
  if (error) return Status::IOError(path_ + ": " + error.message());
  finished_ = true;
  return Status::OK();
}

}  // namespace lsm::sim
