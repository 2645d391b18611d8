// The engine's own sources as they were when the program was built: what a site in a trace (file
// and line of the statement that emitted an event) points into.
#ifndef LSMSCOPE_TRACES_SOURCES_ENGINE_SOURCES_H_
#define LSMSCOPE_TRACES_SOURCES_ENGINE_SOURCES_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace lsm::trace {

struct SourceFile {
  std::string_view path;  // relative to the repository's root, as in a Site
  std::string_view text;
};

// By path, ascending. Made by embed.cmake.
std::span<const SourceFile> EngineSources();

// Null if the program has no such file.
const SourceFile* FindEngineSource(std::string_view path);

// Of all paths and texts; never 0. 52 bits: JSON readers that know only doubles keep it whole.
// A trace whose header has another one was recorded by another engine: its lines may be elsewhere.
uint64_t EngineSourcesHash();

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_SOURCES_ENGINE_SOURCES_H_
