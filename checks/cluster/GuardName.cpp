//===- GuardName.cpp - What a shared guard is called ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/GuardName.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

namespace raiify {

using Words = std::vector<std::string>;

Words identifierWords(llvm::StringRef Identifier) {
  Words Result;
  std::string Word;
  auto Finish = [&] {
    if (!Word.empty())
      Result.push_back(std::move(Word));
    Word.clear();
  };
  for (std::size_t I = 0; I != Identifier.size(); ++I) {
    char C = Identifier[I];
    if (!llvm::isAlnum(C)) {
      Finish();
      continue;
    }
    char Last = Word.empty() ? 0 : Word.back();
    bool NextIsLower =
        I + 1 < Identifier.size() && llvm::isLower(Identifier[I + 1]);
    if ((llvm::isUpper(C) && (llvm::isLower(Last) || llvm::isDigit(Last) ||
                              (llvm::isUpper(Last) && NextIsLower))) ||
        (llvm::isDigit(C) && Last && !llvm::isDigit(Last)))
      Finish();
    Word += C;
  }
  Finish();
  return Result;
}

static std::string joinCapitalized(llvm::ArrayRef<std::string> Parts) {
  std::string Result;
  for (const std::string &Part : Parts)
    Result += llvm::toUpper(Part[0]) + Part.substr(1);
  return Result;
}

static std::string joinLower(llvm::ArrayRef<std::string> Parts) {
  return Parts.empty() ? ""
                       : llvm::StringRef(Parts.front()).lower() +
                             joinCapitalized(Parts.drop_front());
}

//===----------------------------------------------------------------------===//
// What it is done to
//===----------------------------------------------------------------------===//

/// What stands in front of a name and says nothing of the thing.
static bool isPrefix(llvm::StringRef Word) {
  return llvm::StringSwitch<bool>(Word.lower())
      .Cases({"this", "my", "the", "our", "local", "tmp", "temp"}, true)
      .Default(Word.size() == 1);
}

/// The words of \p Name that say what the thing is.
static Words meaningOf(llvm::StringRef Name) {
  Words Result = identifierWords(Name);
  while (!Result.empty() && isPrefix(Result.front()))
    Result.erase(Result.begin());
  while (!Result.empty() && llvm::isDigit(Result.back()[0]))
    Result.pop_back();
  if (Result.size() > 1 && (Result.back() == "ptr" || Result.back() == "Ptr"))
    Result.pop_back();
  if (Result.size() == 1 && Result.front() == "ptr")
    Result.clear();
  return Result;
}

/// The words that both end with.
static Words commonEnd(const Words &A, const Words &B) {
  std::size_t Same = 0;
  while (Same < A.size() && Same < B.size() &&
         llvm::StringRef(A[A.size() - 1 - Same])
             .equals_insensitive(B[B.size() - 1 - Same]))
    ++Same;
  return Words(A.end() - Same, A.end());
}

/// What a value of \p Type is, as a word.
static Words meaningOfType(llvm::StringRef Type) {
  if (Type.consume_back("const"))
    Type = Type.rtrim();
  bool IsPointer = Type.ends_with("*");
  Type = Type.split('<').first.rtrim("*& ");
  Type = Type.substr(Type.rfind(':') + 1);
  Type.consume_front("const ");
  if (Type == "bool")
    return {"flag"};
  if (Type == "char" || Type == "unsigned char" || Type == "void")
    return {IsPointer ? "buffer" : "value"};
  if (Type == "basic_string")
    return {"string"};
  Words Result = meaningOf(Type);
  bool IsBuiltin = llvm::is_contained(
      {"int", "long", "short", "unsigned", "float", "double", "signed"},
      Type.split(' ').first);
  return IsBuiltin ? Words{IsPointer ? "array" : "value"} : Result;
}

/// What all copies call parameter \p Index, or else what its types are called.
static Words nounOf(llvm::ArrayRef<std::vector<CleanupParameter>> Copies,
                    std::size_t Index) {
  std::optional<Words> Names, Types;
  for (const std::vector<CleanupParameter> &Copy : Copies) {
    const CleanupParameter &P = Copy[Index];
    Words Name = P.Argument == "*this" ? Words() : meaningOf(P.Argument);
    Words Type = meaningOfType(P.Type);
    Names = Names ? commonEnd(*Names, Name) : Name;
    Types = Types ? commonEnd(*Types, Type) : Type;
  }
  if (Names && !Names->empty())
    return *Names;
  return Types ? *Types : Words();
}

//===----------------------------------------------------------------------===//
// What is done
//===----------------------------------------------------------------------===//

/// Who does what \p Verb says; empty for verbs that are not known.
static llvm::StringRef agentOf(llvm::StringRef Verb) {
  return llvm::StringSwitch<llvm::StringRef>(Verb.lower())
      .Case("abort", "Aborter")
      .Case("cancel", "Canceller")
      .Cases({"clean", "cleanup"}, "Cleaner")
      .Case("clear", "Clearer")
      .Cases({"close", "fclose", "pclose", "closedir", "closesocket"}, "Closer")
      .Cases({"dealloc", "deallocate"}, "Deallocator")
      .Cases({"decrement", "decr"}, "Decrementer")
      .Case("delete", "Deleter")
      .Case("destroy", "Destroyer")
      .Case("detach", "Detacher")
      .Case("disable", "Disabler")
      .Case("discard", "Discarder")
      .Case("disconnect", "Disconnector")
      .Case("dispose", "Disposer")
      .Case("drop", "Dropper")
      .Case("erase", "Eraser")
      .Cases({"finish", "finalize"}, "Finisher")
      .Case("free", "Freer")
      .Case("leave", "Leaver")
      .Case("pop", "Popper")
      .Case("release", "Releaser")
      .Case("remove", "Remover")
      .Case("reset", "Reset")
      .Case("restore", "Restorer")
      .Case("revert", "Reverter")
      .Case("rollback", "Rollback")
      .Case("stop", "Stopper")
      .Case("terminate", "Terminator")
      .Case("unlink", "Unlinker")
      .Case("unlock", "Unlocker")
      .Cases({"unmap", "munmap"}, "Unmapper")
      .Case("unregister", "Unregisterer")
      .Case("unsubscribe", "Unsubscriber")
      .Default("");
}

/// What a function of the C library works on, which its name hides.
static llvm::StringRef objectOfFunction(llvm::StringRef Name) {
  return llvm::StringSwitch<llvm::StringRef>(Name)
      .Case("fclose", "File")
      .Case("closedir", "Directory")
      .Case("closesocket", "Socket")
      .Default("");
}

namespace {

/// Takes one statement of a guard's body apart.
class Namer {
public:
  Namer(llvm::StringRef Statement,
        llvm::ArrayRef<std::vector<CleanupParameter>> Copies)
      : Statement(Statement), Copies(Copies) {}

  std::string name() const;
  /// Whether the statement says what it does.
  bool isTelling() const;

private:
  Words nounIn(llvm::StringRef Text) const;
  std::string nameDeletion() const;
  std::string nameAssignment(llvm::StringRef Target,
                             llvm::StringRef Value) const;
  std::string nameCall(llvm::StringRef Callee, llvm::StringRef Args) const;

  llvm::StringRef Statement;
  llvm::ArrayRef<std::vector<CleanupParameter>> Copies;
};

} // namespace

/// What \p Text names: the last member of its path, or its parameter.
Words Namer::nounIn(llvm::StringRef Text) const {
  std::size_t Dollar = Text.find('$');
  if (Dollar == llvm::StringRef::npos)
    return {};
  llvm::StringRef Path = Text.substr(Dollar + 1);
  std::size_t Index = 0;
  if (Path.consumeInteger(10, Index) || Copies.empty() ||
      Index >= Copies.front().size())
    return {};
  Path = Path.take_while([](char C) {
    return llvm::isAlnum(C) || C == '_' || C == '.' || C == '-' || C == '>';
  });
  Path = Path.substr(Path.find_last_of(".>") + 1);
  Words Member = meaningOf(Path);
  return Member.empty() ? nounOf(Copies, Index) : Member;
}

std::string Namer::nameDeletion() const {
  Words Noun = nounIn(Statement);
  return joinCapitalized(Noun.empty() ? Words{"Object"} : Noun) + "Deleter";
}

std::string Namer::nameAssignment(llvm::StringRef Target,
                                  llvm::StringRef Value) const {
  std::string Noun = joinCapitalized(nounIn(Target));
  if (Value == "true" || Value == "false")
    return Noun +
           (llvm::StringRef(Noun).ends_with("Flag") ? "Reset" : "FlagReset");
  return Noun + (Value.starts_with("$") ? "Restorer" : "Reset");
}

/// `close($0)`, `$0.unlock()`, `$0->remove($1)`: by the verb in the name, and
/// by what else the name says, what is handed over, or what it is called on.
std::string Namer::nameCall(llvm::StringRef Callee,
                            llvm::StringRef Args) const {
  llvm::StringRef Name = Callee.substr(Callee.find_last_of(".:>") + 1);
  llvm::StringRef Receiver = Callee.drop_back(Name.size());
  Receiver = Receiver.rtrim("->.:");
  Words Parts = identifierWords(Name), Rest;
  std::string Agent;
  for (const std::string &Part : Parts)
    if (Agent.empty() && !agentOf(Part).empty())
      Agent = agentOf(Part).str();
    else
      Rest.push_back(Part);
  Words Noun = Rest;
  if (llvm::StringRef Object = objectOfFunction(Name); !Object.empty())
    Noun = {Object.str()};
  else if (Agent.empty() || Rest.empty())
    Noun = nounIn(Args);
  if (Noun.empty())
    Noun = nounIn(Receiver);
  if (Noun.empty() &&
      !Agent.empty()) // a static function, or one of a namespace
    Noun = meaningOf(Receiver.substr(Receiver.rfind(':') + 1));
  if (Agent.empty())
    return joinCapitalized(Noun.empty() ? Parts : Noun) + "Cleanup";
  return joinCapitalized(Noun) + Agent;
}

bool Namer::isTelling() const {
  std::size_t Paren = Statement.find('(');
  if (Paren == llvm::StringRef::npos || Statement.find(" = ") < Paren)
    return true;
  llvm::StringRef Callee = Statement.take_front(Paren);
  return llvm::any_of(
      identifierWords(Callee.substr(Callee.find_last_of(".:>") + 1)),
      [](const std::string &Word) { return !agentOf(Word).empty(); });
}

std::string Namer::name() const {
  llvm::StringRef Text = Statement;
  if (Text.consume_front("delete"))
    return nameDeletion();
  if (Text.consume_front("--") || Text.consume_back("--"))
    return joinCapitalized(nounIn(Text)) + "Decrementer";
  if (Text.consume_front("++") || Text.consume_back("++"))
    return joinCapitalized(nounIn(Text)) + "Incrementer";
  std::size_t Paren = Text.find('('), Equals = Text.find(" = ");
  if (Equals < Paren)
    return nameAssignment(Text.take_front(Equals), Text.substr(Equals + 3));
  llvm::StringRef Callee = Text.take_front(Paren);
  if (Paren != llvm::StringRef::npos && !Callee.contains(' '))
    return nameCall(Callee, Text.substr(Paren));
  return joinCapitalized(nounIn(Text)) + "Cleanup";
}

/// Names that C++ keeps for itself, of those that nouns become.
static bool isKeyword(llvm::StringRef Name) {
  static const llvm::StringSet<> Keywords = {
      "auto",     "bool",     "case",   "char",     "class",    "const",
      "default",  "delete",   "double", "enum",     "explicit", "export",
      "extern",   "false",    "float",  "friend",   "int",      "long",
      "mutable",  "module",   "new",    "operator", "private",  "public",
      "register", "return",   "short",  "signed",   "static",   "struct",
      "switch",   "template", "this",   "throw",    "true",     "try",
      "type",     "typename", "union",  "unsigned", "using",    "virtual",
      "void",     "volatile", "while"};
  return Keywords.contains(Name);
}

GuardNames nameGuard(llvm::ArrayRef<std::string> Body,
                     llvm::ArrayRef<std::vector<CleanupParameter>> Copies) {
  GuardNames Result;
  const auto *Telling = llvm::find_if(Body, [&](const std::string &Statement) {
    return Namer(Statement, Copies).isTelling();
  });
  if (!Body.empty())
    Result.Class =
        Namer(Telling == Body.end() ? Body.front() : *Telling, Copies).name();
  if (Result.Class.empty() || llvm::isDigit(Result.Class[0]))
    Result.Class = "Shared" + Result.Class;
  std::size_t Count = Copies.empty() ? 0 : Copies.front().size();
  for (std::size_t I = 0; I != Count; ++I) {
    std::string Name = joinLower(nounOf(Copies, I));
    if (Name.empty() || llvm::isDigit(Name[0]) || isKeyword(Name))
      Name = "object";
    std::string Unique = Name;
    for (unsigned Number = 2; llvm::is_contained(Result.Parameters, Unique);
         ++Number)
      Unique = Name + std::to_string(Number);
    Result.Parameters.push_back(std::move(Unique));
  }
  return Result;
}

} // namespace raiify
