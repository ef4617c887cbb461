// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();

int main() {
  int *p = new int;
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [entry-function]
