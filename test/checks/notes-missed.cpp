// RUN: %check_raiify %s raii-missed-cleanup %t

#include <fcntl.h>
#include <unistd.h>

void work(int);
bool ready();
bool valid(int);

int missed(const char *Path, int Mode) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (Mode == 3)
    return 2;
  work(Fd);
  close(Fd);
  return 0;
}
// CHECK-NOTES: :[[@LINE-5]]:5: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
// CHECK-NOTES: :[[@LINE-10]]:5: note: copy before this return
// CHECK-NOTES: :[[@LINE-5]]:3: note: copy before this return
// CHECK-NOTES: :[[@LINE-14]]:3: note: what is not cleaned up is acquired or changed here
// CHECK-NOTES: :[[@LINE-9]]:5: note: why this matters and what to write instead: {{.*}}docs/checks/raii-missed-cleanup.md
