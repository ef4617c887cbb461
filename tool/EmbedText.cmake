# Writes the text of INPUT to OUTPUT as a C++ string literal.
#
#   cmake -DINPUT=<file> -DOUTPUT=<file> -P EmbedText.cmake

file(READ "${INPUT}" Text)
string(FIND "${Text}" ")raiify\"" Delimiter)
if(NOT Delimiter EQUAL -1)
  message(FATAL_ERROR "${INPUT} holds the delimiter of its own literal")
endif()
file(WRITE "${OUTPUT}" "R\"raiify(${Text})raiify\"\n")
