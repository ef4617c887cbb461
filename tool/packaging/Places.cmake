# Where things go when they are installed, below CMAKE_INSTALL_PREFIX.

include(GNUInstallDirs)

set(RAIIFY_INSTALL_MODULEDIR ${CMAKE_INSTALL_LIBDIR}/raiify)
set(RAIIFY_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/raiify)
# The pages link each other and the README as they do in the sources, so they
# keep their folder.
set(RAIIFY_INSTALL_PAGESDIR ${CMAKE_INSTALL_DOCDIR}/docs/checks)

# Messages of what is installed name the pages beside it, unless the packager
# has chosen a place: RAIIFY_DOCS_FROM_PROGRAM and RAIIFY_DOCS_FROM_MODULE.
set(RAIIFY_DOCS_FROM_PROGRAM "")
set(RAIIFY_DOCS_FROM_MODULE "")
if(RAIIFY_DOCS_URL STREQUAL "docs/checks")
  set(Prefix /prefix)
  cmake_path(ABSOLUTE_PATH RAIIFY_INSTALL_PAGESDIR BASE_DIRECTORY ${Prefix}
             OUTPUT_VARIABLE Pages)
  foreach(Pair IN ITEMS PROGRAM:CMAKE_INSTALL_BINDIR
                        MODULE:RAIIFY_INSTALL_MODULEDIR)
    string(REPLACE ":" ";" Pair ${Pair})
    list(GET Pair 0 From)
    list(GET Pair 1 Folder)
    cmake_path(ABSOLUTE_PATH ${Folder} BASE_DIRECTORY ${Prefix}
               OUTPUT_VARIABLE Folder)
    file(RELATIVE_PATH RAIIFY_DOCS_FROM_${From} ${Folder} ${Pages})
  endforeach()
endif()
