// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();

template <typename Error> void catches(int *p) {
  try {
    work();
  } catch (const Error &) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [dependent] (the type that a handler catches)
