// RUN: %check_raiify %s raii-exit-cleanup %t

#include <fcntl.h>
#include <iostream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>
#include <string>
#include <unistd.h>
#include <vector>

void work();
void work(int);
bool ready();
bool valid(int);
int *make();
void consume(int *);

// Written once.
int once(const char *Path) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  work(Fd);
  close(Fd);
  return 0;
}

// One exit of the C idiom: written once, reached from everywhere.
int labelled(const char *Path) {
  int Result = -1;
  int Fd = open(Path, 0);
  if (!valid(Fd))
    goto Out;
  work(Fd);
  Result = 0;
Out:
  close(Fd);
  return Result;
}

// Different objects.
int different(const char *A, const char *B) {
  int In = open(A, 0);
  if (!valid(In)) {
    close(In);
    return 1;
  }
  int Moved = dup(In);
  int Out = open(B, 1);
  work(Moved);
  close(Out);
  return In;
}

// The same name, another value.
int reassigned(const char *A, const char *B) {
  int Fd = open(A, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  work(dup(Fd));
  Fd = open(B, 0);
  close(Fd);
  return 0;
}

// Log lines.
int logged(int X) {
  if (X == 1) {
    std::cerr << "no" << std::endl;
    return 1;
  }
  if (X == 2) {
    std::cerr << "no" << std::endl;
    return 2;
  }
  printf("done\n");
  return 0;
}

// Results.
bool results(int X, int *Error) {
  if (X == 1) {
    *Error = 7;
    return false;
  }
  if (X == 2) {
    *Error = 7;
    return false;
  }
  return true;
}

bool flags(int X) {
  bool Ok = true;
  for (int I = 0; I < X; ++I) {
    if (!valid(I)) {
      Ok = false;
      break;
    }
    if (!ready()) {
      Ok = false;
      break;
    }
  }
  return Ok;
}

// Ordinary work that happens to stand before two returns.
int sameWork(int X) {
  if (X == 1) {
    work();
    return 1;
  }
  work();
  return 0;
}

void collected(std::vector<int> &Out, int X) {
  if (X == 1) {
    Out.push_back(0);
    return;
  }
  Out.push_back(0);
}

// A container that is emptied, not released: it was never acquired here.
bool parsed(std::string &Out, int X) {
  if (X == 1) {
    Out.clear();
    return false;
  }
  if (X == 2) {
    Out.clear();
    return false;
  }
  return true;
}

// Guards.
int guarded(std::mutex &M) {
  std::unique_lock<std::mutex> Lock(M);
  if (!ready()) {
    Lock.unlock();
    return 1;
  }
  Lock.unlock();
  return 0;
}

int smart() {
  std::unique_ptr<int> P(make());
  if (!ready()) {
    P.reset();
    return 1;
  }
  P.reset();
  return 0;
}

// Each branch has a resource of its own.
int ownResources(const char *Path, bool Way) {
  if (Way) {
    int Fd = open(Path, 0);
    work(Fd);
    close(Fd);
    return 0;
  }
  int Fd = open(Path, 1);
  work(Fd);
  close(Fd);
  return 1;
}

// Handed over on each way.
void handed(bool Way) {
  int *P = make();
  if (Way) {
    consume(P);
    return;
  }
  consume(P);
}

// The handler's copy and the only normal one: raii-emulated-finally says it.
void finally(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete P;
}

// Handlers alone: raii-sibling-handlers says it.
int *handlers() {
  int *P = new int;
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    delete P;
    return nullptr;
  } catch (...) {
    delete P;
    return nullptr;
  }
  return P;
}

// Another element by then.
int otherElement(int **Slots, int I) {
  Slots[I] = make();
  if (!ready()) {
    delete Slots[I];
    return 1;
  }
  ++I;
  delete Slots[I];
  return 0;
}

// More of the same, not the undoing of it.
void appended(std::vector<int> &Out, int X) {
  Out.push_back(X);
  if (X == 1) {
    Out.push_back(2);
    return;
  }
  Out.push_back(2);
}

// The next element of a loop.
struct Node {
  Node *Next;
  int Value;
};
void walked(Node *N) {
  while (N) {
    if (N->Value == 2) {
      N = N->Next;
      continue;
    }
    work(N->Value);
    N = N->Next;
  }
}

// The next state.
struct Machine {
  int State;
  void step(int X) {
    if (X == 1) {
      State = 2;
      return;
    }
    if (X == 3) {
      work();
      State = 2;
      return;
    }
    State = 4;
  }
};

// A flag that is set under a condition is a result.
struct Locker {
  bool Writing = false;
  bool lock(bool Write) {
    Writing = false;
    if (valid(1)) {
      if (Write)
        Writing = true;
      return true;
    }
    if (valid(2)) {
      if (Write)
        Writing = true;
      return true;
    }
    return false;
  }
};

// A local object that cleans up after itself, closed early.
struct Stream {
  explicit Stream(int);
  ~Stream();
  void close();
  void put(int);
};
int streams(int Fd) {
  Stream Out(Fd);
  if (!valid(Fd)) {
    Out.put(1);
    Out.close();
    return 1;
  }
  Out.put(2);
  Out.close();
  return 0;
}

void copyTo(Stream &);
int filledStreams(int Fd) {
  Stream Out(Fd);
  if (!valid(Fd)) {
    copyTo(Out);
    Out.close();
    return 1;
  }
  copyTo(Out);
  Out.close();
  return 0;
}

// A member that is replaced, not cleaned up.
struct Mask {
  int *Region = nullptr;
  void apply(int *New) {
    if (!New) {
      delete Region;
      Region = nullptr;
      return;
    }
    delete Region;
    Region = New;
  }
};
