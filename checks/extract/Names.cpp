//===- Names.cpp - What names of functions suggest ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace raiify {

/// Whether a new word begins at \p I: aB, and ABc before the B.
static bool beginsWord(llvm::StringRef Name, std::size_t I) {
  if (I == 0 || !llvm::isUpper(Name[I]))
    return false;
  return llvm::isLower(Name[I - 1]) ||
         (I + 1 < Name.size() && llvm::isLower(Name[I + 1]));
}

std::vector<std::string> splitWords(llvm::StringRef Name) {
  std::vector<std::string> Words;
  std::string Word;
  auto flush = [&] {
    if (!Word.empty())
      Words.push_back(std::move(Word));
    Word.clear();
  };
  for (std::size_t I = 0; I != Name.size(); ++I) {
    if (!llvm::isAlpha(Name[I])) {
      flush();
      continue;
    }
    if (beginsWord(Name, I))
      flush();
    Word += llvm::toLower(Name[I]);
  }
  flush();
  return Words;
}

/// A word that releases, and the words of what it undoes.
struct ReleaseWord {
  llvm::StringLiteral Release;
  ReleaseHint Hint;
  llvm::StringLiteral Acquire;
};

static constexpr auto Strong = ReleaseHint::Strong;
static constexpr auto Weak = ReleaseHint::Weak;

static constexpr ReleaseWord ReleaseWords[] = {
    {"abandon", Weak, "begin start"},
    {"abort", Weak, "begin start open"},
    {"cancel", Weak, "begin start schedule request"},
    {"clean", Strong, "init setup create alloc"},
    {"cleanup", Strong, "init setup create alloc"},
    {"clear", Weak, "set push add append insert fill load"},
    {"close", Strong, "open accept connect create socket dup"},
    {"dealloc", Strong, "alloc new"},
    {"deallocate", Strong, "allocate alloc new"},
    {"decref", Strong, "incref ref"},
    {"decrement", Weak, "increment"},
    {"deinit", Strong, "init"},
    {"delete", Strong, "new create alloc make"},
    {"deref", Strong, "ref"},
    {"deregister", Strong, "register add"},
    {"destroy", Strong, "create new alloc init make construct"},
    {"destruct", Strong, "construct create"},
    {"detach", Weak, "attach"},
    {"disable", Weak, "enable"},
    {"discard", Weak, "add push create begin"},
    {"disconnect", Strong, "connect open attach"},
    {"dispose", Strong, "create new make"},
    {"drop", Weak, "create add take"},
    {"end", Weak, "begin start"},
    {"erase", Weak, "insert emplace add put"},
    {"exit", Weak, "enter init"},
    {"finalize", Weak, "init initialize prepare open begin create"},
    {"finish", Weak, "begin start"},
    {"free", Strong, "alloc malloc calloc new create dup get init"},
    {"hide", Weak, "show"},
    {"invalidate", Weak, "validate create load"},
    {"kill", Weak, "start spawn create"},
    {"leave", Weak, "enter join"},
    {"pop", Weak, "push emplace"},
    {"purge", Weak, "add insert load"},
    {"recycle", Weak, "get alloc take"},
    {"release", Strong,
     "acquire lock alloc allocate create get new retain "
     "addref ref borrow reserve"},
    {"remove", Weak, "add insert register append push attach put create"},
    {"reset", Weak, "set init setup"},
    {"restore", Strong, "save backup set"},
    {"resume", Weak, "suspend pause"},
    {"revert", Weak, "begin set apply"},
    {"rollback", Strong, "begin start"},
    {"shutdown", Weak, "start init initialize open"},
    {"stop", Weak, "start run begin"},
    {"teardown", Strong, "setup init"},
    {"terminate", Weak, "init initialize start"},
    {"unbind", Weak, "bind"},
    {"unblock", Weak, "block"},
    {"undo", Strong, "do apply begin"},
    {"uninit", Strong, "init"},
    {"uninstall", Weak, "install"},
    {"unload", Weak, "load"},
    {"unlock", Strong, "lock trylock acquire"},
    {"unmap", Strong, "map"},
    {"unref", Strong, "ref retain"},
    {"unregister", Strong, "register add"},
    {"unset", Weak, "set"},
    {"unsubscribe", Weak, "subscribe"},
    {"unwind", Weak, "begin push"},
};

static const ReleaseWord *findWord(llvm::StringRef Word) {
  for (const ReleaseWord &Entry : ReleaseWords)
    if (Entry.Release == Word)
      return &Entry;
  return nullptr;
}

/// The entry for the verb of \p Words: the first word or else the last;
/// `rollBack`, `cleanUp` and `tearDown` count as one word.
static const ReleaseWord *releaseVerb(llvm::ArrayRef<std::string> Words) {
  if (Words.empty())
    return nullptr;
  if (Words.size() >= 2)
    if (const ReleaseWord *Entry = findWord(Words[0] + Words[1]))
      return Entry;
  if (const ReleaseWord *Entry = findWord(Words.front()))
    return Entry;
  if (Words.size() >= 2)
    if (const ReleaseWord *Entry =
            findWord(Words[Words.size() - 2] + Words.back()))
      return Entry;
  return findWord(Words.back());
}

ReleaseHint releaseHint(llvm::StringRef Name) {
  const ReleaseWord *Entry = releaseVerb(splitWords(Name));
  return Entry ? Entry->Hint : ReleaseHint::None;
}

namespace {

/// A name taken apart into what it does and what it does that to.
struct Verb {
  llvm::StringRef Word;
  std::string Noun;
};

} // namespace

/// The splits of \p Words with the verb first, the verb last, and the first
/// two words as the verb.
static std::vector<Verb> verbsOf(llvm::ArrayRef<std::string> Words,
                                 const std::string &FirstTwo) {
  std::vector<Verb> Verbs;
  if (Words.empty())
    return Verbs;
  Verbs.push_back({Words.front(), llvm::join(Words.drop_front(), "")});
  Verbs.push_back({Words.back(), llvm::join(Words.drop_back(), "")});
  if (Words.size() >= 2)
    Verbs.push_back({FirstTwo, llvm::join(Words.drop_front(2), "")});
  return Verbs;
}

static bool isPairOf(llvm::StringRef Acquire, llvm::StringRef Release,
                     bool SameNoun) {
  std::vector<std::string> ReleaseWords = splitWords(Release);
  const ReleaseWord *Entry = releaseVerb(ReleaseWords);
  if (!Entry)
    return false;
  llvm::SmallVector<llvm::StringRef, 8> Wanted;
  Entry->Acquire.split(Wanted, ' ');
  std::string Noun = llvm::join(ReleaseWords, "");
  std::size_t At = Noun.find(Entry->Release.str());
  Noun.erase(At == std::string::npos ? 0 : At, Entry->Release.size());
  std::vector<std::string> Words = splitWords(Acquire);
  std::string FirstTwo = Words.size() >= 2 ? Words[0] + Words[1] : "";
  return llvm::any_of(verbsOf(Words, FirstTwo), [&](const Verb &V) {
    return llvm::is_contained(Wanted, V.Word) &&
           (!SameNoun || V.Noun.empty() || Noun.empty() || V.Noun == Noun);
  });
}

bool isPair(llvm::StringRef Acquire, llvm::StringRef Release) {
  return isPairOf(Acquire, Release, /*SameNoun=*/true);
}

bool isProducedFor(llvm::StringRef Producer, llvm::StringRef Release) {
  return isPairOf(Producer, Release, /*SameNoun=*/false);
}

bool isProducer(llvm::StringRef Name) {
  std::vector<std::string> Words = splitWords(Name);
  if (Words.empty())
    return false;
  auto produces = [](llvm::StringRef Word) {
    return llvm::StringSwitch<bool>(Word)
        .Cases({"get", "new", "create", "make", "dup", "take"}, true)
        .Cases({"alloc", "allocate", "malloc", "calloc", "borrow"}, true)
        .Default(false);
  };
  return produces(Words.front()) || produces(Words.back());
}

bool isCRelease(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"free", "cfree", "fclose", "pclose", "close", "closedir"}, true)
      .Cases({"munmap", "dlclose", "freeaddrinfo", "freeifaddrs"}, true)
      .Cases({"regfree", "globfree", "wordfree", "freelocale"}, true)
      .Cases({"iconv_close", "sem_close", "mq_close", "shmdt"}, true)
      .Cases({"pthread_mutex_unlock", "pthread_rwlock_unlock",
              "pthread_spin_unlock", "pthread_mutex_destroy"},
             true)
      .Cases({"closesocket", "CloseHandle", "LocalFree", "GlobalFree",
              "HeapFree", "RegCloseKey", "FindClose", "FreeLibrary"},
             true)
      .Default(false);
}

bool isLoggingName(llvm::StringRef Name) {
  std::vector<std::string> Words = splitWords(Name);
  if (Words.empty())
    return false;
  if (Words.back() == "error" || Words.back() == "warning")
    if (Words.front() == "emit" || Words.front() == "show" ||
        Words.front() == "display")
      return true;
  return llvm::StringSwitch<bool>(Words.front())
      .Cases({"log", "logger", "logging", "logf", "trace", "debug"}, true)
      .Cases({"info", "information", "notice", "warn", "warning"}, true)
      .Cases({"error", "err", "fatal", "critical", "report", "diag"}, true)
      .Cases({"print", "printf", "fprintf", "vprintf", "vfprintf"}, true)
      .Cases({"puts", "fputs", "putc", "perror", "syslog", "dump"}, true)
      .Cases({"message", "msg", "output", "cout", "cerr", "clog"}, true)
      .Cases({"assert", "expect", "check", "verify", "require", "fail"}, true)
      .Cases({"fflush", "flush"}, true)
      .Default(Name.starts_with("qDebug") || Name.starts_with("qWarning") ||
               Name.starts_with("qCritical") || Name.starts_with("qInfo"));
}

bool isLoggerClass(llvm::StringRef Name) {
  return llvm::any_of(splitWords(Name), [](const std::string &Word) {
    return Word == "log" || Word == "logger" || Word == "logging" ||
           Word == "tracer" || Word == "console";
  });
}

bool isGuardClass(llvm::StringRef Name) {
  std::vector<std::string> Words = splitWords(Name);
  if (Words.empty())
    return false;
  if (Words.front() == "scoped" || Words.front() == "janitor")
    return true;
  return llvm::StringSwitch<bool>(Words.back())
      .Cases({"ptr", "pointer", "guard", "janitor", "sentry", "locker"}, true)
      .Cases({"finalizer", "finally", "restorer", "resetter", "saver"}, true)
      .Cases({"releaser", "deleter", "closer", "raii", "rollbacker"}, true)
      .Default(Name == "unique_lock" || Name == "shared_lock" ||
               Name == "scoped_lock" || Name == "scope_exit" ||
               Name == "scope_fail" || Name == "ScopeExit" ||
               Name == "unique_resource");
}

} // namespace raiify
