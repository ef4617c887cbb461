// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

#include <setjmp.h>

void work();
jmp_buf place;

void jumps(int *p) {
  if (setjmp(place))
    return;
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [setjmp]
