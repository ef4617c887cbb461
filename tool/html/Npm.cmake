# Packages of the npm registry, as a lock file names them, and whether the HTML
# report is built with them.

find_program(RAIIFY_NPM NAMES npm)
find_program(RAIIFY_NODE NAMES node nodejs)
mark_as_advanced(RAIIFY_NPM RAIIFY_NODE)

# The oldest Node.js that all packages run on: Debian 12's.
set(RAIIFY_NODE_NEEDED 18)

# Says in Problem what is missing to run npm, or nothing.
function(raiify_find_npm Problem)
  set(${Problem} "" PARENT_SCOPE)
  if(NOT RAIIFY_NPM OR NOT RAIIFY_NODE)
    set(${Problem} "npm and node were not found (Debian: nodejs, npm)"
        PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND ${RAIIFY_NODE} --version
    OUTPUT_VARIABLE Version OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  string(REGEX REPLACE "^v" "" Version "${Version}")
  if(Version VERSION_LESS RAIIFY_NODE_NEEDED)
    set(${Problem} "Node.js ${RAIIFY_NODE_NEEDED} is needed, ${RAIIFY_NODE} is \
'${Version}'" PARENT_SCOPE)
  endif()
endfunction()

# Installs the packages of Source/package-lock.json into Binary/node_modules,
# if they are not there yet, and says in Problem what went wrong, or nothing.
# The source tree stays as it is, and no script of a package is run.
function(raiify_npm_ci Source Binary Problem)
  raiify_find_npm(Missing)
  set(${Problem} "${Missing}" PARENT_SCOPE)
  if(Missing)
    return()
  endif()
  foreach(File package.json package-lock.json .npmrc)
    configure_file(${Source}/${File} ${Binary}/${File} COPYONLY)
  endforeach()
  file(SHA256 ${Source}/package-lock.json Wanted)
  set(Stamp ${Binary}/installed.txt)
  set(Installed "")
  if(EXISTS ${Stamp})
    file(READ ${Stamp} Installed)
  endif()
  if(Installed STREQUAL Wanted)
    return()
  endif()
  execute_process(
    COMMAND ${RAIIFY_NPM} ci --ignore-scripts --prefer-offline --no-audit
            --no-fund --fetch-retries=1 --loglevel=error
    WORKING_DIRECTORY ${Binary} TIMEOUT 300
    RESULT_VARIABLE Result OUTPUT_QUIET ERROR_VARIABLE Errors)
  if(Result EQUAL 0)
    file(WRITE ${Stamp} ${Wanted})
    return()
  endif()
  string(STRIP "${Errors}" Errors)
  set(${Problem} "'npm ci' failed in ${Binary} (${Result}): ${Errors}"
      PARENT_SCOPE)
endfunction()

# Sets RAIIFY_HAVE_HTML to whether the packages that bundle the page of Source
# are there, as the option RAIIFY_HTML asks for.
macro(raiify_decide_html Source Binary)
  set(RAIIFY_HTML AUTO CACHE STRING
      "Build the HTML report, which needs npm: AUTO (where it can be), ON, OFF")
  set_property(CACHE RAIIFY_HTML PROPERTY STRINGS AUTO ON OFF)
  set(RAIIFY_HAVE_HTML OFF)
  if(RAIIFY_HTML STREQUAL "AUTO" OR RAIIFY_HTML)
    raiify_npm_ci(${Source} ${Binary} Problem)
    if(NOT Problem)
      set(RAIIFY_HAVE_HTML ON)
      message(STATUS "HTML report: built")
    elseif(RAIIFY_HTML STREQUAL "AUTO")
      message(STATUS "HTML report: left out: ${Problem}")
    else()
      message(FATAL_ERROR "RAIIFY_HTML is ${RAIIFY_HTML}, but ${Problem}; with \
AUTO or OFF raiify is built without --format=html")
    endif()
  endif()
endmacro()
