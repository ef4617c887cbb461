// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();

// Gone as soon as the header is included.
#ifndef RAIIFY_SCOPE_GUARD_HPP
void here(int *p) {
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
#endif
// CHECK: = not rewritten: {{.*}} [no-reparse]
