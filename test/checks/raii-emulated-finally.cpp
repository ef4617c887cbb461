// RUN: %check_raiify %s raii-emulated-finally %t -std=c++14,c++20

#include <exception>
#include <fcntl.h>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>
#include <vector>

void work();
void work(int);
bool ready();
void park();
void powerDown();

struct Connection {
  Connection();
  ~Connection();
  void open();
  void send(int);
  void close();
  Connection &writeLock();
  void lock();
  void unlock();
};

// The copy stands behind the try.
int afterTry(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  close(Fd);
  return 0;
}

// The copy ends the try block.
void endOfTry(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
}

// The handler ends the exception.
bool swallowed(std::mutex &M) {
  M.lock();
  try {
    work();
    M.unlock();
  } catch (...) {
    M.unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'M.unlock()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    return false;
  }
  return true;
}

// Functions that nothing is known of: what counts is that every way out
// repeats them.
void opaqueFunctions() {
  try {
    work();
  } catch (...) {
    park();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'park()' and 1 more statement is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    powerDown();
    throw;
  }
  park();
  powerDown();
}

// Every return out of the try repeats it, not only the end.
int everyReturn(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (ready()) {
      close(Fd);
      return 1;
    }
    work(Fd);
    close(Fd);
    return 0;
  } catch (const std::exception &) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
}

// One way leaves the try by return, the other falls through to the copy.
int returnAndAfter(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (ready()) {
      close(Fd);
      return 1;
    }
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  close(Fd);
  return 0;
}

// The ways on join later than in the next statement.
int notNextStatement(int *P, bool Twice) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  if (Twice) {
    work();
    delete P;
    return 2;
  }
  work();
  delete P;
  return 1;
}

// Out of the try by break and continue.
void jumps(std::mutex &M, int Count) {
  for (int I = 0; I < Count; ++I) {
    M.lock();
    try {
      if (I == 3) {
        M.unlock();
        continue;
      }
      if (ready()) {
        M.unlock();
        break;
      }
      work(I);
      M.unlock();
    } catch (...) {
      M.unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'M.unlock()' is written 4 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
  }
}

struct Machine {
  bool Busy = false;
  int Depth = 0;
  void run();
  void nested();
};

// Undo of what was set before.
void Machine::run() {
  Busy = true;
  try {
    work();
  } catch (...) {
    Busy = false;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Busy = false' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  Busy = false;
}

void Machine::nested() {
  ++Depth;
  try {
    work();
  } catch (...) {
    --Depth;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup '--Depth' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  --Depth;
}

// An inner try of the same shape has its own finding.
void innerAndOuter(Connection &Outer, Connection &Inner) {
  Outer.open();
  try {
    Inner.open();
    try {
      work();
    } catch (...) {
      Inner.close();
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'Inner.close()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
    Inner.close();
  } catch (...) {
    Outer.close();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Outer.close()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  Outer.close();
}

// Every way to the end leads through a label.
int labelled(const char *Path, bool Quick) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  if (Quick)
    goto Out;
  work();
Out:
  close(Fd);
  return 0;
}

// An exception of another kind is a way out as well; the process' end is none.
void thrownBehind(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  if (!ready()) {
    delete P;
    throw std::runtime_error("not ready");
  }
  if (*P == 3)
    exit(1);
  delete P;
}
