//===- NamedText.cpp - How a named guard is written -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rewrite/NamedText.h"

#include "clang/AST/Decl.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Error.h"

using namespace clang;

namespace raiify {

/// Whether \p Namespace is one of those around \p Function, or the global one.
static bool isAround(llvm::StringRef Namespace, const FunctionDecl &Function) {
  if (Namespace.empty())
    return true;
  for (const DeclContext *At = Function.getParent(); At; At = At->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(At))
      if (Space->getQualifiedNameAsString() == Namespace)
        return true;
  return false;
}

std::string callableText(const NamedGuardUse &Use, const FunctionDecl &Function,
                         const LangOptions &Language) {
  std::string Result;
  if (!isAround(Use.Guard.Namespace, Function))
    Result = Use.Guard.Namespace + "::";
  Result += Use.Guard.Name;
  auto Joined = [&](auto Part) {
    return llvm::join(llvm::map_range(Use.Arguments, Part), ", ");
  };
  if (Use.Guard.IsTemplate && !Language.CPlusPlus17)
    Result +=
        "<" + Joined([](const CleanupParameter &P) { return P.Type; }) + ">";
  return Result + "{" +
         Joined([](const CleanupParameter &P) { return P.Argument; }) + "}";
}

/// Where the line of \p Offset begins.
static unsigned lineBegin(llvm::StringRef Code, unsigned Offset) {
  return Code.take_front(Offset).rfind('\n') + 1;
}

/// The begin of the comments that have the lines directly above \p Offset for
/// themselves; \p Offset where there are none.
static unsigned aboveComments(llvm::StringRef Code, unsigned Offset,
                              const LangOptions &Language) {
  std::vector<std::pair<unsigned, unsigned>> Comments;
  std::string Terminated = Code.take_front(Offset).str();
  Lexer Raw(SourceLocation(), Language, Terminated.data(), Terminated.data(),
            Terminated.data() + Terminated.size());
  Raw.SetCommentRetentionState(true);
  Token Tok;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Raw.LexFromRawLexer(Tok);
    unsigned End = Raw.getCurrentBufferOffset();
    if (Tok.is(tok::comment))
      Comments.push_back({End - Tok.getLength(), End});
  }
  unsigned Result = Offset;
  for (const auto &[Begin, End] : llvm::reverse(Comments)) {
    llvm::StringRef Between = Code.slice(End, Result);
    unsigned Line = lineBegin(Code, Begin);
    if (!Between.trim().empty() || Between.rtrim(" \t").count('\n') > 1 ||
        !Code.slice(Line, Begin).trim().empty())
      break;
    Result = Begin;
  }
  return Result;
}

/// \p Text in the layout of the project.
static std::string formatted(const std::string &Text, llvm::StringRef File,
                             const format::FormatStyle &Style) {
  if (Style.DisableFormat)
    return Text;
  tooling::Replacements Changes =
      format::reformat(Style, Text, {tooling::Range(0, Text.size())}, File);
  llvm::Expected<std::string> Result =
      tooling::applyAllReplacements(Text, Changes);
  if (Result)
    return *Result;
  llvm::consumeError(Result.takeError());
  return Text;
}

Edit declareClass(const NamedGuard &Guard, llvm::StringRef Code,
                  const LangOptions &Language,
                  const format::FormatStyle &Style) {
  std::string Text = Guard.Definition;
  if (Guard.IsLocal)
    Text = "namespace {\n\n" + Text + "\n} // namespace\n";
  Text = formatted(Text, Guard.Place.File, Style) + "\n";
  unsigned Offset = aboveComments(Code, Guard.Place.Offset, Language);
  // Something else on the line, such as `namespace n {`.
  if (!Code.slice(lineBegin(Code, Offset), Offset).trim().empty() &&
      !Code.take_front(Offset).ends_with("\xEF\xBB\xBF"))
    Text = "\n" + Text;
  if (Code.contains("\r\n"))
    Text = llvm::join(llvm::split(Text, '\n'), "\r\n");
  return {Guard.Place.File, Offset, 0, std::move(Text)};
}

} // namespace raiify
