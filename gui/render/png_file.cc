#include "gui/render/png_file.h"

#include <stb_image_write.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace lsm::gui {

namespace {

std::string PartOf(const std::string& path) { return path + ".part"; }

Status CannotWrite(const std::string& path) {
  return Status::IOError(path, errno != 0 ? std::strerror(errno) : "cannot be written");
}

Status WriteAll(const std::string& path, const std::string& bytes) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file ? Status::OK() : CannotWrite(path);
}

void Append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                             static_cast<size_t>(size));
}

}  // namespace

Status CheckWritable(const std::string& path) {
  std::error_code ignored;
  if (path.empty()) return Status::IOError("the picture's file", "has no name");
  if (std::filesystem::is_directory(path, ignored)) return Status::IOError(path, "is a directory");
  const Status status = WriteAll(PartOf(path), "");
  std::remove(PartOf(path).c_str());
  return status.ok() ? status : CannotWrite(path);
}

Status WritePng(const std::string& path, PixelSize size, const std::vector<uint8_t>& pixels) {
  if (Status status = CheckWritable(path); !status.ok()) return status;
  std::string bytes;
  if (stbi_write_png_to_func(Append, &bytes, size.width, size.height, 4, pixels.data(),
                             size.width * 4) == 0) {
    return Status::IOError(path, "no memory to compress the picture");
  }
  const std::string part = PartOf(path);
  Status status = WriteAll(part, bytes);
  if (status.ok() && std::rename(part.c_str(), path.c_str()) != 0) status = CannotWrite(path);
  if (!status.ok()) std::remove(part.c_str());
  return status;
}

}  // namespace lsm::gui
