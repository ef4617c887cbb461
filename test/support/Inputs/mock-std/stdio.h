#pragma clang system_header
#include <cstdio>
