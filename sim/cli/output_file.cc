#include "sim/cli/output_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "sim/cli/text.h"

namespace lsm::sim {
namespace {

namespace fs = std::filesystem;

constexpr char kUnfinished[] = ".part";
constexpr int kMostLinks = 40;  // as Linux follows them

Status FollowLinks(const std::string& path, fs::path* target) {
  *target = path;
  std::error_code error;
  for (int links = 0; fs::is_symlink(*target, error); links++) {
    if (links == kMostLinks) return Status::IOError(path + ": too many symbolic links");
    const fs::path next = fs::read_symlink(*target, error);
    if (error) return Status::IOError(path + ": " + error.message());
    // What stands for an open pipe (/proc/self/fd/1) names nothing that could be opened.
    const fs::path followed = target->parent_path() / next;
    if (fs::exists(*target, error) && !fs::exists(followed, error)) return Status::OK();
    *target = followed;
  }
  return Status::OK();
}

// A name beside the target that nobody uses. Two runs of the program may write the same target.
std::string NewPlaceBeside(const std::string& target) {
  std::error_code ignored;
  for (int number = 0;; number++) {
    const std::string place = target + "." + std::to_string(getpid()) +
                              (number == 0 ? "" : "-" + std::to_string(number)) + kUnfinished;
    if (!fs::exists(fs::symlink_status(place, ignored))) return place;
  }
}

Status CannotWrite(const std::string& path, int error) {
  return Status::IOError(path + ": cannot be written: " + std::strerror(error));
}

}  // namespace

Status OutputFile::Choose(const std::string& path, OutputFile* file) {
  if (path.empty()) return Status::IOError("the file to write has no name");
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    return Status::IOError(path + ": is a directory, expected the name of a file");
  }
  fs::path target;
  if (Status status = FollowLinks(path, &target); !status.ok()) return status;
  OutputFile chosen;
  chosen.path_ = path;
  chosen.target_ = target.string();
  if (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored)) {
    if (access(chosen.target_.c_str(), W_OK) != 0) return CannotWrite(path, errno);
    chosen.place_ = chosen.target_;
  } else {
    chosen.place_ = NewPlaceBeside(chosen.target_);
    errno = 0;
    if (!std::ofstream(chosen.place_)) {
      const int error = errno;
      chosen.place_.clear();  // nothing was made
      return CannotWrite(path, error);
    }
  }
  *file = std::move(chosen);
  return Status::OK();
}

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this == &other) return *this;
  Abandon();
  path_ = std::move(other.path_);
  target_ = std::move(other.target_);
  place_ = std::exchange(other.place_, "");
  return *this;
}

Status OutputFile::Finish() {
  std::error_code error;
  if (place_ != target_) fs::rename(place_, target_, error);
  if (error) return Status::IOError(path_ + ": " + error.message());
  place_.clear();
  return Status::OK();
}

void OutputFile::Abandon() {
  if (place_.empty() || place_ == target_) return;
  std::error_code ignored;  // there is nothing better to do with it
  fs::remove(place_, ignored);
}

Status OutputFile::InTermsOfPath(const Status& status) const {
  std::string text = MessageOf(status);
  const size_t at = text.find(place_);
  if (at != std::string::npos) text.replace(at, place_.size(), path_);
  return Status::IOError(text);
}

std::string UnfinishedPlaceOf(const std::string& path) {
  fs::path target;
  if (!FollowLinks(path, &target).ok()) return path;
  std::error_code ignored;
  const fs::path directory = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const std::string beginning = target.filename().string() + ".";
  std::string youngest = path;
  fs::file_time_type youngest_time = fs::file_time_type::min();
  for (fs::directory_iterator at(directory, ignored), end; at != end; at.increment(ignored)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(beginning) || !name.ends_with(kUnfinished)) continue;
    const fs::file_time_type time = at->last_write_time(ignored);
    if (time <= youngest_time) continue;
    youngest_time = time;
    youngest = at->path().string();
  }
  return youngest;
}

}  // namespace lsm::sim
