// Writes a trace as JSON Lines (traces/FORMAT.md).
#ifndef LSMSCOPE_TRACES_FORMAT_JSONL_WRITER_H_
#define LSMSCOPE_TRACES_FORMAT_JSONL_WRITER_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "lsm/status.h"
#include "traces/record/consumer.h"
#include "traces/trace.h"

namespace lsm::trace {

// Used by one thread at a time. After an error nothing more is written; status() and Close() tell
// what happened and how many whole events the file holds.
class JsonlWriter : public EventConsumer {
 public:
  // Creates or empties `path` and writes the header. *writer is null after an error. `tables` is
  // not owned and must outlive the writer.
  [[nodiscard]] static Status Open(const std::string& path, const TraceHeader& header,
                                   const TraceTables* tables, std::unique_ptr<JsonlWriter>* writer);
  JsonlWriter(const JsonlWriter&) = delete;
  JsonlWriter& operator=(const JsonlWriter&) = delete;
  ~JsonlWriter() override;

  void OnEvent(uint64_t position, const Event& event) override;
  // Writes what is buffered. Close() tells whether that went well.
  void OnEnd() override { Flush(); }

  Status status() const { return status_; }
  // Everything is handed to the operating system, or an error. Idempotent.
  [[nodiscard]] Status Close();

 private:
  JsonlWriter(std::string path, std::FILE* file, const TraceTables* tables);
  void Flush();
  void Fail(int error);

  const std::string path_;
  std::FILE* file_;  // null once closed
  const TraceTables* const tables_;
  uint64_t flushed_ns_ = 0;  // time of the event that was written to the file last
  std::string buffer_;
  uint64_t events_ = 0;          // appended to the buffer or the file
  uint64_t events_in_file_ = 0;  // of these: in the file
  Status status_;
};

// A whole trace to a file.
[[nodiscard]] Status WriteJsonl(const std::string& path, const Trace& trace);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSONL_WRITER_H_
