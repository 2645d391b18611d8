# Turns sim/scenarios/*.json into a C++ table, so that the program needs no path to find them.
# Run by CMake at configure time; a changed file configures again.
file(GLOB SCENARIO_FILES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/scenarios/*.json)
list(SORT SCENARIO_FILES)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${SCENARIO_FILES})
set(SCENARIO_ROWS "")
foreach(file IN LISTS SCENARIO_FILES)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND SCENARIO_ROWS "    {\"${name}\", R\"json(${text})json\"},\n")
endforeach()
set(LSMSCOPE_SCENARIOS_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/built_in_scenarios.cc)
file(CONFIGURE OUTPUT ${LSMSCOPE_SCENARIOS_SOURCE} CONTENT
"// Made by sim/scenarios/scenarios.cmake.
#include \"sim/scenario/built_in.h\"

namespace lsm::sim {
namespace {

constexpr BuiltInScenario kScenarios[] = {
@SCENARIO_ROWS@};

}  // namespace

std::span<const BuiltInScenario> BuiltInScenarioTexts() { return kScenarios; }

}  // namespace lsm::sim
" @ONLY)
