//===- GuardClass.cpp - The class that holds copied cleanup ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/GuardClass.h"

#include "cluster/GuardName.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <algorithm>
#include <set>
#include <utility>

namespace raiify {

bool isHeaderName(llvm::StringRef File) {
  llvm::StringRef Name = File.substr(File.rfind('/') + 1);
  if (!Name.contains('.'))
    return true; // as the standard library's
  return llvm::StringSwitch<bool>(Name.substr(Name.rfind('.')))
      .Cases({".h", ".H", ".hh", ".hpp", ".hxx", ".h++"}, true)
      .Cases({".inc", ".inl", ".ipp", ".tcc", ".tpp", ".txx", ".ixx"}, true)
      .Default(false);
}

namespace {

/// The sites of a cluster that can use its guard.
using Users = std::vector<const Site *>;

} // namespace

static Users usersOf(const CopyCluster &C) {
  Users Result;
  for (const Site &S : C.Sites)
    if (S.Shared.Obstacle.empty())
      Result.push_back(&S);
  return Result;
}

static bool areInOneFile(const Users &All) {
  return llvm::all_of(All, [&](const Site *S) {
    return S->Shared.Place.File == All.front()->Shared.Place.File;
  });
}

//===----------------------------------------------------------------------===//
// What stands against a guard
//===----------------------------------------------------------------------===//

/// Declared in a file that no other may include, where others would have to.
static std::string unreachableName(const Users &All) {
  if (areInOneFile(All))
    return "";
  for (const Site *S : All)
    for (const std::string &Header : S->Shared.Headers)
      if (!llvm::StringRef(Header).starts_with("<") && !isHeaderName(Header))
        return "what it names is declared in a source file, and copies stand "
               "in others, too";
  return "";
}

static std::string obstacleOf(const CopyCluster &C, const Users &All) {
  if (All.size() < 2) {
    for (const Site &S : C.Sites)
      if (!S.Shared.Obstacle.empty())
        return S.Shared.Obstacle;
    return "only one copy could use it";
  }
  const SharedForm &First = All.front()->Shared;
  bool IsOneFile = areInOneFile(All);
  for (const Site *S : All) {
    if (S->Shared.Place.File.empty())
      return "a copy stands outside of any function";
    if (S->Shared.Parameters.size() != First.Parameters.size())
      return "the copies work on different things";
    if (IsOneFile && S->Shared.Namespace != First.Namespace)
      return "the copies stand in different namespaces of one file";
  }
  return unreachableName(All);
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static bool typesDiffer(const Users &All) {
  return llvm::any_of(All, [&](const Site *S) {
    return !llvm::equal(
        S->Shared.Parameters, All.front()->Shared.Parameters,
        [](const CleanupParameter &A, const CleanupParameter &B) {
          return A.Type == B.Type;
        });
  });
}

/// The body that all share, as the shortest of them spells it.
static const std::vector<std::string> &bodyOf(const Users &All) {
  using Rank = std::pair<std::size_t, const std::vector<std::string> &>;
  auto RankOf = [](const Site *S) {
    std::size_t Sum = 0;
    for (const std::string &Statement : S->Shared.Body)
      Sum += Statement.size();
    return Rank(Sum, S->Shared.Body);
  };
  return (*std::min_element(All.begin(), All.end(),
                            [&](const Site *A, const Site *B) {
                              return RankOf(A) < RankOf(B);
                            }))
      ->Shared.Body;
}

/// \p Statement with the names of the parameters in place of `$0`, `$1` …
static std::string withNames(llvm::StringRef Statement,
                             const std::vector<std::string> &Names) {
  std::string Result;
  while (!Statement.empty()) {
    auto [Before, Behind] = Statement.split('$');
    Result += Before;
    if (Before.size() == Statement.size())
      break;
    unsigned Index = 0;
    if (Behind.consume_front("$"))
      Result += '$';
    else if (!Behind.consumeInteger(10, Index) && Index < Names.size())
      Result += Names[Index];
    Statement = Behind;
  }
  return Result;
}

/// Whether \p Statement ends without a semicolon.
static bool isBlock(llvm::StringRef Statement) {
  static constexpr llvm::StringLiteral Heads[] = {"{",     "if",     "for",
                                                  "while", "switch", "try"};
  return Statement.ends_with("}") &&
         llvm::any_of(Heads, [&](llvm::StringRef Head) {
           return Statement.starts_with(Head);
         });
}

static std::string callOperator(const std::vector<std::string> &Body,
                                const std::vector<std::string> &Names) {
  std::string Text = "  void operator()() const {";
  for (const std::string &Statement : Body)
    Text += (Body.size() == 1 ? " " : "\n    ") + withNames(Statement, Names) +
            (isBlock(Statement) ? "" : ";");
  return Text + (Body.size() == 1 ? " }\n" : "\n  }\n");
}

/// `T *` becomes `T *&name`, `T` becomes `T &name`.
static std::string referenceTo(llvm::StringRef Type, llvm::StringRef Name) {
  return (Type + (Type.ends_with("*") ? "&" : " &") + Name).str();
}

static std::string capitalized(llvm::StringRef Name) {
  return llvm::toUpper(Name[0]) + Name.drop_front().str();
}

static void writeDefinition(NamedGuard &Guard, const Users &All,
                            const std::vector<std::string> &Names) {
  const std::vector<CleanupParameter> &Parameters =
      All.front()->Shared.Parameters;
  std::vector<std::string> Types, Templates, Bound, Inits;
  for (std::size_t I = 0; I != Parameters.size(); ++I) {
    // A class may be called as the type that its parameter has.
    std::string Deduced = capitalized(Names[I]);
    if (Deduced == Guard.Name)
      Deduced += "Type";
    Templates.push_back("class " + Deduced);
    Types.push_back(Guard.IsTemplate ? Deduced : Parameters[I].Type);
    Bound.push_back(referenceTo(Types[I], Names[I]));
    Inits.push_back(Names[I] + "(" + Names[I] + ")");
  }
  std::string Text = "/// Cleanup that several functions run. Hand it to a "
                     "scope guard.\n";
  if (Guard.IsTemplate)
    Text += "template <" + llvm::join(Templates, ", ") + ">\n";
  Text += "class " + Guard.Name + " {\npublic:\n";
  if (!Parameters.empty())
    Text += "  explicit " + Guard.Name + "(" + llvm::join(Bound, ", ") +
            ")\n      : " + llvm::join(Inits, ", ") + " {}\n";
  Text += callOperator(bodyOf(All), Names);
  if (!Parameters.empty())
    Text += "\nprivate:\n";
  for (const std::string &Member : Bound)
    Text += "  " + Member + ";\n";
  Guard.Definition = Text + "};\n";
}

//===----------------------------------------------------------------------===//
// Place
//===----------------------------------------------------------------------===//

/// `a::b` and `a::c` have `a` in common.
static std::string commonNamespace(const Users &All) {
  llvm::SmallVector<llvm::StringRef, 4> Common;
  llvm::StringRef(All.front()->Shared.Namespace).split(Common, "::");
  for (const Site *S : All) {
    llvm::SmallVector<llvm::StringRef, 4> Parts;
    llvm::StringRef(S->Shared.Namespace).split(Parts, "::");
    std::size_t Same = 0;
    while (Same < Common.size() && Same < Parts.size() &&
           Common[Same] == Parts[Same])
      ++Same;
    Common.truncate(Same);
  }
  return llvm::join(Common, "::");
}

static void choosePlace(NamedGuard &Guard, const Users &All) {
  if (!areInOneFile(All)) {
    Guard.Namespace = commonNamespace(All);
    return;
  }
  Guard.Place = All.front()->Shared.Place;
  for (const Site *S : All)
    if (S->Shared.Place < Guard.Place)
      Guard.Place = S->Shared.Place;
  Guard.IsLocal = !isHeaderName(Guard.Place.File);
}

void makeGuards(std::vector<CopyCluster> &Clusters) {
  std::set<std::string> Taken;
  for (CopyCluster &C : Clusters) {
    Users All = usersOf(C);
    C.Obstacle = obstacleOf(C, All);
    if (!C.Obstacle.empty())
      continue;
    std::vector<std::vector<CleanupParameter>> Parameters;
    for (const Site *S : All)
      Parameters.push_back(S->Shared.Parameters);
    GuardNames Names = nameGuard(bodyOf(All), Parameters);
    C.Guard.Name = Names.Class;
    for (unsigned Number = 2; !Taken.insert(C.Guard.Name).second; ++Number)
      C.Guard.Name = Names.Class + std::to_string(Number);
    C.Guard.IsTemplate = typesDiffer(All);
    writeDefinition(C.Guard, All, Names.Parameters);
    choosePlace(C.Guard, All);
  }
}

//===----------------------------------------------------------------------===//
// A header of its own
//===----------------------------------------------------------------------===//

std::string guardHeaderName(const NamedGuard &Guard) {
  std::string Name;
  for (const std::string &Word : identifierWords(Guard.Name))
    Name += (Name.empty() ? "" : "_") + llvm::StringRef(Word).lower();
  return Name + ".hpp";
}

std::vector<std::string> guardHeaderNeeds(const CopyCluster &C) {
  Users All = usersOf(C);
  std::vector<std::string> Needs;
  if (All.empty())
    return Needs;
  // Each copy has all that it takes; units may read it through other headers.
  if (!C.Guard.IsTemplate)
    return (*std::min_element(All.begin(), All.end(),
                              [](const Site *A, const Site *B) {
                                return A->Shared.Headers.size() <
                                       B->Shared.Headers.size();
                              }))
        ->Shared.Headers;
  // What a template is given, its user has declared; what all copies need, the
  // body names.
  for (const std::string &Header : All.front()->Shared.Headers)
    if (llvm::all_of(All, [&](const Site *S) {
          return llvm::is_contained(S->Shared.Headers, Header);
        }))
      Needs.push_back(Header);
  return Needs;
}

std::string guardHeaderText(const NamedGuard &Guard,
                            llvm::ArrayRef<std::string> Includes) {
  std::string Macro;
  for (const std::string &Word :
       identifierWords(Guard.Namespace + "_" + Guard.Name))
    Macro += llvm::StringRef(Word).upper() + "_";
  Macro += "HPP";
  std::string Text = "#ifndef " + Macro + "\n#define " + Macro + "\n\n";
  for (const std::string &Include : Includes)
    Text += "#include " + Include + "\n";
  if (!Includes.empty())
    Text += '\n';
  llvm::SmallVector<llvm::StringRef, 4> Spaces;
  llvm::StringRef(Guard.Namespace).split(Spaces, "::", -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Space : Spaces)
    Text += ("namespace " + Space + " {\n").str();
  Text += (Spaces.empty() ? "" : "\n") + Guard.Definition;
  for (llvm::StringRef Space : llvm::reverse(Spaces))
    Text += ("\n} // namespace " + Space + "\n").str();
  return Text + "\n#endif // " + Macro + "\n";
}

} // namespace raiify
