// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t
//
// Constructors and blocks that are a function's whole body.

#include <stdexcept>
#include <stdlib.h>

void work();
void work(int);
bool ready();

struct Part {
  Part();
  explicit Part(int *);
  ~Part();
};

void finally(int *P) try {
  work(*P);
  delete P;
} catch (...) {
  delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
  throw;
}

int exits(int *P) try {
  if (ready()) {
    delete P;
    return 1;
  }
  work(*P);
  delete P;
  return 0;
} catch (...) {
  delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: cleanup 'delete P' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
  return -1;
}

// Whoever makes one gives the block away; on failure it is freed here.
class Keeper {
public:
  explicit Keeper(int *Raw);
  Keeper(int *Raw, int);
  Keeper(void *Block, long);

private:
  int *Held;
  Part First;
};

Keeper::Keeper(int *Raw) try : Held(Raw), First(Raw) {
  work();
} catch (...) {
  delete Raw;
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: handler only rolls back with 'delete Raw' and rethrows; {{.*}} without the handler [raii-rollback-handler]
  throw;
}

// The end of such a handler rethrows, too.
Keeper::Keeper(int *Raw, int) try : Held(Raw) {
  work();
} catch (...) {
  delete Raw;
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: handler only rolls back with 'delete Raw' and rethrows; {{.*}} without the handler [raii-rollback-handler]
}

Keeper::Keeper(void *Block, long) try : Held(nullptr) {
  work();
} catch (const std::runtime_error &) {
  free(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: cleanup 'free(Block)' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
  throw;
} catch (...) {
  free(Block);
  throw;
}

// Constructors with a try of the usual kind.
class Pair {
public:
  Pair();
  Pair(int);

private:
  void cleanUp();
  int *A = nullptr;
  int *B = nullptr;
};

Pair::Pair() {
  try {
    A = new int;
    B = new int;
  } catch (...) {
    delete A;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete A' and 1 more statement and rethrows; {{.*}} without the handler [raii-rollback-handler]
    delete B;
    throw;
  }
}

Pair::Pair(int X) : A(new int), B(nullptr) {
  try {
    work(X);
  } catch (const std::runtime_error &) {
    cleanUp();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'cleanUp()' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    cleanUp();
    throw;
  }
}

void Pair::cleanUp() {
  delete A;
  delete B;
}

// Translation alone.
class Translating {
public:
  Translating() try : P() {
  } catch (const std::exception &) {
    throw std::logic_error("no part");
  }

private:
  Part P;
};
