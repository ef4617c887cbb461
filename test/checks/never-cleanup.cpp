// RUN: %check_raiify %s 'raii-*' %t -std=c++14,c++20
//
// What looks like cleanup and is none: no check says a word. Logging, retries,
// results, the end of the process.

#include <exception>
#include <iostream>
#include <stdexcept>
#include <stdio.h>
#include <stdlib.h>

void work();
void work(int);
void wait();

// --- Logging alone.

struct Logger {
  void error(const char *);
  void log(const char *);
};
Logger &logger();
void logMessage(const char *);

void logsWithStream() {
  try {
    work();
  } catch (...) {
    std::cerr << "work failed" << std::endl;
    throw;
  }
}

void logsWithPrintf() {
  try {
    work();
  } catch (...) {
    fprintf(stderr, "work failed\n");
    throw;
  }
  fprintf(stderr, "work failed\n");
}

void logsWithLogger() {
  try {
    work();
  } catch (const std::exception &) {
    logger().error("work failed");
    throw;
  } catch (...) {
    logger().error("work failed");
    throw;
  }
}

void logsWithFunction() {
  try {
    work();
  } catch (...) {
    logMessage("left");
    throw;
  }
  logMessage("left");
}

int logsBeforeReturns(Logger &L, int X) {
  L.log("entered");
  if (X == 1) {
    L.log("left");
    return 1;
  }
  L.log("left");
  return 0;
}

void syslog(int, const char *, ...);
int logsToSystem(int X) {
  if (X == 1) {
    syslog(1, "left");
    return 1;
  }
  syslog(1, "left");
  return 0;
}

// --- Retry loops.

void retries() {
  for (int Tries = 0;; ++Tries) {
    try {
      work();
      return;
    } catch (const std::exception &) {
      if (Tries == 3)
        throw;
    }
  }
}

void retriesAfterWait() {
  int Left = 3;
  while (true) {
    try {
      work();
      break;
    } catch (...) {
      --Left;
      wait();
      if (Left == 0)
        throw;
    }
  }
}

// --- Result flags.

bool resultFlag() {
  bool Ok = true;
  try {
    work();
  } catch (...) {
    Ok = false;
  }
  return Ok;
}

void resultFlagAndRethrow(bool &Ok) {
  try {
    work();
    Ok = true;
  } catch (...) {
    Ok = false;
    throw;
  }
}

bool resultInSiblings() {
  bool Success = true;
  try {
    work();
  } catch (const std::runtime_error &) {
    Success = false;
  } catch (...) {
    Success = false;
  }
  return Success;
}

int resultBeforeReturns(int X, int &Status) {
  Status = 0;
  if (X == 1) {
    Status = 1;
    return -1;
  }
  if (X == 2) {
    Status = 1;
    return -1;
  }
  return 0;
}

// --- A handler that ends the process.

[[noreturn]] void die(const char *);

void aborts(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    abort();
  }
  delete P;
}

void exits(int *P) {
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    delete P;
    exit(1);
  } catch (...) {
    delete P;
    std::exit(2);
  }
}

void terminates(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    std::terminate();
  }
  delete P;
}

void dies(int *P) {
  try {
    work(*P);
  } catch (...) {
    delete P;
    die("work");
  }
  delete P;
}

static void leave(int *P) {
  delete P;
  exit(3);
}

void exitsInCallee(int *P) {
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    leave(P);
  } catch (...) {
    leave(P);
  }
}
