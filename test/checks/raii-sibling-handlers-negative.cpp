// RUN: %check_raiify %s raii-sibling-handlers %t

#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <stdlib.h>

void work();
void work(int);

// One handler only.
int *single() {
  int *P = new int;
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  return P;
}

// The normal way has it, too: emulated finally.
void onNormalWay(int *P) {
  try {
    work(*P);
  } catch (const std::exception &) {
    delete P;
    throw;
  } catch (...) {
    delete P;
    throw;
  }
  delete P;
}

// Different objects.
void differentObjects(int *P, int *Q) {
  try {
    work();
  } catch (const std::exception &) {
    delete P;
    throw;
  } catch (...) {
    delete Q;
    throw;
  }
}

// Two tries, one handler each.
void twoTries(int *&P, int *&Q) {
  P = new int;
  try {
    work(*P);
  } catch (...) {
    delete P;
    throw;
  }
  Q = new int;
  try {
    work(*Q);
  } catch (...) {
    delete Q;
    throw;
  }
}

// The same log line in both.
void logged() {
  try {
    work();
  } catch (const std::exception &) {
    std::cerr << "failed" << std::endl;
    throw;
  } catch (...) {
    std::cerr << "failed" << std::endl;
    throw;
  }
}

// The same result in both.
bool results(bool &Ok) {
  Ok = true;
  try {
    work();
  } catch (const std::exception &) {
    Ok = false;
    return false;
  } catch (...) {
    Ok = false;
    return false;
  }
  return true;
}

int sameReturn() {
  try {
    work();
  } catch (const std::exception &) {
    return -1;
  } catch (...) {
    return -1;
  }
  return 0;
}

// Both translate.
void translated() {
  try {
    work();
  } catch (const std::logic_error &) {
    throw std::runtime_error("x");
  } catch (...) {
    throw std::runtime_error("x");
  }
}

// Both end the process.
void ended(int *P) {
  try {
    work();
  } catch (const std::exception &) {
    delete P;
    abort();
  } catch (...) {
    delete P;
    abort();
  }
}

// Both hand the exception on.
void stored(std::exception_ptr &Out) {
  try {
    work();
  } catch (const std::exception &) {
    Out = std::current_exception();
  } catch (...) {
    Out = std::current_exception();
  }
}

// Owned already.
void owned() {
  std::unique_ptr<int> P(new int);
  try {
    work(*P);
  } catch (const std::exception &) {
    P.reset();
    throw;
  } catch (...) {
    P.reset();
    throw;
  }
}

// A result flag on a member.
struct Validator {
  bool Failed = false;
  void run() {
    Failed = false;
    try {
      work();
    } catch (const std::logic_error &) {
      Failed = true;
      throw;
    } catch (...) {
      Failed = true;
      throw;
    }
  }
};
