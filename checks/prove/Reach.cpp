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

/// Whether the unit has read a file that a directive may mean by \p Name.
static bool wasRead(const SourceManager &SM, llvm::StringRef Name) {
  return std::any_of(SM.fileinfo_begin(), SM.fileinfo_end(),
                     [&](const auto &Entry) {
                       llvm::StringRef Path = Entry.first.getName();
                       return Path.consume_back(Name) && Path.ends_with("/") &&
                              Entry.second->getBufferIfLoaded().has_value();
                     });
}

/// What a directive names in angle brackets.
static std::string bracketedName(const TextDirective &D) {
  std::string Name;
  for (const TextToken &T : llvm::drop_begin(D.Tokens)) {
    if (T.is(tok::greater))
      return Name;
    Name += T.Text;
  }
  return "";
}

/// Whether all that the guards' header includes or defines is nothing new to
/// the unit, or unknown to it.
static bool isHarmless(const TokenizedText &Header, const SourceManager &SM,
                       const IdentifierTable &Known) {
  auto isKnown = [&](llvm::StringRef Name) {
    return Known.find(Name) != Known.end();
  };
  for (const TextDirective &D : Header.Directives) {
    if (D.Name == "define" &&
        (D.Tokens.empty() || isKnown(D.Tokens.front().Text)))
      return false;
    if (D.Name != "include")
      continue;
    std::string Name = bracketedName(D);
    if (Name.empty() || !wasRead(SM, Name))
      return false;
  }
  return !isKnown("raiify");
}

static bool bringsNothing(ASTContext &Context, const GuardHeader &Header) {
  const SourceManager &SM = Context.getSourceManager();
  OptionalFileEntryRef Entry =
      SM.getFileManager().getOptionalFileRef(Header.Path);
  if (!Entry)
    return false;
  if (SM.translateFile(*Entry).isValid())
    return true;
  auto Text = SM.getFileManager().getBufferForFile(*Entry);
  return Text && isHarmless(tokenize((*Text)->getBuffer()), SM, Context.Idents);
}

Reach::Reach(ASTContext &Context, const GuardHeader &Header)
    : HeaderIsHarmless(bringsNothing(Context, Header)) {}

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

bool Reach::staysIn(const FunctionDecl *Function) const {
  if (!HeaderIsHarmless || isEvaluatedElsewhere(Function))
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
