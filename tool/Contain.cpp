//===- Contain.cpp - Work that may go wrong -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A crash is a signal that LLVM's CrashRecoveryContext jumps out of. It knows
// nothing of stacks that are used up: for these the handler needs a stack of
// its own, on every thread that may run into that.
//
//===----------------------------------------------------------------------===//

#include "Contain.h"

#include "Interrupt.h"

#include "clang/AST/Stmt.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/Compiler.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>

#include <pthread.h>
#include <signal.h>

namespace raiify {

using Clock = std::chrono::steady_clock;

/// Stack of a thread that parses. Clang is content with DesiredStackSize; the
/// engine follows deep expressions too.
static constexpr unsigned StackSize = 9 * clang::DesiredStackSize;

/// How long after its time work may yet come to an end before nobody waits for
/// it any more.
static constexpr TimeLimit Grace = std::chrono::milliseconds(500);

/// CrashRecoveryContext::RetCode of work that ended in checkTime: no signal.
static constexpr int OutOfTimeCode = 1;

static std::atomic<bool> LeftBehind = false;

namespace {

/// One piece of work. Its thread and whoever waits for it share it, and none of
/// them destroys it unless the work is done.
struct Piece {
  Piece(std::function<void()> Work, TimeLimit Limit)
      : Work(std::move(Work)), HasLimit(Limit.count() != 0),
        End(Clock::now() + Limit) {}

  std::function<void()> Work;
  bool HasLimit;
  Clock::time_point End;

  std::mutex Lock;
  std::condition_variable Over;
  bool IsOver = false;
  Ending Result;
};

/// A stack for the thread's signal handlers.
class HandlerStack {
public:
  HandlerStack() : Memory(new char[Size]) {
    stack_t Stack = {};
    Stack.ss_sp = Memory.get();
    Stack.ss_size = Size;
    IsSet = ::sigaltstack(&Stack, &Before) == 0;
  }
  ~HandlerStack() {
    if (IsSet)
      ::sigaltstack(&Before, nullptr);
  }

private:
  static constexpr std::size_t Size = 64 << 10;
  std::unique_ptr<char[]> Memory;
  stack_t Before = {};
  bool IsSet = false;
};

} // namespace

/// The work that the thread is at.
static thread_local Piece *Current = nullptr;

//===----------------------------------------------------------------------===//
// Crashes
//===----------------------------------------------------------------------===//

/// A fatal error would end the process. Here it is a crash like others.
static void onFatalError(void *, const char *Reason, bool) {
  if (Current) {
    Current->Result.Reason = Reason;
    std::abort();
  }
  llvm::errs() << "raiify: error: " << Reason << '\n';
  exitAtOnce(/*Status=*/3);
}

/// Lets the handlers of LLVM run on the stack that is there for them.
static void useHandlerStacks() {
  for (int Signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP}) {
    struct sigaction Action;
    if (::sigaction(Signal, nullptr, &Action) != 0)
      continue;
    Action.sa_flags |= SA_ONSTACK;
    ::sigaction(Signal, &Action, nullptr);
  }
}

/// Clang fills its table of these names when it is first asked for one, and
/// tells other threads that it is filled before it is.
static void fillStmtClassNames() {
  (void)clang::NullStmt(clang::SourceLocation()).getStmtClassName();
}

static void prepareProcess() {
  static std::once_flag Once;
  std::call_once(Once, [] {
    fillStmtClassNames();
    llvm::CrashRecoveryContext::Enable();
    useHandlerStacks();
    llvm::install_fatal_error_handler(onFatalError);
  });
}

static void run(Piece &P) {
  // Destroyed only where nothing went wrong: it would destroy in turn what the
  // work was at.
  auto *Guard = new llvm::CrashRecoveryContext;
  Current = &P;
  bool Survived = Guard->RunSafely(P.Work);
  Current = nullptr;
  if (Survived) {
    delete Guard;
    return;
  }
  P.Result.How =
      Guard->RetCode == OutOfTimeCode ? Ending::OutOfTime : Ending::Crashed;
}

/// Runs the work deeper in the stack than clang looks at: it would go on with
/// another thread where it thinks that this one's is used up, and that thread
/// has no stack for handlers.
LLVM_ATTRIBUTE_NOINLINE static void runDeep(Piece &P) {
  clang::noteBottomOfStack(/*ForceSet=*/true);
  volatile char *Skipped =
      static_cast<char *>(__builtin_alloca(clang::DesiredStackSize));
  Skipped[0] = 0;
  run(P);
  Skipped[0] = 1; // the stack is not given back before
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

static void finish(Piece &P) {
  std::lock_guard<std::mutex> Guard(P.Lock);
  P.IsOver = true;
  P.Over.notify_all();
}

/// False if the work was still going on when its time and some more was over.
static bool waitFor(Piece &P) {
  std::unique_lock<std::mutex> Guard(P.Lock);
  auto IsOver = [&] { return P.IsOver; };
  if (P.HasLimit)
    return P.Over.wait_until(Guard, P.End + Grace, IsOver);
  P.Over.wait(Guard, IsOver);
  return true;
}

/// Keeps what the work refers to for ever.
static void keep(std::shared_ptr<Piece> P) {
  LeftBehind = true;
  (void)new std::shared_ptr<Piece>(std::move(P));
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

namespace {

/// A thread with a deep stack that does one piece of work after the other. With
/// a thread for each piece the allocator would start anew each time, beside the
/// memory that the last one left half used.
class DeepThread {
public:
  DeepThread();
  /// Waits for what it is at.
  ~DeepThread();

  void begin(const std::shared_ptr<Piece> &P);
  /// Leaves it to itself, and lets others have the processor.
  void abandon();

private:
  /// Of the thread and its owner; the thread may live longer.
  struct State {
    std::mutex Lock;
    std::condition_variable Changed;
    std::shared_ptr<Piece> Next;
    bool Ends = false;
  };

  static void work(State &S);
  void end();

  std::shared_ptr<State> Shared = std::make_shared<State>();
  llvm::thread Thread;
};

} // namespace

DeepThread::DeepThread()
    : Thread(std::optional<unsigned>(StackSize), [S = Shared] { work(*S); }) {}

/// Ends after work that did not come to its end: what that left on the thread
/// is not known.
void DeepThread::work(State &S) {
  HandlerStack Stack;
  for (bool GoesOn = true; GoesOn;) {
    std::shared_ptr<Piece> P;
    {
      std::unique_lock<std::mutex> Guard(S.Lock);
      S.Changed.wait(Guard, [&] { return S.Next || S.Ends; });
      P = std::move(S.Next);
    }
    if (!P)
      return;
    runDeep(*P);
    GoesOn = P->Result.isDone();
    // What it holds goes before anybody goes on.
    if (GoesOn)
      P->Work = nullptr;
    finish(*P);
  }
}

void DeepThread::begin(const std::shared_ptr<Piece> &P) {
  std::lock_guard<std::mutex> Guard(Shared->Lock);
  Shared->Next = P;
  Shared->Changed.notify_all();
}

void DeepThread::end() {
  std::lock_guard<std::mutex> Guard(Shared->Lock);
  Shared->Ends = true;
  Shared->Changed.notify_all();
}

void DeepThread::abandon() {
  end();
#ifdef SCHED_IDLE
  sched_param Lowest = {};
  (void)::pthread_setschedparam(Thread.native_handle(), SCHED_IDLE, &Lowest);
#endif
  Thread.detach();
}

DeepThread::~DeepThread() {
  if (!Thread.joinable())
    return;
  end();
  Thread.join();
}

Ending runContained(std::function<void()> Work, TimeLimit Limit) {
  prepareProcess();
  static thread_local std::unique_ptr<DeepThread> Own;
  if (!Own)
    Own = std::make_unique<DeepThread>();
  auto P = std::make_shared<Piece>(std::move(Work), Limit);
  Own->begin(P);
  Ending Result;
  if (waitFor(*P)) {
    Result = P->Result;
  } else {
    Own->abandon();
    Result.How = Ending::OutOfTime;
  }
  if (!Result.isDone()) {
    Own = nullptr;
    keep(std::move(P));
  }
  return Result;
}

Ending runShallow(std::function<void()> Work, TimeLimit Limit) {
  if (Limit.count() != 0)
    return runContained(std::move(Work), Limit);
  prepareProcess();
  static thread_local HandlerStack Stack;
  auto P = std::make_shared<Piece>(std::move(Work), Limit);
  run(*P);
  Ending Result = P->Result;
  if (!Result.isDone())
    keep(std::move(P));
  return Result;
}

bool hasTimeLimit() { return Current && Current->HasLimit; }

void checkTime() {
  if (hasTimeLimit() && Clock::now() >= Current->End)
    llvm::CrashRecoveryContext::GetCurrent()->HandleExit(OutOfTimeCode);
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

std::string Ending::failure(TimeLimit Limit) const {
  switch (How) {
  case Done:
    return "";
  case Crashed:
    return "the analysis crashed" +
           (Reason.empty() ? "" : " (" + Reason + ")") +
           "; please report this with the file";
  case OutOfTime:
    break;
  }
  std::string Text;
  llvm::raw_string_ostream(Text)
      << "gave up after "
      << llvm::format("%g", std::chrono::duration<double>(Limit).count())
      << " s (--tu-timeout)";
  return Text;
}

bool isAnythingLeftBehind() { return LeftBehind; }

void exitAtOnce(int Status) {
  llvm::outs().flush();
  removeTemporaryFiles();
  llvm::sys::Process::Exit(Status, /*NoCleanup=*/true);
}

} // namespace raiify
