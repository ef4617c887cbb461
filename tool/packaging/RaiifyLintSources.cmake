# Part of raiify_add_lint: writes the names in the file LIST, one a line and
# relative to FOLDER, to ARGUMENTS, as raiify reads them. Fails where there are
# none: to raiify that would mean all of the project. TARGET is the target.

file(STRINGS "${LIST}" Sources)
if(NOT Sources)
  message(FATAL_ERROR "raiify_add_lint(${TARGET}): the target has no C++ "
    "sources; headers are looked at through the sources that include them: "
    "name a target that does, or give PATHS")
endif()
set(Arguments "")
foreach(Source IN LISTS Sources)
  cmake_path(ABSOLUTE_PATH Source BASE_DIRECTORY "${FOLDER}" NORMALIZE)
  string(APPEND Arguments "\"${Source}\"\n")
endforeach()
file(WRITE "${ARGUMENTS}" "${Arguments}")
