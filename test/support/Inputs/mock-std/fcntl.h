// Just enough of POSIX for fixtures.
#ifndef MOCK_FCNTL_H
#define MOCK_FCNTL_H
#pragma clang system_header

extern "C" int open(const char *Path, int Flags, ...);

#endif // MOCK_FCNTL_H
