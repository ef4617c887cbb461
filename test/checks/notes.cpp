// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t
//
// The words in full, and every note: where the copies stand, what the region
// is, and where to read on.

#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

void work(int);
bool ready();
bool valid(int);

int finally(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (ready()) {
      close(Fd);
      return 1;
    }
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
}
// CHECK-NOTES: :[[@LINE-6]]:5: warning: cleanup 'close(Fd)' is written 3 times, in the handler and again on every normal way out; a scope guard created before the try runs it once on all of them [raii-emulated-finally]
// CHECK-NOTES: :[[@LINE-12]]:7: note: copy before this return
// CHECK-NOTES: :[[@LINE-5]]:3: note: copy on the normal way out, after the try
// CHECK-NOTES: :[[@LINE-16]]:3: note: the cleanup belongs to the region that this try begins; create the guard in front of it
// CHECK-NOTES: :[[@LINE-10]]:5: note: why this matters and what to write instead: {{.*}}docs/checks/raii-emulated-finally.md

void loop(int Count) {
  for (int I = 0; I < Count; ++I) {
    int *P = new int;
    try {
      if (I == 2) {
        delete P;
        continue;
      }
      work(*P);
      delete P;
    } catch (...) {
      delete P;
      throw;
    }
  }
}
// CHECK-NOTES: :[[@LINE-5]]:7: warning: cleanup 'delete P' is written 3 times, in the handler and again on every normal way out; a scope guard created before the try runs it once on all of them [raii-emulated-finally]
// CHECK-NOTES: :[[@LINE-12]]:9: note: copy before this jump out of the region
// CHECK-NOTES: :[[@LINE-9]]:7: note: copy at the end of the try block
// CHECK-NOTES: :[[@LINE-16]]:5: note: the cleanup belongs to the region that this try begins; create the guard in front of it
// CHECK-NOTES: :[[@LINE-9]]:7: note: why this matters and what to write instead: {{.*}}docs/checks/raii-emulated-finally.md

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
// CHECK-NOTES: :[[@LINE-5]]:5: warning: handler only rolls back with 'delete P' and rethrows; a guard that is released on success does this without the handler [raii-rollback-handler]
// CHECK-NOTES: :[[@LINE-9]]:3: note: create the guard in front of this try and release it as the last step that succeeds
// CHECK-NOTES: :[[@LINE-7]]:5: note: why this matters and what to write instead: {{.*}}docs/checks/raii-rollback-handler.md

int *siblings() {
  int *P = new int;
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    delete P;
    return nullptr;
  } catch (...) {
    delete P;
    throw;
  }
  return P;
}
// CHECK-NOTES: :[[@LINE-8]]:5: warning: cleanup 'delete P' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
// CHECK-NOTES: :[[@LINE-6]]:5: note: copy in this handler
// CHECK-NOTES: :[[@LINE-13]]:3: note: the cleanup belongs to the region that this try begins; create the guard in front of it
// CHECK-NOTES: :[[@LINE-11]]:5: note: why this matters and what to write instead: {{.*}}docs/checks/raii-sibling-handlers.md

void exits(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    throw std::runtime_error("not valid");
  }
  if (ready()) {
    close(Fd);
    return;
  }
  work(Fd);
  close(Fd);
}
// CHECK-NOTES: :[[@LINE-10]]:5: warning: cleanup 'close(Fd)' is repeated before 3 exits; a guard or an RAII type created where the resource is acquired runs it once [raii-exit-cleanup]
// CHECK-NOTES: :[[@LINE-7]]:5: note: copy before this return
// CHECK-NOTES: :[[@LINE-4]]:3: note: copy where the region ends
// CHECK-NOTES: :[[@LINE-15]]:3: note: what is cleaned up is acquired or changed here; create the guard behind it
// CHECK-NOTES: :[[@LINE-14]]:5: note: why this matters and what to write instead: {{.*}}docs/checks/raii-exit-cleanup.md
