// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

bool isReady(int);

// Both exits compute their value behind the cleanup, so both would have to run
// the guard by hand.
int computed(int kind) {
  int *p = new int(kind);
  if (*p == 1) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-exit-cleanup]
    return isReady(1);
  }
  delete p;
  return isReady(2);
}
// CHECK: = not rewritten: it would take as many calls of a guard as there are copies of the cleanup [no-gain]
