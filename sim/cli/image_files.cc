#include "sim/cli/image_files.h"

#include <filesystem>
#include <fstream>

namespace lsm::sim {
namespace {

// Recursion is bounded by the depth of directories that a program made one by one.
Status WriteDirectory(const DiskDirectory& directory, const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return Status::IOError(path, error.message());
  for (const auto& [name, node] : directory.entries) {
    const std::string below = path + "/" + name;
    if (node.directory != nullptr) {
      if (Status status = WriteDirectory(*node.directory, below); !status.ok()) return status;
      continue;
    }
    std::ofstream file(below, std::ios::binary | std::ios::trunc);
    file << node.file->content();
    file.close();
    if (!file) return Status::IOError(below, "cannot be written");
  }
  return Status::OK();
}

}  // namespace

Status WriteFiles(const Disk& disk, const std::string& path) {
  return WriteDirectory(disk.root(), path);
}

}  // namespace lsm::sim
