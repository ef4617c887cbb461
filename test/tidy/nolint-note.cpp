// RUN: %check_raiify %s 'raii-*' %t
//
// A NOLINT comment at a copy does not silence the finding. clang-tidy then
// leaves out the note there and those behind it, and so does raiify.

void work(int);

void otherLine(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete P; // NOLINT
}
// CHECK-NOTES: :[[@LINE-5]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
