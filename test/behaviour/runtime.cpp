//===- runtime.cpp - Runs generated functions with injected exceptions ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   PROGRAM                  all functions: a line per run,
//                            "name variant.first.type.second tags calls hash"
//   PROGRAM NAME V F T S     the trace of that one run
//   PROGRAM NAME N=0101 ...  the traces of all runs of one function, each after
//                            "== V.F.T.S", with these answers to the first
//                            calls of ready(N), probe(N) and more(N)
//
// A run is one call of one function. The variant V decides what conditions and
// computed numbers come out. At the F-th point (0: none) an exception of type T
// is thrown, at the S-th (0: none) a second one of the next type, which reaches
// what handlers call.
//
// Tags: B, D, O, i, R for an injected Base, Derived, Other, int, Rare; T for a
// terminated run, X for a crash. Calls: those that an exception was injected
// at, with "+" between them.
//
// A child process does the runs of a function. One that ends in
// std::terminate or in a signal takes the child along, and the next one goes on
// with the next run.
//
//===----------------------------------------------------------------------===//

#include "runtime.h"

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int Variants = 5;
constexpr int Types = 5;
const char *const TypeNames[Types] = {"Base", "Derived", "Other", "int",
                                      "Rare"};
/// How far behind the first exception a second one is tried.
constexpr int SecondReach = 4;
constexpr int MaxRuns = 4000;
constexpr int MaxEvents = 2000;

/// Which run it is, and what the last ones said of how many there are. Shared
/// between the processes.
struct Cursor {
  int Variant, First, Type, Second;
  int CleanPoints, FirstPoints, Runs;
  /// Points hit so far in the run.
  int Points;
};

Cursor *At;
bool Showing = false;
/// What the command line wants ready(N), probe(N) and more(N) to answer, and
/// how many of these answers were given in this run.
constexpr int MaxAsked = 400;
const char *Wanted[MaxAsked];
int Given[MaxAsked];
const char *Name;

char Trace[1 << 17];
size_t TraceSize;
char Output[1 << 16];
size_t OutputSize;
char Tags[16];
char Calls[64];
int Events, Objects, Asked;
Machine *Machines;
alignas(16) char Heap[1 << 14];
size_t HeapSize;

void flush() {
  size_t Done = 0;
  while (Done < OutputSize) {
    ssize_t N = write(1, Output + Done, OutputSize - Done);
    if (N <= 0)
      _exit(3);
    Done += N;
  }
  OutputSize = 0;
}

void add(const char *Format, ...) {
  va_list Args;
  va_start(Args, Format);
  size_t Space = sizeof(Trace) - TraceSize;
  int N = vsnprintf(Trace + TraceSize, Space, Format, Args);
  va_end(Args);
  if (N > 0)
    TraceSize += size_t(N) < Space ? N : Space - 1;
}

void tag(char Tag) {
  size_t N = strlen(Tags);
  if (!strchr(Tags, Tag) && N + 1 < sizeof(Tags))
    Tags[N] = Tag;
}

void endRun() {
  if (Showing) {
    printf("== %d.%d.%d.%d\n", At->Variant, At->First, At->Type, At->Second);
    fwrite(Trace, 1, TraceSize, stdout);
    fflush(stdout);
    return;
  }
  uint64_t Hash = 14695981039346656037u;
  for (size_t I = 0; I != TraceSize; ++I)
    Hash = (Hash ^ static_cast<unsigned char>(Trace[I])) * 1099511628211u;
  if (OutputSize + 256 > sizeof(Output))
    flush();
  OutputSize += sprintf(Output + OutputSize, "%s %d.%d.%d.%d %s %s %016llx\n",
                        Name, At->Variant, At->First, At->Type, At->Second,
                        Tags[0] ? Tags : "-", Calls[0] ? Calls : "-",
                        static_cast<unsigned long long>(Hash));
}

/// Ends the run and this process; the parent starts the next one.
[[noreturn]] void die(const char *How, char Tag) {
  add("%s\n", How);
  tag(Tag);
  endRun();
  flush();
  _exit(77);
}

void onSignal(int Signal) {
  die(Signal == SIGVTALRM ? "endless" : "crash", 'X');
}

/// Numbers that look random and depend on nothing but their operands.
unsigned mix(unsigned A, unsigned B, unsigned C) {
  unsigned H = A * 2654435761u ^ B * 2246822519u ^ C * 3266489917u;
  H ^= H >> 15;
  H *= 2246822519u;
  return H ^ (H >> 13);
}

/// The next answer that the command line wants, or `Otherwise`.
bool answer(int N, bool Otherwise) {
  if (N < 0 || N >= MaxAsked || !Wanted[N] || !Wanted[N][Given[N]])
    return Otherwise;
  return Wanted[N][Given[N]++] == '1';
}

bool answer(int N) {
  int Variant = At->Variant;
  bool Random = mix(Variant, N, Asked++) & 1;
  return answer(N, Variant < 2 ? Variant == 1 : Random);
}

void throwIt(int Type, int Id) {
  tag(TypeNames[Type][0]);
  add("throws %s %d\n", TypeNames[Type], Id);
  switch (Type) {
  case 0:
    throw Base(Id);
  case 1:
    throw Derived(Id);
  case 2:
    throw Other(Id);
  case 4:
    throw Rare(Id);
  default:
    throw Id;
  }
}

} // namespace

bool g_busy;
int g_depth;

void showState() {
  if (g_busy || g_depth)
    add(" g%d,%d", g_busy, g_depth);
  for (Machine *M = Machines; M; M = M->Outer)
    add(" [%d %d %d %d]", M->busy, M->depth, M->state, M->node != nullptr);
  add("\n");
  if (++Events > MaxEvents)
    die("endless", 'X');
}

static void event(const char *What, int N) {
  add("%s(%d)", What, N);
  showState();
}

/// The place of a call where an exception may come out.
static void mayThrow(const char *What, int N) {
  event(What, N);
  int Point = ++At->Points;
  if (Point != At->First && Point != At->Second)
    return;
  size_t Size = strlen(Calls);
  snprintf(Calls + Size, sizeof(Calls) - Size, "%s%s(%d)", Size ? "+" : "",
           What, N);
  throwIt(Point == At->First ? At->Type : (At->Type + 1) % Types, Point);
}

void work(int N) { mayThrow("work", N); }
int compute(int N) {
  mayThrow("compute", N);
  return (N * 7 + At->Variant) % 50;
}
bool ready(int N) {
  mayThrow("ready", N);
  return answer(N);
}
bool more(int N) {
  mayThrow("more", N);
  return answer(N, Asked++ < 3 && At->Variant != 0);
}

void step(int N) noexcept { event("step", N); }
void mark(int N) noexcept { event("mark", N); }
int measure(int N) noexcept {
  event("measure", N);
  return (N * 5 + At->Variant) % 50;
}
bool probe(int N) noexcept {
  event("probe", N);
  return answer(N);
}

/// The number of a new handle; none now and then.
static int newHandle() {
  return At->Variant == 4 && Objects == 0 ? -1 : 100 + Objects++;
}

int open_it(int N) {
  mayThrow("open_it", N);
  return newHandle();
}
void close_it(int Handle) noexcept { event("close_it", Handle); }
int attach_it(int N) {
  mayThrow("attach_it", N);
  return newHandle();
}
void detach_it(int Handle) noexcept { event("detach_it", Handle); }
Pair open_pair(int N) {
  mayThrow("open_pair", N);
  return {newHandle(), N};
}
int acquire_it(int N) {
  mayThrow("acquire_it", N);
  return newHandle();
}
void release_it(int Handle) { mayThrow("release_it", Handle); }

void Mutex::lock() { mayThrow("lock", Id); }
void Mutex::unlock() noexcept { event("unlock", Id); }
void Gate::open() { mayThrow("open", Id); }
void Gate::close() { mayThrow("close", Id); }
void Stack::push(int N) {
  mayThrow("push", N);
  ++Depth;
}
void Stack::pop() noexcept { event("pop", Depth--); }

Node::Node(int N) : Id(200 + Objects++) { mayThrow("Node", N); }
Node::~Node() { event("~Node", Id); }
void Node::init(int N) { mayThrow("init", N); }
int Node::size() const noexcept {
  event("size", Id);
  return Id % 10;
}
void *Node::operator new(decltype(sizeof(0)) Size) {
  if (HeapSize + Size + 16 > sizeof(Heap))
    die("heap", 'X');
  void *Memory = Heap + HeapSize;
  HeapSize += (Size + 15) / 16 * 16;
  return Memory;
}
void Node::operator delete(void *) noexcept {}

Noisy::Noisy(int N) : Id(N) { mayThrow("Noisy", N); }
Noisy::Noisy(Noisy &&From) noexcept : Id(From.Id) { From.Id = -1; }
Noisy::~Noisy() {
  if (Id != -1)
    event("~Noisy", Id);
}
int Noisy::value() const noexcept {
  event("value", Id);
  return Id;
}

Quiet::Quiet(int N) noexcept : Id(N) { event("Quiet", N); }
Quiet::~Quiet() { event("~Quiet", Id); }
int Quiet::value() const noexcept {
  event("value", Id);
  return Id;
}

Base::~Base() { event("~Base", Id); }
Rare::~Rare() { event("~Rare", Id); }
Other::~Other() { event("~Other", Id); }

Machine::Machine() noexcept : Outer(Machines) { Machines = this; }
Machine::~Machine() {
  event("~Machine", depth);
  Machines = Outer;
}

int argument() {
  const int Arguments[Variants] = {3, 0, 11, 40, 22};
  return Arguments[At->Variant];
}
void returned() { event("returned", 0); }
void returned(bool Value) { event("returned bool", Value); }
void returned(int Value) { event("returned int", Value); }
void returned(Node *Value) { event("returned Node", Value ? Value->id() : 0); }
void returned(const Noisy &Value) { event("returned Noisy", Value.value()); }

static void run(const Entry &E) {
  Name = E.Name;
  TraceSize = HeapSize = 0;
  Events = Objects = Asked = 0;
  Machines = nullptr;
  memset(Tags, 0, sizeof(Tags));
  memset(Calls, 0, sizeof(Calls));
  memset(Given, 0, sizeof(Given));
  g_busy = false;
  g_depth = 0;
  At->Points = 0;
  try {
    E.Run();
  } catch (const Derived &X) {
    event("left by Derived", X.Id);
  } catch (const Base &X) {
    event("left by Base", X.Id);
  } catch (const Other &X) {
    event("left by Other", X.Id);
  } catch (const Rare &X) {
    event("left by Rare", X.Id);
  } catch (int X) {
    event("left by int", X);
  }
  endRun();
}

/// Moves on to the next run; false behind the last one. The run without
/// exceptions says how many points there are for a first one, the runs with a
/// first one only how many there are for a second.
static bool advance(Cursor &C) {
  if (C.First == 0)
    C.CleanPoints = C.Points;
  else if (C.Second == 0)
    C.FirstPoints = C.Points;
  int Next = C.Second ? C.Second + 1 : C.First + 1;
  if (C.First && Next <= C.FirstPoints && Next <= C.First + SecondReach) {
    C.Second = Next;
  } else if (C.First && C.Type + 1 < Types) {
    C.Second = 0;
    ++C.Type;
  } else if (C.First < C.CleanPoints) {
    C.Second = C.Type = 0;
    ++C.First;
  } else {
    C.Second = C.Type = C.First = 0;
    ++C.Variant;
  }
  return ++C.Runs < MaxRuns && C.Variant < Variants;
}

static void runAll(const Entry &E) {
  const itimerval Limit = {{0, 0}, {5, 0}};
  memset(At, 0, sizeof(*At));
  for (;;) {
    pid_t Child = fork();
    if (Child < 0)
      _exit(4);
    if (Child == 0) {
      setitimer(ITIMER_VIRTUAL, &Limit, nullptr);
      do
        run(E);
      while (advance(*At));
      flush();
      _exit(0);
    }
    int Status = 0;
    waitpid(Child, &Status, 0);
    if (WIFEXITED(Status) && WEXITSTATUS(Status) == 0)
      return;
    if (!WIFEXITED(Status) || WEXITSTATUS(Status) != 77)
      _exit(5);
    if (!advance(*At))
      return;
  }
}

int main(int Argc, char **Argv) {
  At = static_cast<Cursor *>(mmap(nullptr, sizeof(Cursor),
                                  PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  std::set_terminate([] { die("terminate", 'T'); });
  for (int Signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGVTALRM})
    signal(Signal, onSignal);
  Showing = Argc > 1;
  bool IsOneRun = Argc == 6 && !strchr(Argv[2], '=');
  for (int I = 2; I < Argc && !IsOneRun; ++I) {
    int N = atoi(Argv[I]);
    if (N >= 0 && N < MaxAsked && strchr(Argv[I], '='))
      Wanted[N] = strchr(Argv[I], '=') + 1;
  }
  for (int I = 0; I != entry_count; ++I) {
    if (Showing && strcmp(entries[I].Name, Argv[1]))
      continue;
    if (!IsOneRun) {
      runAll(entries[I]);
      continue;
    }
    *At = Cursor{
        atoi(Argv[2]), atoi(Argv[3]), atoi(Argv[4]), atoi(Argv[5]), 0, 0, 0, 0};
    run(entries[I]);
  }
  return 0;
}
