// RUN: not %raiify --quiet %s -- -std=gnu++17 | FileCheck %s

void work();

void assembler(int *p) {
  asm volatile("nop");
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
}
// CHECK: = not rewritten: {{.*}} [not-modelled] (code of the kind GCCAsmStmt)

int statementExpression(int *p) {
  int n = ({ int m = *p; m + 1; });
  try {
    work();
  } catch (...) {
    delete p; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-emulated-finally]
    throw;
  }
  delete p;
  return n;
}
// CHECK: = not rewritten: {{.*}} [not-modelled] (code of the kind StmtExpr)
