// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t
//
// NOLINT comments of every kind, at the finding's own line.

void work(int);

void shown(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete P;
}

void plain(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P; // NOLINT
    throw;
  }
  delete P;
}

void named(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P; // NOLINT(raii-emulated-finally)
    throw;
  }
  delete P;
}

void byGlob(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P; // NOLINT(raii-*): the pool may not be touched here
    throw;
  }
  delete P;
}

void nextLine(int *P) {
  try {
    work(*P);
  } catch (...) {
    // NOLINTNEXTLINE(bugprone-x, raii-emulated-finally)
    delete P;
    throw;
  }
  delete P;
}

// NOLINTBEGIN(raii-emulated-finally)
void block(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete P;
}
// NOLINTEND(raii-emulated-finally)

void otherCheck(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P; // NOLINT(raii-rollback-handler)
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete P;
}
