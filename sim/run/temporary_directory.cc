#include "sim/run/temporary_directory.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace lsm::sim {

Status TemporaryDirectory::Make(std::unique_ptr<TemporaryDirectory>* made) {
  std::error_code error;
  const std::filesystem::path place = std::filesystem::temp_directory_path(error);
  if (error) return Status::IOError("no place for a temporary directory", error.message());
  std::string path = (place / "lsmscope-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) return Status::IOError(path, std::strerror(errno));
  made->reset(new TemporaryDirectory(std::move(path)));
  return Status::OK();
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;  // nothing that anybody could do about it here
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace lsm::sim
