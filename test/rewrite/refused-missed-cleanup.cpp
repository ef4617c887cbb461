// RUN: not %raiify --quiet %s -- -std=c++17 | FileCheck %s

int acquire();
bool ready(int handle) noexcept;
extern "C" int close(int handle) noexcept;

int leaks(int way) {
  int fd = acquire();
  if (way == 1) {
    close(fd);
    return 1;
  }
  if (way == 2)
    return 2; // CHECK: :[[@LINE]]:5: warning: {{.*}} [raii-missed-cleanup]
  close(fd);
  return 0;
}
// CHECK: = not rewritten: {{.*}} [missed-cleanup]
