// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
struct raiify {}; // the name of the guards' namespace

void taken(int *p) {
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [does-not-compile] ({{.*}}raiify{{.*}})
