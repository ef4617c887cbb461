// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
bool fatal() noexcept;

void sometimes(int *p) {
  try {
    work();
  } catch (...) {
    if (fatal())
      throw;
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    return;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [conditional-rethrow]
