#include "traces/sources/engine_sources.h"

#include <algorithm>

namespace lsm::trace {

const SourceFile* FindEngineSource(std::string_view path) {
  const std::span<const SourceFile> files = EngineSources();
  const auto found = std::ranges::lower_bound(files, path, {}, &SourceFile::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

}  // namespace lsm::trace
