// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

void work();
void log(const char *text) noexcept;

void conditional(int *p) {
  try {
    work();
#ifdef QUICK
    return;
#endif
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [preprocessor] (an exit between '#if' and '#endif')

void inHandler(int *p) {
  try {
    work();
  } catch (...) {
#ifndef QUIET
    log("failed");
#endif
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [preprocessor]
