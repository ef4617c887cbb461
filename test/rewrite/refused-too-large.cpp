// RUN: not %raiify --quiet %s -- -std=c++17 -I %guard_include | FileCheck %s

#include "raiify/scope_guard.hpp"

void work();
void note(int) noexcept;
#define GUARD(n) raiify::scope_exit guard##n([&] { note(n); });
#define GUARDS(n)                                                              \
  GUARD(n##0) GUARD(n##1) GUARD(n##2) GUARD(n##3) GUARD(n##4) GUARD(n##5)      \
  GUARD(n##6) GUARD(n##7)

// The judge follows 60 guards at most.
void many(int *p) {
  GUARDS(1) GUARDS(2) GUARDS(3) GUARDS(4) GUARDS(5) GUARDS(6) GUARDS(7)
  GUARDS(8)
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [too-large]
