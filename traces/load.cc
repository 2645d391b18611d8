#include "traces/load.h"

#include <array>
#include <cstdio>

#include "traces/format/jsonl_reader.h"
#include "traces/format/line_reader.h"

namespace lsm::trace {
namespace {

constexpr size_t kBeginningBytes = 4096;

constexpr std::array kImporters = {
    Importer{"jsonl", "LsmScope traces (JSON Lines)", &LooksLikeJsonl, &ReadJsonl},
};

Status ReadBeginning(const std::string& path, std::string* beginning) {
  if (Status status = CheckReadable(path); !status.ok()) return status;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Status::IOError(path + ": cannot be opened for reading");
  beginning->resize(kBeginningBytes);
  beginning->resize(std::fread(beginning->data(), 1, kBeginningBytes, file));
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  return failed ? Status::IOError(path + ": cannot be read") : Status::OK();
}

std::string KnownFiles() {
  std::string known;
  for (const Importer& importer : Importers()) {
    known += (known.empty() ? "" : ", ") + std::string(importer.files);
  }
  return known;
}

}  // namespace

std::span<const Importer> Importers() { return kImporters; }

Status LoadTrace(const std::string& path, std::shared_ptr<Trace>* trace,
                 const std::atomic<bool>* cancel) {
  trace->reset();
  std::string beginning;
  if (Status status = ReadBeginning(path, &beginning); !status.ok()) return status;
  if (beginning.empty()) {
    return Status::Corruption(path + ": the file is empty; expected " + KnownFiles());
  }
  for (const Importer& importer : Importers()) {
    if (!importer.recognizes(beginning)) continue;
    auto loaded = std::make_shared<Trace>();
    if (Status status = importer.read(path, loaded.get(), cancel); !status.ok()) return status;
    *trace = std::move(loaded);
    return Status::OK();
  }
  return Status::Corruption(path + ":1: not a trace; expected " + KnownFiles());
}

}  // namespace lsm::trace
