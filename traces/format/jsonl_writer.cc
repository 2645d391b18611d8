#include "traces/format/jsonl_writer.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "traces/format/describe.h"
#include "traces/format/header_json.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 20;
// Of the run's own time: who follows a slow run's file sees what happened at most so long ago.
constexpr uint64_t kFlushAfterNs = 100'000'000;

std::string WriteErrorText(int error) { return std::generic_category().message(error); }

}  // namespace

Status JsonlWriter::Open(const std::string& path, const TraceHeader& header,
                         const TraceTables* tables, std::unique_ptr<JsonlWriter>* writer) {
  writer->reset();
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return Status::IOError(path + ": cannot be written", WriteErrorText(errno));
  std::setvbuf(file, nullptr, _IONBF, 0);  // buffer_ is the buffer
  writer->reset(new JsonlWriter(path, file, tables));
  (*writer)->buffer_ = HeaderJson(header) + "\n";
  return Status::OK();
}

JsonlWriter::JsonlWriter(std::string path, std::FILE* file, const TraceTables* tables)
    : path_(std::move(path)), file_(file), tables_(tables) {}

JsonlWriter::~JsonlWriter() { (void)Close(); }

void JsonlWriter::OnEvent(uint64_t position, const Event& event) {
  if (!status_.ok() || file_ == nullptr) return;
  if (buffer_.capacity() < kBufferBytes) buffer_.reserve(kBufferBytes + kBufferBytes / 8);
  AppendEventJson(&buffer_, position, event, *tables_);
  buffer_ += '\n';
  events_++;
  if (buffer_.size() < kBufferBytes && event.time_ns - flushed_ns_ < kFlushAfterNs) return;
  flushed_ns_ = event.time_ns;
  Flush();
}

void JsonlWriter::Flush() {
  if (!status_.ok() || file_ == nullptr || buffer_.empty()) return;
  errno = 0;
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) return Fail(errno);
  events_in_file_ = events_;
  buffer_.clear();
}

void JsonlWriter::Fail(int error) {
  status_ = Status::IOError(path_ + ": could not be written to its end (the first " +
                                Grouped(events_in_file_) + " events are in it)",
                            WriteErrorText(error));
}

Status JsonlWriter::Close() {
  if (file_ == nullptr) return status_;
  Flush();
  errno = 0;
  if (std::fclose(file_) != 0 && status_.ok()) Fail(errno);
  file_ = nullptr;
  return status_;
}

Status WriteJsonl(const std::string& path, const Trace& trace) {
  std::unique_ptr<JsonlWriter> writer;
  if (Status status = JsonlWriter::Open(path, trace.header, &trace.tables, &writer); !status.ok()) {
    return status;
  }
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    const Event& event = trace.events.At(position);
    if (event.kind != 0) writer->OnEvent(position, event);
  }
  return writer->Close();
}

}  // namespace lsm::trace
