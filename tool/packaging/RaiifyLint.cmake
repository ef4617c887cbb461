# raiify_add_lint(TARGET [OPTIONS option...] [PATHS path...])
#
# Makes a target `raiify-lint-TARGET` that runs raiify on TARGET's C++ sources
# and the headers that they include, and fails on findings. `raiify-lint` runs
# it for all targets that have one. TARGET is built first: its sources may be
# generated.
#
#   OPTIONS  options of the command, such as --checks=GLOBS. File names in them
#            are relative to the top of the project.
#   PATHS    files and folders to look at in place of TARGET's sources
#
# raiify is that of find_package(raiify), or else RAIIFY_PROGRAM, which is
# looked for. The compile commands are those of the build: they are exported
# for TARGET, whether or not CMAKE_EXPORT_COMPILE_COMMANDS is on.

include_guard(GLOBAL)
if(CMAKE_VERSION VERSION_LESS 3.20)
  message(FATAL_ERROR "raiify_add_lint needs CMake 3.20 or later; this is "
                      "${CMAKE_VERSION}")
endif()

# Sets Program to the command that runs raiify.
macro(_raiify_find_program)
  if(TARGET raiify::raiify)
    set(Program $<TARGET_FILE:raiify::raiify>)
  else()
    find_program(RAIIFY_PROGRAM raiify DOC "The command raiify")
    if(NOT RAIIFY_PROGRAM)
      message(FATAL_ERROR "raiify_add_lint(${Target}): no raiify found; "
        "install it, or set RAIIFY_PROGRAM to its path")
    endif()
    set(Program ${RAIIFY_PROGRAM})
  endif()
endmacro()

# Fails where nothing of the target can be looked at.
function(_raiify_check_target Target HasPaths)
  get_target_property(Type ${Target} TYPE)
  get_target_property(IsImported ${Target} IMPORTED)
  if(IsImported)
    message(FATAL_ERROR "raiify_add_lint(${Target}): the target is imported, "
      "so this build does not compile it; name a target of the project")
  elseif(Type MATCHES "^(INTERFACE_LIBRARY|UTILITY)$" AND NOT HasPaths)
    message(FATAL_ERROR "raiify_add_lint(${Target}): the target compiles "
      "nothing (${Type}); headers are looked at through the sources that "
      "include them: name a target that does, or give PATHS")
  elseif(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    message(FATAL_ERROR "raiify_add_lint(${Target}): the generator "
      "'${CMAKE_GENERATOR}' writes no compile_commands.json; use Ninja")
  endif()
endfunction()

# Writes the C++ sources of Target to File, one a line.
function(_raiify_write_sources Target File)
  set(Extensions ${CMAKE_CXX_SOURCE_FILE_EXTENSIONS})
  list(TRANSFORM Extensions REPLACE "[+]" "[+]")
  list(JOIN Extensions "|" Extensions)
  set(Sources "$<TARGET_PROPERTY:${Target},SOURCES>")
  set(Sources "$<FILTER:${Sources},INCLUDE,[.](${Extensions})$>")
  file(GENERATE OUTPUT "${File}" CONTENT "$<JOIN:${Sources},\n>\n"
       TARGET ${Target})
endfunction()

function(raiify_add_lint Target)
  cmake_parse_arguments(PARSE_ARGV 1 Lint "" "" "OPTIONS;PATHS")
  if(DEFINED Lint_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "raiify_add_lint(${Target}): unknown argument "
      "'${Lint_UNPARSED_ARGUMENTS}'; it takes OPTIONS and PATHS")
  elseif(NOT TARGET ${Target})
    message(FATAL_ERROR "raiify_add_lint(${Target}): no such target here; "
      "call it after add_executable or add_library")
  endif()
  get_target_property(Aliased ${Target} ALIASED_TARGET)
  if(Aliased)
    set(Target ${Aliased})
  endif()
  _raiify_check_target(${Target} "${Lint_PATHS}")
  _raiify_find_program()
  set_property(TARGET ${Target} PROPERTY EXPORT_COMPILE_COMMANDS ON)

  set(List "")
  if(Lint_PATHS)
    list(TRANSFORM Lint_PATHS REPLACE "^([^/$].*)$"
         "${CMAKE_CURRENT_SOURCE_DIR}/\\1")
  else()
    set(File "${CMAKE_CURRENT_BINARY_DIR}/raiify-lint-${Target}$<CONFIG>")
    get_target_property(Folder ${Target} SOURCE_DIR)
    _raiify_write_sources(${Target} "${File}.txt")
    set(Lint_PATHS "@${File}.args")
    set(List COMMAND ${CMAKE_COMMAND} -DTARGET=${Target} "-DFOLDER=${Folder}"
             "-DLIST=${File}.txt" "-DARGUMENTS=${File}.args" -P
             "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RaiifyLintSources.cmake")
  endif()
  add_custom_target(raiify-lint-${Target}
    ${List}
    COMMAND ${Program} -p "${CMAKE_BINARY_DIR}" ${Lint_OPTIONS} ${Lint_PATHS}
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    COMMENT "Looking for repeated cleanup in ${Target}"
    USES_TERMINAL VERBATIM)
  add_dependencies(raiify-lint-${Target} ${Target})
  if(NOT TARGET raiify-lint)
    add_custom_target(raiify-lint)
  endif()
  add_dependencies(raiify-lint raiify-lint-${Target})
endfunction()
