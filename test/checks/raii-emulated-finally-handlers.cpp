// RUN: %check_raiify %s raii-emulated-finally %t -std=c++14,c++20
//
// What handlers look like, and what counts as the same statement.

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

// The handler does more behind the cleanup ...
int prefix(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    std::cerr << "failed" << std::endl;
    return -1;
  }
  delete P;
  return 0;
}

// ... or in front of it ...
void suffix(int *P) {
  try {
    work(*P);
  } catch (const std::exception &E) {
    std::cerr << E.what();
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete P;
}

// ... or throws something else in the end.
void translated(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw std::runtime_error("no work");
  }
  delete P;
}

// Other spellings of the rethrow.
void rethrowByName(int *P) {
  try {
    work(*P);
  } catch (std::exception &E) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw E;
  }
  delete P;
}

void rethrowCurrent(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    std::rethrow_exception(std::current_exception());
  }
  delete P;
}

// Cleanup inside of if and loops.
void cleanupInIf(void *Block) {
  try {
    work();
  } catch (...) {
    if (Block)
      free(Block);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'if (Block) free(Block){{;?}}' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  if (Block)
    free(Block);
}

void cleanupInLoop(std::vector<int *> &Items) {
  try {
    work();
  } catch (...) {
    for (int *Item : Items)
      delete Item;
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'for (int *Item : Items) delete Item{{;?}}' and 1 more statement is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    Items.clear();
    throw;
  }
  for (int *Item : Items)
    delete Item;
  Items.clear();
}

// Comments are not quoted.
void cleanupWithComment(void *Block) {
  try {
    work();
  } catch (...) {
    if (Block) // it may be null
      free(Block);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'if (Block) free(Block){{;?}}' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  if (Block)
    free(/* whole */ Block);
}

// A chain of calls.
void chained(Connection &C) {
  C.writeLock().lock();
  try {
    work();
  } catch (...) {
    C.writeLock().unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'C.writeLock().unlock()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  C.writeLock().unlock();
}

// The same statement in two handlers and on the normal way: one site.
void twoHandlers(Connection &C) {
  C.open();
  try {
    C.send(1);
  } catch (const std::runtime_error &) {
    C.close();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'C.close()' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  } catch (...) {
    C.close();
    throw;
  }
  C.close();
}

// The handler guards the cleanup against its own exceptions.
void nestedTry(Connection &C) {
  C.open();
  try {
    C.send(1);
  } catch (...) {
    try { C.close(); } catch (...) {}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: cleanup '{{.*}}C.close(){{.*}}' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  try { C.close(); } catch (...) {}
}

// Parentheses and casts change nothing.
void sameMeaning(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete (P);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete (P)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete P;
}

class Holder {
public:
  Holder() : Data(new int) {
    try {
      work(*Data);
    } catch (...) {
      delete this->Data;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete this->Data' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
    delete Data;
  }

private:
  int *Data;
};

// The same function under several names.
namespace hardware {
inline namespace v1 {
void parkAt(int);
}
} // namespace hardware
void otherSpelling(int X) {
  using hardware::parkAt;
  try {
    work(X);
  } catch (...) {
    hardware::v1::parkAt(X);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'hardware::v1::parkAt(X)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  parkAt(X);
}
