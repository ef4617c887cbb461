// RUN: %check_raiify %s raii-sibling-handlers %t -std=c++14,c++20

#include <exception>
#include <fcntl.h>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>

void work();
void work(int);
bool ready();

struct Widget {
  Widget();
  ~Widget();
  void init();
};

Widget *bothRethrow() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (const std::runtime_error &) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete W' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    delete W;
    throw;
  }
  return W;
}

// Each handler has something of its own behind the cleanup ...
Widget *differentEnds() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (const std::runtime_error &) {
    delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete W' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    return nullptr;
  } catch (const std::exception &) {
    delete W;
    throw std::runtime_error("no widget");
  }
  return W;
}

// ... or in front of it.
int differentStarts(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (const std::runtime_error &E) {
    std::cerr << E.what();
    close(Fd);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'close(Fd)' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    std::cerr << "unknown";
    close(Fd);
    throw;
  }
  return Fd;
}

// Three handlers, two of which share it.
void *twoOfThree(size_t Size) {
  void *Block = malloc(Size);
  try {
    work();
  } catch (const std::logic_error &) {
    return nullptr;
  } catch (const std::runtime_error &) {
    free(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'free(Block)' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    free(Block);
    throw;
  }
  return Block;
}

void *allThree(size_t Size) {
  void *Block = malloc(Size);
  try {
    work();
  } catch (const std::logic_error &) {
    free(Block);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'free(Block)' is repeated in 3 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (const std::runtime_error &) {
    free(Block);
    throw;
  } catch (...) {
    free(Block);
    throw;
  }
  return Block;
}

// Several statements.
struct Machine {
  bool Busy = false;
  std::mutex M;
  void start();
};

void Machine::start() {
  M.lock();
  Busy = true;
  try {
    work();
  } catch (const std::exception &) {
    Busy = false;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Busy = false' and 1 more statement is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    M.unlock();
    throw;
  } catch (...) {
    Busy = false;
    M.unlock();
    throw;
  }
}

// In front of further code.
Widget *inLoop(int Count) {
  for (int I = 0; I < Count; ++I) {
    Widget *W = new Widget;
    try {
      W->init();
      return W;
    } catch (const std::runtime_error &) {
      delete W;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete W' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
      continue;
    } catch (...) {
      delete W;
      break;
    }
  }
  return nullptr;
}
