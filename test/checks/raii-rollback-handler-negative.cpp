// RUN: %check_raiify %s raii-rollback-handler %t

#include <exception>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <unistd.h>

void work();
void work(int);
void notify();
void adjust(int &);

struct Widget {
  void init();
  void update();
};

// Nothing is known of the callee, and nothing was acquired or set before.
void opaque() {
  try {
    work();
  } catch (...) {
    notify();
    throw;
  }
}

void opaqueMember(Widget &W) {
  try {
    work();
  } catch (...) {
    W.update();
    throw;
  }
}

// Set for the first time in the handler: nothing is undone.
struct State {
  int Error = 0;
  int Level = 0;
};
void newValue(State &S) {
  try {
    work();
  } catch (...) {
    S.Error = 4;
    throw;
  }
}

// Only what went before the try can be undone: this is a count of failures.
void counted(int &Failures) {
  try {
    work();
  } catch (...) {
    ++Failures;
    throw;
  }
}

// The normal way repeats it: emulated finally.
void repeated(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  delete P;
}

// The exception does not go on.
bool swallowed(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    return false;
  }
  return true;
}

// Another exception goes on.
void translated(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw std::runtime_error("other");
  }
}

// Rethrown on one way only.
void sometimes(int *P, bool Again) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    if (Again)
      throw;
  }
}

// Shared by two handlers: a finding of raii-sibling-handlers.
Widget *siblings() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (const std::exception &) {
    delete W;
    throw;
  } catch (...) {
    delete W;
    throw;
  }
  return W;
}

// Only a rethrow.
void bare() {
  try {
    work();
  } catch (...) {
    throw;
  }
}

// An object made in the handler itself.
void ownObject() {
  try {
    work();
  } catch (...) {
    int *Report = new int;
    adjust(*Report);
    delete Report;
    throw;
  }
}

// A resource opened in the handler itself, to report.
void ownDescriptor() {
  try {
    work();
  } catch (...) {
    int Fd = open("log", 0);
    write(Fd, "x", 1);
    close(Fd);
    throw;
  }
}

// Owned already.
void owned() {
  auto P = std::unique_ptr<Widget>(new Widget);
  try {
    P->init();
  } catch (...) {
    P.reset();
    throw;
  }
}

// The normal way has it in its return ...
int inReturn(const char *Path) {
  int Fd = open(Path, 0);
  try {
    work(Fd);
  } catch (...) {
    close(Fd);
    throw;
  }
  return close(Fd);
}

// ... or under another name.
struct Session {
  void open();
  void close();
};
void otherName(Session &S) {
  S.open();
  Session &Same = S;
  try {
    work();
  } catch (...) {
    Same.close();
    throw;
  }
  S.close();
}

// A name for something is not its acquisition.
void borrowed(Session &S) {
  Session &Same = S;
  try {
    work();
  } catch (...) {
    Same.close();
    throw;
  }
}

// A handler that sometimes recovers does not just roll back.
bool recovered();
Widget *mayRecover() {
  Widget *W = new Widget;
  try {
    W->init();
  } catch (...) {
    if (recovered())
      return W;
    delete W;
    throw;
  }
  return W;
}
