// JsonlFollower: reads a trace in JSON Lines that another process is still writing.
#ifndef LSMSCOPE_TRACES_FORMAT_JSONL_FOLLOWER_H_
#define LSMSCOPE_TRACES_FORMAT_JSONL_FOLLOWER_H_

#include <cstdio>
#include <memory>
#include <string>

#include "lsm/status.h"
#include "traces/format/jsonl_lines.h"

namespace lsm::trace {

// A line counts once its end is there; the beginning of one waits. Used by one thread.
class JsonlFollower {
 public:
  // Fills header and tables of `trace`; events go to `consumer`. Neither is owned. The file must
  // exist; it may still be empty.
  JsonlFollower(std::string path, Trace* trace, EventConsumer* consumer);
  [[nodiscard]] Status Open();

  // Reads what has come, at most `max_bytes` of it. An error is final: a line that is no event, or
  // a file that has become shorter.
  [[nodiscard]] Status Poll(size_t max_bytes = size_t{4} << 20);

  bool has_header() const { return has_header_; }
  // The last event was RunEnded: nothing more will come.
  bool ended() const { return lines_.ended(); }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  Status ReadSome(size_t max_bytes);
  Status TakeLine(std::string_view line);

  const std::string path_;
  JsonlLines lines_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  uint64_t read_bytes_ = 0;
  std::string waiting_;  // read, and not yet taken
  uint64_t line_number_ = 0;
  bool has_header_ = false;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSONL_FOLLOWER_H_
