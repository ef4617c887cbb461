# The Debian package: `cpack -G DEB` in the build folder.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME raiify)
set(CPACK_PACKAGE_VENDOR raiify)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "find repeated C++ cleanup code, turn it into RAII guards")
set(CPACK_PACKAGE_DESCRIPTION
"raiify finds cleanup code that C++ programs repeat around try/catch and on
every exit, and rewrites it into guard objects that write it once. Each rewrite
is proved: every sequence of events on every way out of a function is compared
with what it was.
.
It comes as a command for whole projects and CI, and as a module that
clang-tidy-${LLVM_VERSION_MAJOR} loads. The guards are one header.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
# Debian's components only; the others are for other systems.
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${CMAKE_BINARY_DIR};raiify;Unspecified;/"
  "${CMAKE_BINARY_DIR};raiify;debian;/")

# Debian's own variables name who builds a package.
set(Name "$ENV{DEBFULLNAME}")
set(Mail "$ENV{DEBEMAIL}")
if(NOT Name)
  set(Name raiify)
endif()
if(NOT Mail)
  set(Mail raiify@localhost)
endif()
set(RAIIFY_PACKAGE_CONTACT "${Name} <${Mail}>" CACHE STRING
    "Maintainer of the package, as \"Name <mail>\"")
set(CPACK_PACKAGE_CONTACT ${RAIIFY_PACKAGE_CONTACT})

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# The libraries that the program is linked to, and Clang's own headers.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libclang-common-${LLVM_VERSION_MAJOR}-dev)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS clang-tidy-${LLVM_VERSION_MAJOR})
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, ninja-build, bear")

include(CPack)
