// RUN: %check_raiify %s raii-copied-cleanup %t -std=c++14,c++20

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void work();
void work(int);

struct Parser {
  int Position;
};
struct TimeParser : Parser {};
struct FieldParser : Parser {};

// One family, three names of types, one class for all.
void parseTime() {
  TimeParser *thisParser = new TimeParser;
  try {
    work();
  } catch (...) {
    delete thisParser;
// CHECK-NOTES: :[[@LINE-1]]:5: warning: cleanup 'delete thisParser' is written 5 times in 3 functions; one guard class 'ParserDeleter' would write it once [raii-copied-cleanup]
// CHECK-NOTES: :[[@LINE+3]]:3: note: copy on the normal way out, after the try, in 'parseTime'
    throw;
  }
  delete thisParser;
}

void parseField() {
  FieldParser *fieldParser = new FieldParser;
  try {
    work();
  } catch (...) {
    if (fieldParser)
// CHECK-NOTES: :[[@LINE-1]]:5: note: copy in this handler, in 'parseField'
// CHECK-NOTES: :[[@LINE+4]]:3: note: copy on the normal way out, after the try, in 'parseField'
      delete fieldParser;
    throw;
  }
  delete fieldParser;
}

Parser *parse() {
  Parser *parser = new Parser;
  try {
    work();
  } catch (...) {
    delete parser;
// CHECK-NOTES: :[[@LINE-1]]:5: note: copy in this handler, in 'parse'
// CHECK-NOTES: :[[@LINE-29]]:5: note: why this matters {{.*}}raii-copied-cleanup.md
    throw;
  }
  return parser;
}

// Two statements take two functions; members of other objects of the class.
class Server {
public:
  void run();
  void poll();

private:
  bool running = false;
  int socket = -1;
};

void Server::run() {
  socket = open("a", 0);
  running = true;
  try {
    work();
  } catch (...) {
    running = false;
// CHECK-NOTES: :[[@LINE-1]]:5: warning: cleanup 'running = false' and 1 more statement is written 3 times in 2 functions; one guard class 'RunningFlagReset' would write it once [raii-copied-cleanup]
// CHECK-NOTES: :[[@LINE+4]]:3: note: copy on the normal way out, after the try, in 'Server::run'
    close(socket);
    throw;
  }
  running = false;
  close(socket);
}

void Server::poll() {
  socket = open("b", 0);
  this->running = true;
  try {
    work();
  } catch (...) {
    this->running = false;
// CHECK-NOTES: :[[@LINE-1]]:5: note: copy in this handler, in 'Server::poll'
// CHECK-NOTES: :[[@LINE-18]]:5: note: why this matters {{.*}}raii-copied-cleanup.md
    ::close(socket);
    throw;
  }
}

// Exits count as well, and what cannot have a class is told of, too.
#define DROP(p) free(p)

int first() {
  void *memory = malloc(1);
  if (!memory)
    return 1;
  work();
  if (work(1), memory == nullptr) {
    DROP(memory);
// CHECK-NOTES: :[[@LINE-1]]:5: warning: cleanup 'DROP(memory)' is written 6 times in 3 functions; one guard class would write it once [raii-copied-cleanup]
// CHECK-NOTES: :[[@LINE+3]]:3: note: copy before this return, in 'first'
    return 2;
  }
  DROP(memory);
  return 0;
}

int second() {
  void *memory = malloc(2);
  work();
  if (memory == nullptr) {
    DROP(memory);
// CHECK-NOTES: :[[@LINE-1]]:5: note: copy before this return, in 'second'
// CHECK-NOTES: :[[@LINE+3]]:3: note: copy before this return, in 'second'
    return 2;
  }
  DROP(memory);
  return 0;
}

int third() {
  void *memory = malloc(3);
  work();
  if (memory == nullptr) {
    DROP(memory);
// CHECK-NOTES: :[[@LINE-1]]:5: note: copy before this return, in 'third'
// CHECK-NOTES: :[[@LINE+4]]:3: note: copy before this return, in 'third'
// CHECK-NOTES: :[[@LINE-29]]:5: note: why this matters {{.*}}raii-copied-cleanup.md
    return 2;
  }
  DROP(memory);
  return 0;
}
