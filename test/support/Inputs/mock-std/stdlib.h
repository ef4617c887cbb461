#pragma clang system_header
#include <cstdlib>
