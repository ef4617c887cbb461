// RUN: %check_raiify %s raii-copied-cleanup %t -std=c++17 \
// RUN:   -config='{CheckOptions: {MinCopies: 2}, HeaderFilterRegex: ".*"}'

#include <fcntl.h>
#include <unistd.h>

void work();

// Hidden here: two are left.
int zero() {
  int fd = open("0", 0);
  try {
    work();
  } catch (...) {
    close(fd); // NOLINT(raii-copied-cleanup): this one is another matter
    throw;
  }
  return fd;
}

int one() {
  int fd = open("1", 0);
  try {
    work();
  } catch (...) {
    close(fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(fd)' is written 2 times in 2 functions; one guard class 'FdCloser' would write it once [raii-copied-cleanup]
    throw;
  }
  return fd;
}

int two() {
  int fd = open("2", 0);
  try {
    work();
  } catch (...) {
    close(fd);
    throw;
  }
  return fd;
}

// Another check's comment hides nothing from this one, but here nobody is left
// to be compared with.
void three() {
  long *p = new long;
  try {
    work();
  } catch (...) {
    delete p; // NOLINT
    throw;
  }
  delete p;
}

void four() {
  long *p = new long;
  try {
    work();
  } catch (...) {
    delete p; // NOLINT(raii-emulated-finally)
    throw;
  }
  delete p;
}
