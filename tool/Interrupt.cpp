//===- Interrupt.cpp - Ended from outside ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All threads block the signals, but for one, which waits for them: so what is
// done about a signal is ordinary code.
//
//===----------------------------------------------------------------------===//

#include "Interrupt.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <signal.h>
#include <unistd.h>

namespace raiify {
namespace {

/// What writers and the thread that waits for signals share.
struct Gate {
  std::mutex Lock;
  std::condition_variable Changed;
  unsigned Writers = 0;
  bool IsClosed = false;
  std::vector<std::string> Written;
};

} // namespace

/// Never destroyed: the thread that waits for signals may outlive main.
static Gate &gate() {
  static Gate *The = new Gate;
  return *The;
}

static thread_local unsigned Depth = 0;

Uninterrupted::Uninterrupted() {
  if (Depth++ > 0)
    return;
  Gate &G = gate();
  std::unique_lock<std::mutex> Guard(G.Lock);
  G.Changed.wait(Guard, [&] { return !G.IsClosed; });
  ++G.Writers;
}

Uninterrupted::~Uninterrupted() {
  if (--Depth > 0)
    return;
  Gate &G = gate();
  std::unique_lock<std::mutex> Guard(G.Lock);
  --G.Writers;
  G.Changed.notify_all();
  // The end has come: what would follow is not begun.
  G.Changed.wait(Guard, [&] { return !G.IsClosed; });
}

void noteWritten(llvm::StringRef File) {
  Gate &G = gate();
  std::lock_guard<std::mutex> Guard(G.Lock);
  G.Written.push_back(File.str());
}

/// How many files a message names.
static constexpr std::size_t MaxNamed = 5;

std::string interruptMessage(int Signal,
                             const std::vector<std::string> &Written) {
  std::string Text = Signal == SIGINT ? "interrupted" : "terminated";
  if (Written.empty())
    return Text + "; no file was written";
  Text += " after these files were written: ";
  for (std::size_t I = 0; I < std::min(Written.size(), MaxNamed); ++I)
    Text += (I ? ", " : "") + Written[I];
  if (Written.size() > MaxNamed)
    Text += " and " + std::to_string(Written.size() - MaxNamed) + " more";
  return Text;
}

/// In one piece, and past all streams: other threads may be writing.
static void tell(const std::string &Message) {
  std::string Line = "raiify: " + Message + "\n";
  if (llvm::sys::Process::StandardErrIsDisplayed())
    Line = "\r\x1b[K" + Line; // in place of the progress
  if (::write(STDERR_FILENO, Line.data(), Line.size()) < 0) {
    // There is nobody to tell.
  }
}

void removeTemporaryFiles() {
  // Twice: between the two, one may get the name of another.
  llvm::sys::RunInterruptHandlers();
  llvm::sys::RunInterruptHandlers();
}

static void waitForSignals(sigset_t Signals) {
  int Signal = 0;
  while (::sigwait(&Signals, &Signal) != 0) {
  }
  Gate &G = gate();
  std::unique_lock<std::mutex> Guard(G.Lock);
  G.IsClosed = true;
  // LLVM's handlers, which take the second one, clean up and die of it.
  ::pthread_sigmask(SIG_UNBLOCK, &Signals, nullptr);
  G.Changed.wait(Guard, [&] { return G.Writers == 0; });
  removeTemporaryFiles();
  tell(interruptMessage(Signal, G.Written));
  llvm::sys::Process::Exit(128 + Signal, /*NoCleanup=*/true);
}

static bool isIgnored(int Signal) {
  struct sigaction Action;
  return ::sigaction(Signal, nullptr, &Action) == 0 &&
         Action.sa_handler == SIG_IGN;
}

void handleInterrupts() {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t Blocked, Wanted;
  sigemptyset(&Blocked);
  sigemptyset(&Wanted);
  sigaddset(&Blocked, SIGXFSZ); // LLVM would take it for a crash
  for (int Signal : {SIGINT, SIGTERM, SIGHUP}) {
    sigaddset(&Blocked, Signal);
    // What nobody waits for has no effect.
    if (!isIgnored(Signal))
      sigaddset(&Wanted, Signal);
  }
  ::pthread_sigmask(SIG_BLOCK, &Blocked, nullptr);
  std::thread(waitForSignals, Wanted).detach();
}

} // namespace raiify
