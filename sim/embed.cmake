# Files as C++ constants, so that the program needs no path to find them. Done at configure time; a
# changed file configures again.

# lsmscope_embed_file(<variable> <file>): the file's text as a raw string literal.
function(lsmscope_embed_file variable file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  set(${variable} "R\"embedded(${text})embedded\"" PARENT_SCOPE)
endfunction()

# lsmscope_embed_source(<source> <header> <definitions>): the source file with what was embedded,
# as the definitions of functions that <header> declares.
function(lsmscope_embed_source source header definitions)
  file(CONFIGURE OUTPUT ${source} CONTENT
"// Made by sim/embed.cmake.
#include \"@header@\"

namespace lsm::sim {

@definitions@

}  // namespace lsm::sim
" @ONLY)
endfunction()
