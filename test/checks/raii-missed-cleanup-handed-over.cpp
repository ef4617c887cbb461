// RUN: %check_raiify %s raii-missed-cleanup %t
//
// The exit without a release handed the object over, or something else
// releases it.

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

// Handed over by the return value.
Widget *returned() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return nullptr;
  }
  if (!ready()) {
    delete W;
    return nullptr;
  }
  return W;
}

// Handed over in a value that holds it.
struct Result {
  Widget *W;
  int Status;
};
Result wrapped() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return {nullptr, 1};
  }
  if (!ready()) {
    delete W;
    return {nullptr, 2};
  }
  return {W, 0};
}

// Stored.
struct Registry {
  Widget *Main = nullptr;
  std::vector<Widget *> All;
  bool add();
  bool append();
};
bool Registry::add() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return false;
  }
  if (!ready()) {
    delete W;
    return false;
  }
  Main = W;
  return true;
}

bool Registry::append() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return false;
  }
  if (!ready()) {
    delete W;
    return false;
  }
  All.push_back(W);
  return true;
}

// Handed to the caller through a parameter.
int parameter(Widget **Out) {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return 1;
  }
  if (!ready()) {
    delete W;
    return 2;
  }
  *Out = W;
  return 0;
}

// Handed to a function that may keep it.
void adopt(Widget *);
int adopted() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return 1;
  }
  if (!ready()) {
    delete W;
    return 2;
  }
  adopt(W);
  return 0;
}

// Handed to a smart pointer.
std::unique_ptr<Widget> owned() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return nullptr;
  }
  if (!ready()) {
    delete W;
    return nullptr;
  }
  return std::unique_ptr<Widget>(W);
}

// Released by its type on the other way.
int byType(size_t Size) {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return 1;
  }
  if (Size == 2) {
    std::unique_ptr<Widget> Owner(W);
    work();
    return 2;
  }
  delete W;
  return 0;
}

// Released through another name.
int alias(const char *Path, bool Way) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (Way) {
    int Same = Fd;
    close(Same);
    return 2;
  }
  close(Fd);
  return 0;
}

int reference(const char *Path, bool Way) {
  int Fd = open(Path, 0);
  int &Same = Fd;
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (Way) {
    close(Same);
    return 2;
  }
  close(Fd);
  return 0;
}

// Released by another function that is given it.
void finish(int Fd);
int otherFunction(const char *Path, bool Way) {
  int Fd = open(Path, 0);
  if (!valid(Fd)) {
    close(Fd);
    return 1;
  }
  if (Way) {
    finish(Fd);
    return 2;
  }
  close(Fd);
  return 0;
}

// Released in the condition.
int inCondition(const char *Path) {
  FILE *File = fopen(Path, "w");
  if (!File)
    return 1;
  if (!ready()) {
    fclose(File);
    return 2;
  }
  if (fputs("x", File) < 0) {
    fclose(File);
    return 3;
  }
  if (fclose(File) != 0)
    return 4;
  return 0;
}

// Somebody else's: only given up on an error.
int borrowed(FILE *File) {
  if (!ready()) {
    fclose(File);
    return 1;
  }
  if (!valid(1)) {
    fclose(File);
    return 2;
  }
  return 0;
}

// Kept by a lambda.
template <typename F> void later(F) {}
int captured() {
  Widget *W = new Widget;
  if (!W->init()) {
    delete W;
    return 1;
  }
  if (!ready()) {
    delete W;
    return 2;
  }
  later([W] { delete W; });
  return 0;
}

// Released in the return.
int inReturn(const char *Path) {
  FILE *File = fopen(Path, "r");
  if (!File)
    return 1;
  if (!ready()) {
    fclose(File);
    return 2;
  }
  if (!valid(3)) {
    fclose(File);
    return 3;
  }
  return fclose(File);
}

// Released at the label that this exit goes to.
int byLabel(const char *Path) {
  int Result = 1;
  int Fd = open(Path, 0);
  if (Fd < 0)
    return 1;
  if (!ready())
    goto Out;
  if (!valid(2)) {
    close(Fd);
    return 2;
  }
  Result = 0;
Out:
  close(Fd);
  return Result;
}
