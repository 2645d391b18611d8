# The scenarios of this folder, which the program carries with it: LSMSCOPE_SCENARIOS_SOURCE.
file(GLOB SCENARIO_FILES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/scenarios/*.json)
list(SORT SCENARIO_FILES)
set(SCENARIO_ROWS "")
foreach(file IN LISTS SCENARIO_FILES)
  get_filename_component(name ${file} NAME_WE)
  lsmscope_embed_file(text ${file})
  string(APPEND SCENARIO_ROWS "      {\"${name}\", ${text}},\n")
endforeach()
set(LSMSCOPE_SCENARIOS_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/built_in_scenarios.cc)
lsmscope_embed_source(${LSMSCOPE_SCENARIOS_SOURCE} sim/scenario/built_in.h
"std::span<const BuiltInScenario> BuiltInScenarioTexts() {
  static constexpr BuiltInScenario kScenarios[] = {
${SCENARIO_ROWS}  };
  return kScenarios;
}")
