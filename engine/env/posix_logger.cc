#include "engine/env/posix_logger.h"

#include <chrono>
#include <cstdio>
#include <string>

#include "engine/base/mutex.h"
#include "engine/base/runtime.h"

namespace lsm {

std::string FormatLogTime(uint64_t micros) {
  using std::chrono::microseconds;
  const std::chrono::sys_time<microseconds> moment{
      microseconds(static_cast<microseconds::rep>(micros))};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss<microseconds> clock(moment - day);
  char text[80];
  std::snprintf(
      text, sizeof(text), "%04d/%02u/%02u-%02d:%02d:%02d.%06d", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

namespace {

std::string Format(const char* format, std::va_list ap) {
  std::va_list again;
  va_copy(again, ap);
  char small[512];
  const int length = std::vsnprintf(small, sizeof(small), format, ap);
  std::string text;
  if (length < 0) {
    text = "(bad format)";
  } else if (static_cast<size_t>(length) < sizeof(small)) {
    text.assign(small, static_cast<size_t>(length));
  } else {
    text.resize(static_cast<size_t>(length) + 1);
    std::vsnprintf(text.data(), text.size(), format, again);
    text.pop_back();
  }
  va_end(again);
  return text;
}

class PosixLogger final : public Logger {
 public:
  PosixLogger(Os* os, int fd) : os_(os), fd_(fd) {}
  ~PosixLogger() override { os_->Close(fd_); }

  void Logv(const char* format, std::va_list ap) override {
    const uint64_t utc = os_->WallClockMicros();
    const int64_t offset = os_->LocalTimeOffsetSeconds(utc) * 1'000'000;
    std::string line = FormatLogTime(utc + static_cast<uint64_t>(offset));
    line += ' ';
    line += std::to_string(CurrentThread());
    line += ' ';
    line += Format(format, ap);
    if (line.back() != '\n') line += '\n';
    WriteLine(line);
  }

 private:
  void WriteLine(const std::string& line) {
    const MutexLock lock(&mutex_);  // lines of several threads do not mix
    size_t done = 0;
    while (done < line.size()) {
      const int64_t written = os_->Write(fd_, line.data() + done, line.size() - done);
      if (written <= 0) return;
      done += static_cast<size_t>(written);
    }
  }

  Os* const os_;
  const int fd_;
  Mutex mutex_;
};

}  // namespace

std::unique_ptr<Logger> NewPosixLogger(Os* os, int fd) {
  return std::make_unique<PosixLogger>(os, fd);
}

}  // namespace lsm
