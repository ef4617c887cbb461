//===- Reach.cpp - How far an edit is felt --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "prove/Reach.h"

#include "extract/RealPath.h"
#include "extract/TextTokens.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace raiify {

/// Whether the unit has the name anywhere.
bool Reach::isKnown(llvm::StringRef Name) const {
  return Context.Idents.find(Name) != Context.Idents.end();
}

/// Whether the unit has read a file that a directive may mean by \p Name.
bool Reach::wasRead(llvm::StringRef Name) const {
  const SourceManager &SM = Context.getSourceManager();
  return std::any_of(SM.fileinfo_begin(), SM.fileinfo_end(),
                     [&](const auto &Entry) {
                       llvm::StringRef Path = Entry.first.getName();
                       return Path.consume_back(Name) && Path.ends_with("/") &&
                              Entry.second->getBufferIfLoaded().has_value();
                     });
}

/// Whether code outside of system headers may have a using-directive for std.
bool Reach::usesNamespaceStd() const {
  const SourceManager &SM = Context.getSourceManager();
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    auto Buffer = Entry.getFile().getContentCache().getBufferIfLoaded();
    llvm::StringRef Text = Buffer ? Buffer->getBuffer() : llvm::StringRef();
    for (std::size_t At = Text.find("namespace"); At != llvm::StringRef::npos;
         At = Text.find("namespace", At + 1))
      if (Text.drop_front(At + 9).ltrim().starts_with("std"))
        return true;
  }
  return false;
}

/// The functions that standard headers declare and that are found without std
/// in front, by their arguments ([exception.syn], [meta.type.synop]).
static llvm::ArrayRef<llvm::StringLiteral> functionsOf(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral OfException[] = {
      "make_exception_ptr", "rethrow_exception", "rethrow_if_nested",
      "set_terminate",      "set_unexpected",    "throw_with_nested"};
  return Name == "exception" ? llvm::ArrayRef(OfException)
                             : llvm::ArrayRef<llvm::StringLiteral>();
}

/// Whether nobody can notice that the unit reads the header \p Name, which it
/// did not read before: what it declares stands in std, and is not named.
bool Reach::isHarmlessStd(llvm::StringRef Name) const {
  return (Name == "exception" || Name == "type_traits") &&
         llvm::none_of(
             functionsOf(Name),
             [&](llvm::StringRef Called) { return isKnown(Called); }) &&
         !usesNamespaceStd();
}

/// What a directive names.
static std::string includedName(const TextDirective &D) {
  if (!D.Tokens.empty() && D.Tokens.front().is(tok::string_literal)) {
    llvm::StringRef Name = D.Tokens.front().Text.trim('"');
    while (Name.consume_front("../")) {
    }
    return Name.str();
  }
  std::string Name;
  for (const TextToken &T : llvm::drop_begin(D.Tokens)) {
    if (T.is(tok::greater))
      return Name;
    Name += T.Text;
  }
  return "";
}

/// Whether all that \p Header, the text of a header with a guard, includes or
/// defines is nothing new to the unit, or cannot be noticed.
bool Reach::isHarmless(llvm::StringRef Header) const {
  for (const TextDirective &D : tokenize(Header).Directives) {
    if (D.Name == "define" &&
        (D.Tokens.empty() || isKnown(D.Tokens.front().Text)))
      return false;
    if (D.Name != "include")
      continue;
    std::string Name = includedName(D);
    if (Name.empty() || (!wasRead(Name) && !isHarmlessStd(Name)))
      return false;
  }
  return true;
}

bool Reach::bringsNothing(const GuardHeader &Header) const {
  const SourceManager &SM = Context.getSourceManager();
  OptionalFileEntryRef Entry =
      SM.getFileManager().getOptionalFileRef(Header.Path);
  if (!Entry)
    return false;
  if (SM.translateFile(*Entry).isValid())
    return true;
  auto Text = SM.getFileManager().getBufferForFile(*Entry);
  return Text && !isKnown("raiify") && isHarmless((*Text)->getBuffer());
}

Reach::Reach(ASTContext &Context, const GuardHeader &Header)
    : Context(Context), HeaderIsHarmless(bringsNothing(Header)) {}

/// Whether what \p Function does decides over how other code is compiled.
static bool isEvaluatedElsewhere(const FunctionDecl *Function) {
  if (Function->isTemplated() || Function->isConstexprSpecified())
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool IsLambda = Method && Method->getParent()->isLambda();
  // What a lambda returns is seen by the function around it only.
  return !IsLambda &&
         Function->getDeclaredReturnType()->getContainedDeducedType();
}

bool Reach::staysIn(const FunctionDecl *Function,
                    const NamedGuard *Guard) const {
  if (!HeaderIsHarmless || isEvaluatedElsewhere(Function))
    return false;
  if (Guard && (isKnown(Guard->Name) || !isHarmless(Guard->HeaderText)))
    return false;
  const FunctionDecl *Outermost = Function;
  for (const DeclContext *At = Function->getParent(); At; At = At->getParent())
    if (const auto *Around = dyn_cast<FunctionDecl>(At)) {
      if (isEvaluatedElsewhere(Around))
        return false;
      Outermost = Around;
    }
  // The body of a lambda outside of functions is part of a variable's type.
  const auto *Method = dyn_cast<CXXMethodDecl>(Outermost);
  return !Method || !Method->getParent()->isLambda();
}

} // namespace raiify
