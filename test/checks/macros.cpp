// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void work();
void work(int);
bool valid(int);

#define MY_TRY try
#define MY_CATCH_ALL catch (...)
#define MY_RETHROW throw
#define CLOSE(X) close(X)
#define FREE_AND_ZERO(X)                                                       \
  do {                                                                         \
    free(X);                                                                   \
    X = nullptr;                                                               \
  } while (0)

// Macros that spell try and catch.
int spelled(const char *Path) {
  int Fd = open(Path, 0);
  MY_TRY {
    work(Fd);
  }
  MY_CATCH_ALL {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them (in a macro) [raii-emulated-finally]
    MY_RETHROW;
  }
  close(Fd);
  return 0;
}

// Macros that hold a part of it.
#define BEGIN_GUARDED try {
#define END_GUARDED(Block)                                                     \
  }                                                                            \
  catch (...) {                                                                \
    free(Block);                                                               \
    throw;                                                                     \
  }
void *parts(size_t Size) {
  void *Block = malloc(Size);
  BEGIN_GUARDED
  work();
  END_GUARDED(Block)
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: handler only rolls back with '{{.*}}' and rethrows; {{.*}} without the handler (in a macro) [raii-rollback-handler]
  return Block;
}

// All of a finally.
#define FINALLY(Code)                                                          \
  catch (...) {                                                                \
    Code;                                                                      \
    throw;                                                                     \
  }                                                                            \
  Code
void finally(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  }
  FINALLY(close(Fd));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: cleanup '{{.*}}' is written 2 times, {{.*}} on all of them (in a macro) [raii-emulated-finally]
}

// The cleanup is a macro.
int cleanup(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    CLOSE(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'CLOSE(Fd)' is repeated before 2 exits; {{.*}} runs it once (in a macro) [raii-exit-cleanup]
    return -1;
  }
  CLOSE(Fd);
  return 0;
}

void *several(size_t Size) {
  void *Block = malloc(Size);
  try {
    work();
  } catch (...) {
    FREE_AND_ZERO(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'FREE_AND_ZERO(Block)' and rethrows; {{.*}} without the handler (in a macro) [raii-rollback-handler]
    throw;
  }
  return Block;
}

// The macro and what it stands for are the same.
void mixed(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  CLOSE(Fd);
}

// A macro for the other value is not.
#define SECOND Out
int other(int *In, int *Out) {
  if (!valid(*In)) {
    delete In;
    return 1;
  }
  delete SECOND;
  return 0;
}

// Log macros stay silent, whatever they expand to.
struct Stream {
  Stream &operator<<(const char *);
};
Stream &begin(int);
#define LOG_ERROR(Text) begin(3) << Text
void logged() {
  try {
    work();
  } catch (...) {
    LOG_ERROR("failed");
    throw;
  }
  LOG_ERROR("failed");
}
