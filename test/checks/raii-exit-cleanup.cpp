// RUN: %check_raiify %s raii-exit-cleanup %t -std=c++14,c++20

#include <fcntl.h>
#include <mutex>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void work();
void work(int);
bool ready();
bool valid(int);

struct Widget {
  Widget();
  ~Widget();
  bool init();
};

int descriptor(const char *Path) {
  int Fd = open(Path, 0);
  if (Fd < 0)
    return -1;
  if (!valid(Fd)) {
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return -1;
  }
  work(Fd);
  close(Fd);
  return 0;
}

int stream(const char *Path) {
  FILE *File = fopen(Path, "r");
  if (!File)
    return -1;
  char Buffer[16];
  if (fread(Buffer, 1, 16, File) != 16) {
    fclose(File);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'fclose(File)' is repeated before 4 exits; {{.*}} runs it once [raii-exit-cleanup]
    return -2;
  }
  if (Buffer[0] != 'x') {
    fclose(File);
    return -3;
  }
  if (feof(File)) {
    fclose(File);
    return -4;
  }
  fclose(File);
  return 0;
}

// The end of the function is an exit, too.
void fallThrough(size_t Size) {
  void *Block = malloc(Size);
  if (!ready()) {
    free(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'free(Block)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return;
  }
  work();
  free(Block);
}

// Before a throw.
void thrown() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete W' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    throw std::runtime_error("no widget");
  }
  work();
  delete W;
}

// Several resources: one site for the statements that go together.
int together(const char *A, const char *B) {
  int In = open(A, 0);
  int Out = open(B, 1);
  if (!valid(In)) {
    close(In);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(In)' and 1 more statement is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    close(Out);
    return 1;
  }
  work(Out);
  close(In);
  close(Out);
  return 0;
}

// A lock.
class Queue {
public:
  int take() {
    M.lock();
    if (Count == 0) {
      M.unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'M.unlock()' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
      return -1;
    }
    int Result = --Count;
    M.unlock();
    return Result;
  }
  bool drain();

private:
  std::mutex M;
  bool Draining = false;
  int Count = 0;
};

// A flag that is put back.
bool Queue::drain() {
  Draining = true;
  while (Count > 0) {
    if (!ready()) {
      Draining = false;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'Draining = false' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
      return false;
    }
    --Count;
  }
  Draining = false;
  return true;
}

// The region is the loop's body.
void inLoop(int Count) {
  for (int I = 0; I < Count; ++I) {
    Widget *W = new Widget;
    if (!W->init()) {
      delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete W' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
      continue;
    }
    work(I);
    delete W;
  }
}

// The success path hands the object over.
Widget *handedOver() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete W' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return nullptr;
  }
  if (!ready()) {
    delete W;
    return nullptr;
  }
  return W;
}

// In the branches of a switch.
int inSwitch(const char *Path, int Kind) {
  int Fd = open(Path, 0);
  switch (Kind) {
  case 0:
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated before 3 exits; {{.*}} runs it once [raii-exit-cleanup]
    return 0;
  case 1:
    work(Fd);
    close(Fd);
    return 1;
  default:
    close(Fd);
    return 2;
  }
}

// A handler and some exits, but not all: the last one hands it over.
Widget *handlerAndExits() {
  Widget *W = new Widget;
  try {
    work();
  } catch (const std::runtime_error &) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete W' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return nullptr;
  }
  if (!W->init()) {
    delete W;
    return nullptr;
  }
  return W;
}

// Inside of if.
int conditional(size_t Size) {
  void *Block = nullptr;
  if (Size > 8)
    Block = malloc(Size);
  if (!ready()) {
    if (Block)
      free(Block);
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: cleanup 'if (Block) free(Block){{;?}}' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return -1;
  }
  work();
  if (Block)
    free(Block);
  return 0;
}

// A pair of functions of this project.
struct Device;
Device *openDevice(int);
void closeDevice(Device *);
bool probe(Device *);

int device(int Number) {
  Device *D = openDevice(Number);
  if (!probe(D)) {
    closeDevice(D);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'closeDevice(D)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return -1;
  }
  closeDevice(D);
  return 0;
}
