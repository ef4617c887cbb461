// RUN: %check_raiify %s 'raii-*' %t

#include <fcntl.h>
#include <functional>
#include <stdexcept>
#include <unistd.h>

void work();
void work(int);
bool ready();
bool valid(int);

// Cleanup behind a local lambda.
int hidden(const char *Path) {
  int Fd = open(Path, 0);
  auto Cleanup = [&] { close(Fd); };
  try {
    work(Fd);
  } catch (...) {
    Cleanup();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Cleanup()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  Cleanup();
  return 0;
}

int hiddenExits(const char *Path) {
  int Fd = open(Path, 0);
  auto Fail = [Fd] { close(Fd); };
  if (!valid(Fd)) {
    Fail();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Fail()' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 1;
  }
  if (!ready()) {
    Fail();
    return 2;
  }
  return Fd;
}

int *hiddenRollback() {
  int *P = new int;
  auto Undo = [P]() { delete P; };
  try {
    work(*P);
  } catch (...) {
    Undo();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'Undo()' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return P;
}

// Sites in the body of a lambda.
void inside() {
  auto Run = [](const char *Path) {
    int Fd = open(Path, 0);
    try {
      work(Fd);
    } catch (...) {
      close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
    close(Fd);
  };
  Run("a");
}

std::function<int(const char *)> returned() {
  return [](const char *Path) -> int {
    int Fd = open(Path, 0);
    if (!valid(Fd)) {
      close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'close(Fd)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
      return -1;
    }
    close(Fd);
    return 0;
  };
}

void generic() {
  auto Run = [](auto *Object) {
    try {
      work(*Object);
    } catch (...) {
      delete Object;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete Object' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
    delete Object;
  };
  Run(new int);
  Run(new char);
}

// In a handler of the function around it, with a site of its own.
void nested(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete P;
  auto Run = [](int *Q) {
    try {
      work(*Q);
    } catch (...) {
      delete Q;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete Q' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
      throw;
    }
    delete Q;
  };
  Run(new int);
}

// An exit of the lambda is none of the function.
int notAnExit(const char *Path) {
  int Fd = open(Path, 0);
  auto Check = [&](int X) {
    if (X == 3)
      return false;
    return valid(X);
  };
  work(Check(3));
  close(Fd);
  return 0;
}

// A lambda that logs is no cleanup.
void logs() {
  auto Say = [] { work(); };
  try {
    Say();
  } catch (...) {
    throw;
  }
}
