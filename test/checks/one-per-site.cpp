// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t
//
// A site has one finding, however many checks might claim it.

#include <fcntl.h>
#include <stdexcept>
#include <stdio.h>
#include <unistd.h>

void work(int);
bool ready();
bool valid(int);

// Rollback twice over: shared by the handlers.
int *siblingsNotRollback() {
  int *P = new int;
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    delete P;
    throw;
  }
  return P;
}

// Shared by the handlers and on the normal way.
int finallyNotSiblings(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const std::runtime_error &) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    return -1;
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
}

// In the handler and before two exits: still the try's finding.
int finallyNotExits(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    return -1;
  }
  if (ready()) {
    close(Fd);
    return 1;
  }
  close(Fd);
  return 0;
}

// Nothing on the normal way.
int *rollback() {
  int *P = new int;
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete P' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return P;
}

// No try at all.
int exits(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return -1;
  }
  close(Fd);
  return 0;
}

// Two sites in one function that have nothing to do with each other.
int twoSites(const char *A, const char *B) {
  int In = open(A, 0);
  try {
    work(In);
  } catch (...) {
    close(In);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(In)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  close(In);
  int Out = open(B, 0);
  try {
    work(Out);
  } catch (...) {
    close(Out);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Out)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  close(Out);
  return 0;
}

// An if with its statement is one cleanup, not two.
int oneStatement(const char *Path, bool Wanted) {
  FILE *File = nullptr;
  if (Wanted)
    File = fopen(Path, "r");
  if (!ready()) {
    if (File)
      fclose(File);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'if (File) fclose(File){{;?}}' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 1;
  }
  if (File)
    fclose(File);
  return 0;
}

// No site inside of a site.
int oneSite(FILE *Given, const char *Path) {
  FILE *File = Given;
  bool Own = false;
  if (!File) {
    File = fopen(Path, "r");
    Own = true;
  }
  if (!ready()) {
    if (Own)
      fclose(File);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'if (Own) fclose(File){{;?}}' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 1;
  }
  work(2);
  if (Own)
    fclose(File);
  return 0;
}

// A missed cleanup, not a rollback as well.
void shadowed() {
  int *P = nullptr;
  try {
    int *P = new int;
    work(*P);
    delete P;
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the cleanup 'delete P' here releases another variable {{.*}} leaked here [raii-missed-cleanup]
    throw;
  }
}
