// Just enough of POSIX for fixtures.
#ifndef MOCK_UNISTD_H
#define MOCK_UNISTD_H
#pragma clang system_header

#include <cstddef>

extern "C" {
typedef long ssize_t;
int close(int Fd);
int dup(int Fd);
int pipe(int Fds[2]);
ssize_t read(int Fd, void *Buffer, size_t Size);
ssize_t write(int Fd, const void *Buffer, size_t Size);
int unlink(const char *Path);
[[noreturn]] void _exit(int Status);
}

#endif // MOCK_UNISTD_H
