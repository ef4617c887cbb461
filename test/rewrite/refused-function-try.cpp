// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

int acquire();
void work();
extern "C" void free(void *) noexcept;

struct Tape {
  int *head;
  int motor;
  Tape();
};

Tape::Tape() try : head(new int), motor(acquire()) {
  work();
} catch (...) {
  delete head; // CHECK: :[[@LINE]]:3: warning: {{.*}} [raii-rollback-handler]
}
// CHECK: = not rewritten: {{.*}} [function-try]
