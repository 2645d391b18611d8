# cmake -DROOT=<repository> -DOUTPUT=<file.cc> -P embed.cmake: the engine's sources as C++ constants.
file(GLOB_RECURSE paths RELATIVE "${ROOT}" "${ROOT}/engine/*.cc" "${ROOT}/engine/*.h")
list(SORT paths)
set(entries "")
set(everything "")
foreach(path IN LISTS paths)
  file(READ "${ROOT}/${path}" text)
  string(APPEND everything "${path}\n${text}\n")
  string(APPEND entries "    {\"${path}\", R\"~source~(${text})~source~\"},\n")
endforeach()
string(SHA256 hash "${everything}")
string(SUBSTRING "${hash}" 0 13 hash)
file(CONFIGURE OUTPUT "${OUTPUT}" @ONLY CONTENT [[
// Made by traces/sources/embed.cmake.
#include "traces/sources/engine_sources.h"

namespace lsm::trace {
namespace {
const SourceFile kFiles[] = {  // not constexpr: too many steps for clang
@entries@};
}  // namespace

std::span<const SourceFile> EngineSources() { return kFiles; }
uint64_t EngineSourcesHash() { return 0x@hash@; }

}  // namespace lsm::trace
]])
