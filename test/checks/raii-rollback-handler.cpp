// RUN: %check_raiify %s raii-rollback-handler %t -std=c++14,c++20

#include <exception>
#include <fcntl.h>
#include <mutex>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vector>

void work();
void work(int);

struct Widget {
  Widget();
  ~Widget();
  void init();
};

Widget *created() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (...) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete W' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return W;
}

void *blocks(size_t Size) {
  void *Block = malloc(Size);
  try {
    work();
  } catch (const std::exception &) {
    free(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'free(Block)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return Block;
}

int descriptor(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'close(Fd)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return Fd;
}

FILE *stream(const char *Path) {
  FILE *File = fopen(Path, "w");
  try {
    work();
  } catch (...) {
    fclose(File);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'fclose(File)' and 1 more statement and rethrows; {{.*}} without the handler [raii-rollback-handler]
    remove(Path);
    throw;
  }
  return File;
}

struct Machine {
  bool Busy = false;
  int Users = 0;
  std::mutex M;
  std::vector<int> Jobs;
  void start();
  void enter();
  void hold();
  void add(int);
};

// Undo of something set before.
void Machine::start() {
  Busy = true;
  try {
    work();
  } catch (...) {
    Busy = false;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'Busy = false' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

void Machine::enter() {
  ++Users;
  try {
    work();
  } catch (...) {
    --Users;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with '--Users' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

// Release of something taken before.
void Machine::hold() {
  M.lock();
  try {
    work();
  } catch (...) {
    M.unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'M.unlock()' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

void Machine::add(int Job) {
  Jobs.push_back(Job);
  try {
    work(Job);
  } catch (...) {
    Jobs.pop_back();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'Jobs.pop_back()' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

// The old value comes back.
void restored(int &Level) {
  int Saved = Level;
  Level = 3;
  try {
    work();
  } catch (...) {
    Level = Saved;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'Level = Saved' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

// Other spellings of the rethrow.
Widget *rethrowByName() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (std::runtime_error &E) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete W' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw E;
  }
  return W;
}

Widget *rethrowCurrent() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (...) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete W' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    std::rethrow_exception(std::current_exception());
  }
  return W;
}

// Inside of if and loops.
void *inIf(size_t Size) {
  void *Block = Size ? malloc(Size) : nullptr;
  try {
    work();
  } catch (...) {
    if (Block)
      free(Block);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: handler only rolls back with 'if (Block) free(Block){{;?}}' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return Block;
}

Widget **inLoop(int Count) {
  Widget **All = new Widget *[Count];
  int Done = 0;
  try {
    for (; Done < Count; ++Done)
      All[Done] = new Widget;
  } catch (...) {
    while (Done > 0)
      delete All[--Done];
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: handler only rolls back with 'while (Done > 0) delete All[--Done]{{;?}}' and 1 more statement and rethrows; {{.*}} without the handler [raii-rollback-handler]
    delete[] All;
    throw;
  }
  return All;
}

// The cleanup's own exceptions are kept in.
struct Transaction {
  void begin();
  void rollback();
  void commit();
};

void nestedTry(Transaction &T) {
  T.begin();
  try {
    work();
    T.commit();
  } catch (...) {
    try { T.rollback(); } catch (...) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: handler only rolls back with '{{.*}}T.rollback(){{.*}}' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

void transaction(Transaction &T) {
  T.begin();
  try {
    work();
    T.commit();
  } catch (...) {
    T.rollback();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'T.rollback()' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
}

// What the callee does can be seen.
class Owner {
public:
  Owner() : Data(nullptr), More(nullptr) {
    try {
      Data = new int;
      More = new int;
      work();
    } catch (...) {
      cleanUp();
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: handler only rolls back with 'cleanUp()' and rethrows; {{.*}} without the handler [raii-rollback-handler]
      throw;
    }
  }
  ~Owner() { cleanUp(); }

private:
  void cleanUp() {
    delete Data;
    delete More;
  }
  int *Data;
  int *More;
};

static void destroy(Widget *W) { delete W; }

Widget *visibleCallee() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (...) {
    destroy(W);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'destroy(W)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return W;
}

// Two handlers that do different things: each is a site.
void differentHandlers(Machine &A, int *&Out) {
  int *P = new int;
  A.Busy = true;
  try {
    work();
  } catch (const std::runtime_error &) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete P' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  } catch (...) {
    A.Busy = false;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'A.Busy = false' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  Out = P;
}

// The handler does more: the message does not say "only", and what merely
// keeps the books is not quoted.
int Failures;
Widget *alsoCounts() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (...) {
    ++Failures;
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler rolls back with 'delete W' before it rethrows; a guard that is released on success keeps this out of the handler [raii-rollback-handler]
    throw;
  }
  return W;
}
