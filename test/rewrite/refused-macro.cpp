// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
#define RELEASE(p) delete p;

void inMacro(int *p) {
  try {
    work();
  } catch (...) {
    RELEASE(p) // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  RELEASE(p)
}
// CHECK: = not rewritten: {{.*}} [macro] (a macro wrote the cleanup)
