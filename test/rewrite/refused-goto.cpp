// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
bool again() noexcept;

void jumps(int *p) {
retry:
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
  if (again())
    goto retry;
}
// CHECK: = not rewritten: {{.*}} [goto]
