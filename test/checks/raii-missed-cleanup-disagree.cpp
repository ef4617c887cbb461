// RUN: %check_raiify %s raii-missed-cleanup %t
//
// A handler and the normal way out that clean up almost alike.

#include <cstdlib>

extern "C" void touch(char *);
void use(char *);
void use2(char *, char *);
void other();

void stepMissingInHandler() {
  char *A = (char *)malloc(1);
  char *B = (char *)malloc(2);
  try {
    use2(A, B);
  } catch (...) {
    free(A);
    throw;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'free(B)' that 1 other exit runs; this is probably a leak [raii-missed-cleanup]
  }
  free(A);
  free(B);
}

void stepMissingOnNormalExit() {
  char *A = (char *)malloc(1);
  char *B = (char *)malloc(2);
  try {
    touch(B);
    other();
  } catch (...) {
    free(A);
    free(B);
    throw;
  }
  free(A);
}
// CHECK-MESSAGES: :[[@LINE-1]]:1: warning: this exit skips the cleanup 'free(B)' that 1 other exit runs; this is probably a leak [raii-missed-cleanup]

void shadowed() {
  char *Text = nullptr;
  try {
    char *Text = new char[3];
    use(Text);
    delete[] Text;
  } catch (...) {
    delete[] Text;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the cleanup 'delete[] Text' here releases another variable than the copy on the normal way out, which has the same name; {{.*}} leaked here [raii-missed-cleanup]
    throw;
  }
}

//===-- Silent -----------------------------------------------------------===//

// The function may keep B when it succeeds.
void maybeKept() {
  char *A = (char *)malloc(1);
  char *B = (char *)malloc(2);
  try {
    use2(A, B);
    other();
  } catch (...) {
    free(A);
    free(B);
    throw;
  }
  free(A);
}

char *handedOver() {
  char *A = (char *)malloc(1);
  char *B = (char *)malloc(2);
  try {
    other();
  } catch (...) {
    free(A);
    free(B);
    throw;
  }
  free(A);
  return B;
}

// What the normal way out releases in addition is acquired after the try.
void acquiredLater() {
  char *A = (char *)malloc(1);
  char *B;
  try {
    other();
  } catch (...) {
    free(A);
    throw;
  }
  B = (char *)malloc(2);
  use(B);
  free(A);
  free(B);
}

// The handler gives B to somebody else.
void handlerKeeps() {
  char *A = (char *)malloc(1);
  char *B = (char *)malloc(2);
  try {
    other();
  } catch (...) {
    free(A);
    use(B);
    throw;
  }
  free(A);
  free(B);
}
