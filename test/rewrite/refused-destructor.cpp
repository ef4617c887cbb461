// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();

struct Tape {
  int *head;
  ~Tape();
};

Tape::~Tape() {
  try {
    work();
  } catch (...) {
    delete head; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete head;
}
// CHECK: = not rewritten: {{.*}} [destructor]

// One that may throw is like any other function.
struct Drum {
  int *head;
  ~Drum() noexcept(false);
};

Drum::~Drum() noexcept(false) {
  try {
    work();
  } catch (...) {
    delete head; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete head;
}
// CHECK: = rewrite: equivalent
