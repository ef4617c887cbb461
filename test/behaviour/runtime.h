//===- runtime.h - What generated functions call ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The world of the functions that generate.py writes. Every call adds a line
/// to the trace of the run, and every call that is not noexcept is a point
/// where the driver (runtime.cpp) may throw. All bodies stand in runtime.cpp,
/// so that a reader of the generated file knows no more than the declarations.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_BEHAVIOUR_RUNTIME_H
#define RAIIFY_TEST_BEHAVIOUR_RUNTIME_H

/// What is thrown, besides int. Id tells one thrown object from another; their
/// destructors show in the trace.
struct Base {
  int Id;
  explicit Base(int Id) noexcept : Id(Id) {}
  ~Base();
};
struct Derived : Base {
  explicit Derived(int Id) noexcept : Base(Id) {}
};
struct Other {
  int Id;
  explicit Other(int Id) noexcept : Id(Id) {}
  ~Other();
};
/// No handler names it.
struct Rare {
  int Id;
  explicit Rare(int Id) noexcept : Id(Id) {}
  ~Rare();
};

// Work that may throw. What conditions and numbers come out is decided by the
// variant that the driver runs.
void work(int N);
int compute(int N);
bool ready(int N);
/// True a few times only, for loops.
bool more(int N);

// Work that does not throw.
void step(int N) noexcept;
void mark(int N) noexcept;
int measure(int N) noexcept;
bool probe(int N) noexcept;

// Handles. Opening may throw or give -1.
int open_it(int N);
void close_it(int Handle) noexcept;
int attach_it(int N);
void detach_it(int Handle) noexcept;
int acquire_it(int N);
/// May throw.
void release_it(int Handle);

struct Pair {
  int Handle;
  int Extra;
};
Pair open_pair(int N);

class Mutex {
public:
  explicit Mutex(int Id) : Id(Id) {}
  void lock();
  void unlock() noexcept;

private:
  int Id;
};

class Gate {
public:
  explicit Gate(int Id) : Id(Id) {}
  void open();
  /// May throw.
  void close();

private:
  int Id;
};

class Stack {
public:
  void push(int N);
  void pop() noexcept;

private:
  int Depth = 0;
};

/// An object on the heap. Its memory is not used again within a run, so that
/// even a wrong program does the same each time.
class Node {
public:
  explicit Node(int N);
  ~Node();
  Node(const Node &) = delete;
  Node &operator=(const Node &) = delete;
  void init(int N);
  int size() const noexcept;
  int id() const noexcept { return Id; }
  static void *operator new(decltype(sizeof(0)) Size);
  static void operator delete(void *Memory) noexcept;

private:
  int Id;
};

/// A local whose destructor shows in the trace. Its constructor may throw; what
/// was moved from is silent, so that a copy more or less does not show.
class Noisy {
public:
  explicit Noisy(int N);
  Noisy(Noisy &&From) noexcept;
  ~Noisy();
  int value() const noexcept;

private:
  int Id;
};

/// The same without a constructor that throws.
class Quiet {
public:
  explicit Quiet(int N) noexcept;
  Quiet(const Quiet &) = delete;
  Quiet &operator=(const Quiet &) = delete;
  ~Quiet();
  int value() const noexcept;

private:
  int Id;
};

/// State that shows in every line of the trace.
extern bool g_busy;
extern int g_depth;

/// The same for members: the base of the classes with generated functions.
class Machine {
public:
  Machine() noexcept;
  Machine(const Machine &) = delete;
  Machine &operator=(const Machine &) = delete;
  ~Machine();

protected:
  bool busy = false;
  int depth = 0;
  int state = 0;
  Node *node = nullptr;
  Mutex mutex{90};

private:
  friend void showState();
  Machine *Outer;
};

// For the driver's side of a generated file.
/// What the functions are called with.
int argument();
void returned();
void returned(bool Value);
void returned(int Value);
void returned(Node *Value);
void returned(const Noisy &Value);

struct Entry {
  const char *Name;
  void (*Run)();
};
extern const Entry entries[];
extern const int entry_count;

#endif // RAIIFY_TEST_BEHAVIOUR_RUNTIME_H
