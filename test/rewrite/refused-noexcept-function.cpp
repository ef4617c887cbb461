// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();

void ends(int *p) noexcept {
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [noexcept-function]

// No exception leaves: there a guard is as good.
void keeps(int *p) noexcept {
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    return;
  }
  delete p;
}
// CHECK: = rewrite: equivalent
