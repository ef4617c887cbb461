// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

// Two exits hand the pointer out and would have to release the guard, and the
// exit that throws would have to run it: three calls in place of two copies.
int *handOut(int kind) {
  int *p = new int;
  if (kind == 1) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-exit-cleanup]
    return nullptr;
  }
  if (kind == 2)
    return p;
  if (kind == 3) {
    delete p;
    throw 1;
  }
  return p;
}
// CHECK: = not rewritten: it would take more calls of a guard than there are copies of the cleanup [no-gain]
