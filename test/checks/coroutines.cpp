// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t -std=c++20

#include <coroutine>
#include <fcntl.h>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

void work(int);
bool valid(int);

Task finally(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(co_await Awaitable());
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  close(Fd);
  co_return;
}

Task finallyInside(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (co_await Awaitable() == 3) {
      close(Fd);
      co_return;
    }
    work(Fd);
    close(Fd);
  } catch (...) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
}

Task rollback(int *&Out) {
  int *P = new int;
  try {
    *P = co_await Awaitable();
  } catch (...) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete P' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  Out = P;
}

Task siblings(int *&Out) {
  int *P = new int;
  try {
    *P = co_await Awaitable();
  } catch (const std::runtime_error &) {
    delete P;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete P' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    delete P;
    co_return;
  }
  Out = P;
}

Task exits(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(co_await Awaitable())) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    co_return;
  }
  work(Fd);
  close(Fd);
}

Task missed(const char *Path, int Mode) {
  int Fd = open(Path, 0);
  if (!valid(co_await Awaitable())) {
    close(Fd);
    co_return;
  }
  if (Mode == 2)
    co_return;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  work(Fd);
  close(Fd);
  co_return;
}

// Nothing to say.
Task plain(std::mutex &M) {
  std::lock_guard<std::mutex> Lock(M);
  try {
    work(co_await Awaitable());
  } catch (...) {
    throw;
  }
}
