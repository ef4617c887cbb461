// RUN: %check_raiify %s raii-copied-cleanup %t -std=c++14,c++20
// Nothing is reported: no CHECK-MESSAGES stand below.

#include <fcntl.h>
#include <unistd.h>

void work();

// One statement in two functions only.
void closeOne() {
  int fd = open("a", 0);
  try {
    work();
  } catch (...) {
    close(fd);
    throw;
  }
  close(fd);
}

void closeTwo() {
  int fd = open("b", 0);
  try {
    work();
  } catch (...) {
    close(fd);
    throw;
  }
  close(fd);
}

// Classes that are no relatives, or only through a mixin.
struct NonCopyable {
  NonCopyable() = default;
  NonCopyable(const NonCopyable &) = delete;
};
struct A : NonCopyable {
  int I;
};
struct B : NonCopyable {
  int I;
};
struct C {
  int I;
};

template <class T> T *made();

A *makeA() {
  A *p = new A;
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  return p;
}

B *makeB() {
  B *p = new B;
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  return p;
}

C *makeC() {
  C *p = new C;
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  return p;
}

// Three handlers, one function.
void often() {
  long *p = new long;
  try {
    work();
  } catch (...) {
    delete p;
    throw;
  }
  long *q = new long;
  try {
    work();
  } catch (...) {
    delete q;
    throw;
  }
  long *r = new long;
  try {
    work();
  } catch (...) {
    delete r;
    throw;
  }
}

// Members of the same name in classes of their own.
struct One {
  bool busy = false;
  void run();
};
struct Two {
  bool busy = false;
  void run();
};
struct Three {
  bool busy = false;
  void run();
};

void One::run() {
  busy = true;
  try {
    work();
  } catch (...) {
    busy = false;
    throw;
  }
}

void Two::run() {
  busy = true;
  try {
    work();
  } catch (...) {
    busy = false;
    throw;
  }
}

void Three::run() {
  busy = true;
  try {
    work();
  } catch (...) {
    busy = false;
    throw;
  }
}
