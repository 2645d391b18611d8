# Embeds en.json and zh.json: LSMSCOPE_STRINGS_SOURCE is the file to compile. Changing a text
# configures again, so that the program never has an old one.
set(strings_folder ${CMAKE_CURRENT_LIST_DIR})
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${strings_folder}/en.json ${strings_folder}/zh.json)
file(READ ${strings_folder}/en.json LSMSCOPE_ENGLISH_TEXTS)
file(READ ${strings_folder}/zh.json LSMSCOPE_CHINESE_TEXTS)
set(LSMSCOPE_STRINGS_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/strings_data.cc)
configure_file(${strings_folder}/strings_data.cc.in ${LSMSCOPE_STRINGS_SOURCE} @ONLY)
