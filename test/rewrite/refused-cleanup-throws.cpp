// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
void release(int *p) {
  delete p;
  throw 1;
}

void seenToThrow(int *p) {
  try {
    work();
  } catch (...) {
    release(p); // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  release(p);
}
// CHECK: = not rewritten: {{.*}} [cleanup-throws] ('release()' may throw, {{.*}})
