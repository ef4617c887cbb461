// RUN: not %raiify --quiet %s -- -std=c++98 | FileCheck %s

void work();

void old(int *p) {
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [language-standard]
