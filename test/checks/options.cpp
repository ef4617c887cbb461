// The options change what is found; DEFAULT is what is found without them.
//
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,DEFAULT,NAMES,MACRO
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,DEFAULT,NAMES,MACRO \
// RUN:   -config='{CheckOptions: {MinExits: 2, IgnoreMacros: false}}'
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,NAMES,MACRO \
// RUN:   -config='{CheckOptions: {raii-exit-cleanup.MinExits: 3}}'
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,NAMES,MACRO \
// RUN:   -config='{CheckOptions: {MinExits: 3}}'
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,DEFAULT,NAMES \
// RUN:   -config='{CheckOptions: {IgnoreMacros: true}}'
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -check-suffixes=ALWAYS,DEFAULT,MACRO \
// RUN:   -config='{CheckOptions: {LoggingFunctions: "closeTrace", GuardTypes: "ns::Session;Other"}}'
// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t \
// RUN:   -check-suffixes=ALWAYS,DEFAULT,NAMES,MACRO,RETIRED \
// RUN:   -config='{CheckOptions: {ReleaseFunctions: "other; retire ;ns::Pump::halt"}}'

#include <fcntl.h>
#include <unistd.h>

void work();
void work(int);
bool valid(int);

int always(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
// CHECK-MESSAGES-ALWAYS: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 3 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 1;
  }
  if (!valid(3)) {
    close(Fd);
    return 2;
  }
  close(Fd);
  return 0;
}

int twoExits(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
// CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 1;
  }
  close(Fd);
  return 0;
}

#define CLOSE(X) close(X)
void macro(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    CLOSE(Fd);
// CHECK-MESSAGES-MACRO: :[[@LINE-1]]:5: warning: cleanup 'CLOSE(Fd)' is written 2 times, {{.*}} on all of them (in a macro) [raii-emulated-finally]
    throw;
  }
  CLOSE(Fd);
}

struct Trace;
Trace *openTrace();
void closeTrace(Trace *);
void logging() {
  Trace *T = openTrace();
  try {
    work();
  } catch (...) {
    closeTrace(T);
// CHECK-MESSAGES-NAMES: :[[@LINE-1]]:5: warning: cleanup 'closeTrace(T)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  closeTrace(T);
}

namespace ns {
struct Session {
  void open();
  void close();
};
struct Pump {
  void start();
  void halt();
};
} // namespace ns

void guard(ns::Session &S) {
  S.open();
  try {
    work();
  } catch (...) {
    S.close();
// CHECK-MESSAGES-NAMES: :[[@LINE-1]]:5: warning: cleanup 'S.close()' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  S.close();
}

struct Part;
Part *takePart();
void retire(Part *);
Part *named() {
  Part *P = takePart();
  try {
    work();
  } catch (...) {
    retire(P);
// CHECK-MESSAGES-RETIRED: :[[@LINE-1]]:5: warning: handler only rolls back with 'retire(P)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return P;
}

// The name alone is no ground: nothing was acquired.
void nameAlone(Part *P) {
  try {
    work();
  } catch (...) {
    retire(P);
    throw;
  }
}
