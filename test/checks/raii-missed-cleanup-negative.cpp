// RUN: %check_raiify %s raii-missed-cleanup %t

#include <fcntl.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vector>

void work();
void work(int);
bool ready();
bool valid(int);

struct Widget {
  Widget();
  ~Widget();
  bool init();
};

// Every exit does it.
int complete(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return -1;
  }
  if (!ready()) {
    close(Fd);
    return -2;
  }
  close(Fd);
  return 0;
}

// Nothing was acquired there.
int nullChecked(const char *Path) {
  FILE *File = fopen(Path, "r");
  if (File == nullptr)
    return 1;
  if (!ready()) {
    fclose(File);
    return 2;
  }
  fclose(File);
  return 0;
}

int nullInCondition(size_t Size) {
  void *Block;
  if (!(Block = malloc(Size)))
    return 1;
  if (!ready()) {
    free(Block);
    return 2;
  }
  free(Block);
  return 0;
}

int checkedTogether(size_t Size) {
  void *Block = malloc(Size);
  if (!ready() || !Block)
    return 1;
  if (Size == 3) {
    free(Block);
    return 2;
  }
  free(Block);
  return 0;
}

// The acquisition itself says that it failed.
struct Handle;
int acquire(Handle **);
void release(Handle *);
int failedAcquisition() {
  Handle *H = nullptr;
  if (acquire(&H) != 0)
    return 1;
  if (!ready()) {
    release(H);
    return 2;
  }
  release(H);
  return 0;
}

int failedStatus() {
  Handle *H = nullptr;
  int Status = acquire(&H);
  if (Status != 0)
    return Status;
  if (!ready()) {
    release(H);
    return 2;
  }
  release(H);
  return 0;
}

int failedPipe() {
  int Fds[2];
  if (pipe(Fds) != 0)
    return 1;
  if (!ready()) {
    close(Fds[0]);
    close(Fds[1]);
    return 2;
  }
  close(Fds[0]);
  close(Fds[1]);
  return 0;
}

// Taken only on success.
bool tried(std::mutex &M) {
  if (!M.try_lock())
    return false;
  if (!ready()) {
    M.unlock();
    return false;
  }
  M.unlock();
  return true;
}

// Before it was acquired.
int earlier(const char *Path) {
  if (!ready())
    return 1;
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 2;
  }
  close(Fd);
  return 0;
}

// The exit's own condition says whether there is something to release.
int flagged(const char *Path, bool Wanted) {
  int Fd = -1;
  if (Wanted)
    Fd = open(Path, 0);
  if (Fd == -1)
    return 1;
  if (!ready()) {
    close(Fd);
    return 2;
  }
  close(Fd);
  return 0;
}

// The process ends.
int ended(const char *Path) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (!ready())
    exit(1);
  close(Fd);
  return 0;
}

// Kept for ever, and not local.
int cached(const char *Path) {
  static FILE *File = nullptr;
  if (!File)
    File = fopen(Path, "r");
  if (!ready())
    return 1;
  if (!valid(2)) {
    fclose(File);
    File = nullptr;
    return 2;
  }
  return 0;
}

// The condition says it in other words.
int derived(const char *Path) {
  int Fd = open(Path, 0);
  bool Opened = Fd >= 0;
  if (!Opened)
    return -1;
  if (!ready()) {
    close(Fd);
    return -2;
  }
  close(Fd);
  return 0;
}

int bySwitch(const char *Path) {
  int Fd = open(Path, 0);
  switch (Fd) {
  case -1:
    return 1;
  default:
    break;
  }
  if (!ready()) {
    close(Fd);
    return 2;
  }
  close(Fd);
  return 0;
}

int ownedOnlyThen(FILE *Given, const char *Path) {
  FILE *File = Given;
  bool Own = false;
  if (!File) {
    File = fopen(Path, "r");
    Own = true;
  }
  if (!ready()) {
    if (Own)
      fclose(File);
    return 1;
  }
  if (!Own)
    return 3;
  fclose(File);
  return 0;
}
