// RUN: %check_raiify %s raii-emulated-finally %t

#include <exception>
#include <fcntl.h>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <unistd.h>
#include <utility>

void work();
void work(int);
bool ready();
int *next(int *);

// Nothing on the normal way: a rollback.
int *rollback() {
  int *P = new int;
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  return P;
}

// One normal exit lacks it.
int notEveryExit(int *P) {
  try {
    if (ready())
      return 1;
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete P;
  return 0;
}

// One way on behind the try lacks it.
void notEveryWayOn(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  if (ready())
    delete P;
}

// Another object.
void otherOperand(int *P, int *Q) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete Q;
}

// Another object of the same name.
void shadowed(const char *Path) {
  int Fd = open(Path, 0);
  try {
    int Fd = open("other", 0);
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
}

// The same name for another value by then.
void reassigned(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  P = next(P);
  delete P;
}

// The names have changed places by then.
void swapped(int *P, int *Q) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  std::swap(P, Q);
  delete P;
}

// Other arguments.
void send(int, int);
void otherArguments(int A, int B) {
  try {
    work(A);
  } catch (...) {
    send(A, B);
    throw;
  }
  send(B, A);
}

// An object of another member.
struct Pair {
  std::mutex First, Second;
};
void otherMember(Pair &A, Pair &B) {
  A.First.lock();
  B.First.lock();
  try {
    work();
  } catch (...) {
    A.First.unlock();
    throw;
  }
  B.First.unlock();
}

// The opposite value is no repetition.
bool resultFlag() {
  bool Done;
  try {
    work();
    Done = true;
  } catch (...) {
    Done = false;
  }
  return Done;
}

// Both returns say the same; nothing is cleaned up.
int sameResult() {
  try {
    work();
    return 0;
  } catch (...) {
    return 0;
  }
}

// A conversion tried two ways.
int fallback(int X) {
  int Result = 0;
  try {
    Result = *next(&X);
  } catch (...) {
    Result = 0;
  }
  return Result;
}

// Logging is not cleanup, not even when every way does it.
void logged() {
  try {
    work();
  } catch (...) {
    std::cerr << "done" << std::endl;
    throw;
  }
  std::cerr << "done" << std::endl;
}

// Cleaned up by the scope already.
void guarded(std::mutex &M) {
  std::lock_guard<std::mutex> Lock(M);
  try {
    work();
  } catch (...) {
    throw;
  }
}

// What the operand refers to is another object by then.
void behindPointer(int **Slot) {
  try {
    work();
  } catch (...) {
    delete *Slot;
    throw;
  }
  *Slot = next(*Slot);
  delete *Slot;
}

void behindIndex(int **Slots, int I) {
  try {
    work();
  } catch (...) {
    delete Slots[I];
    throw;
  }
  ++I;
  delete Slots[I];
}

// The same name, another overload.
void release(int *);
void release(const void *);
void otherOverload(int *P) {
  try {
    work(*P);
  } catch (...) {
    release(P);
    throw;
  }
  release((const void *)P);
}
