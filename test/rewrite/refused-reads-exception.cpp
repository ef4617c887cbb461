// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

#include <exception>

void work();
void release(int *p) noexcept {
  if (std::uncaught_exceptions() == 0)
    delete p;
}

void looks(int *p) {
  try {
    work();
  } catch (...) {
    release(p); // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  release(p);
}
// CHECK: = not rewritten: {{.*}} [reads-exception]
