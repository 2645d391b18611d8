#include "gui/render/png_file.h"

#include <stb_image_write.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "sim/cli/output_file.h"

namespace lsm::gui {

namespace {

Status WriteAll(const std::string& path, const std::string& bytes) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return Status::OK();
  return Status::IOError(path + ": cannot be written" +
                         (errno == 0 ? "" : std::string(": ") + std::strerror(errno)));
}

void Append(void* context, void* data, int size) {
  static_cast<std::string*>(context)->append(static_cast<const char*>(data),
                                             static_cast<size_t>(size));
}

}  // namespace

Status CheckWritable(const std::string& path) {
  sim::OutputFile ignored;  // goes without a trace
  return sim::OutputFile::Choose(path, &ignored);
}

Status WritePng(const std::string& path, PixelSize size, const std::vector<uint8_t>& pixels) {
  sim::OutputFile output;
  if (Status status = sim::OutputFile::Choose(path, &output); !status.ok()) return status;
  std::string bytes;
  if (stbi_write_png_to_func(Append, &bytes, size.width, size.height, 4, pixels.data(),
                             size.width * 4) == 0) {
    return Status::IOError(path + ": no memory to compress the picture");
  }
  if (Status status = WriteAll(output.place(), bytes); !status.ok()) {
    return output.InTermsOfPath(status);
  }
  return output.Finish();
}

}  // namespace lsm::gui
