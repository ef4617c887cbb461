// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

struct Ends {
  int *first, *second;
};
Ends acquire();
void work();

// C++17 has no lambda that captures one.
void binding() {
  auto [first, second] = acquire();
  try {
    work();
  } catch (...) {
    delete first; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete first;
}
// CHECK: = not rewritten: {{.*}} [no-rewrite] (before C++20 a lambda cannot capture a structured binding)
