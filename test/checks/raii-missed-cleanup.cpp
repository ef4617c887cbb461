// RUN: %check_raiify %s raii-missed-cleanup %t -std=c++14,c++20

#include <fcntl.h>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void work();
void work(int);
bool ready();
bool valid(int);
int header(FILE *);

int oneReturn(const char *Path, int Mode) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  if (!valid(Fd)) {
    close(Fd);
    return -2;
  }
  if (Mode == 7)
    return -3;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  work(Fd);
  close(Fd);
  return 0;
}

int stream(const char *Path, bool Quick) {
  FILE *File = fopen(Path, "r");
  if (!File)
    return -1;
  if (header(File) != 3) {
    fclose(File);
    return -2;
  }
  if (Quick) {
    work();
    return 1;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'fclose(File)' that 3 other exits run; this is probably a leak [raii-missed-cleanup]
  }
  if (feof(File)) {
    fclose(File);
    return -3;
  }
  fclose(File);
  return 0;
}

void thrown(size_t Size) {
  void *Block = malloc(Size);
  if (!Block)
    return;
  if (Size == 1) {
    free(Block);
    return;
  }
  if (!ready())
    throw std::runtime_error("not ready");
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'free(Block)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  work();
  free(Block);
}

int deleted(int Count) {
  int *Numbers = new int[Count];
  for (int I = 0; I < Count; ++I) {
    if (!valid(I)) {
      delete[] Numbers;
      return -1;
    }
  }
  if (!ready())
    return -2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'delete[] Numbers' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  delete[] Numbers;
  return 0;
}

// The exit stands inside of the try; the handler and the end release.
int insideTry(const char *Path) {
  int Fd = open(Path, 0);
  try {
    if (ready())
      return 1;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  close(Fd);
  return 0;
}

// The copies disagree: another object of the same name is closed.
int shadowed(const char *Path, bool Other) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (Other) {
    int Fd = open("other", 0);
    work(Fd);
    close(Fd);
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  }
  work(Fd);
  close(Fd);
  return 0;
}

// The copies disagree: one step is missing.
int stepMissing(const char *A, const char *B, bool Way) {
  int In = open(A, 0);
  int Out = open(B, 1);
  if (!valid(3)) {
    close(In);
    close(Out);
    return 1;
  }
  if (Way) {
    close(In);
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Out)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  }
  work();
  close(In);
  close(Out);
  return 0;
}

// The copies disagree: the wrong one twice.
int wrongOne(const char *A, const char *B, bool Way) {
  FILE *In = fopen(A, "r");
  FILE *Out = fopen(B, "w");
  if (!ready()) {
    fclose(In);
    fclose(Out);
    return 1;
  }
  if (Way) {
    fclose(In);
    fclose(In);
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'fclose(Out)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  }
  fclose(In);
  fclose(Out);
  return 0;
}

// Out of the loop whose body acquired it.
int brokenOff(int Count) {
  for (int I = 0; I < Count; ++I) {
    int *P = new int;
    if (valid(I)) {
      delete P;
      continue;
    }
    if (Count == 7)
      break;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: this exit skips the cleanup 'delete P' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
    work(*P);
    delete P;
  }
  return 0;
}

// One of the handlers.
int oneHandler(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const std::logic_error &) {
    close(Fd);
    return 1;
  } catch (const std::runtime_error &) {
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Fd)' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  }
  close(Fd);
  return 0;
}

// One branch of a switch.
int oneCase(const char *Path, int Kind) {
  int Fd = open(Path, 0);
  switch (Kind) {
  case 1:
    close(Fd);
    return 1;
  case 2:
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'close(Fd)' that 3 other exits run; this is probably a leak [raii-missed-cleanup]
  case 3:
    close(Fd);
    return 3;
  }
  close(Fd);
  return 0;
}

// A return out of a macro.
#define RETURN_IF(Condition, Value)                                            \
  if (Condition)                                                               \
  return Value
int inMacro(const char *Path, int Mode) {
  FILE *File = fopen(Path, "r");
  RETURN_IF(!File, 1);
  if (header(File) != 3) {
    fclose(File);
    return 2;
  }
  RETURN_IF(Mode == 7, 3);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this exit skips the cleanup 'fclose(File)' that 2 other exits run; this is probably a leak (in a macro) [raii-missed-cleanup]
  fclose(File);
  return 0;
}
