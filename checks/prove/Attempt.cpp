//===- Attempt.cpp - Edited text, and functions found in it ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "prove/Attempt.h"

#include "extract/RealPath.h"
#include "rewrite/Layout.h"
#include "rewrite/NamedText.h"
#include "trace/Builder.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace raiify {

static Place placeOf(SourceLocation Loc, const SourceManager &SM) {
  auto [ID, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  OptionalFileEntryRef File = SM.getFileEntryRefForID(ID);
  return File ? Place{realPathOf(*File), Offset} : Place();
}

static SourceLocation beginOfBody(const FunctionDecl *Function) {
  const Stmt *Body = judgedBody(Function);
  return Body ? Body->getBeginLoc() : SourceLocation();
}

Place EditedText::newPlace(const Place &Old) const {
  Place New = Old;
  for (const Edit &E : Edits)
    if (E.File == Old.File && E.Offset + E.Length <= Old.Offset)
      New.Offset += static_cast<unsigned>(E.Text.size()) - E.Length;
  return New;
}

void EditedText::addRange(const FunctionExtent &Old, BodyRanges &Ranges) const {
  Ranges[Old.Begin.File].push_back(
      {newPlace(Old.Begin).Offset, newPlace({Old.Begin.File, Old.End}).Offset});
}

void EditedText::addInsertions(BodyRanges &Ranges) const {
  for (const Edit &E : Edits) {
    unsigned Begin = newPlace({E.File, E.Offset}).Offset;
    unsigned Size = static_cast<unsigned>(E.Text.size());
    // An edit without length counts as one that stands before its place.
    if (E.Length == 0)
      Begin -= Size;
    Ranges[E.File].push_back({Begin, Begin + Size});
  }
}

TextSource::TextSource(ASTContext &Context, const GuardHeader &Header)
    : Context(Context), Header(Header) {}

llvm::StringRef TextSource::textOf(const std::string &File) const {
  const SourceManager &SM = Context.getSourceManager();
  OptionalFileEntryRef Entry = SM.getFileManager().getOptionalFileRef(File);
  FileID ID = Entry ? SM.translateFile(*Entry) : FileID();
  return ID.isValid() ? SM.getBufferData(ID) : llvm::StringRef();
}

/// How a file in the place of \p From names \p Path, the guard header or one
/// beside it.
std::string TextSource::spelledHeader(llvm::StringRef From,
                                      llvm::StringRef Path) const {
  llvm::StringRef Name = llvm::sys::path::filename(Path);
  if (Header.IsSystem)
    return ("<raiify/" + Name + ">").str();
  if (!Header.IncludeDir.empty())
    return ("\"raiify/" + Name + "\"").str();
  llvm::SmallString<128> Folder(llvm::sys::path::parent_path(From));
  std::string Up;
  llvm::StringRef Target = Path;
  while (!Folder.empty() && !(Target.starts_with(Folder) &&
                              Target.substr(Folder.size()).starts_with("/"))) {
    llvm::StringRef Parent = llvm::sys::path::parent_path(Folder);
    if (Parent == Folder)
      break;
    Folder.resize(Parent.size());
    Up += "../";
  }
  return "\"" + Up + Target.substr(Folder.size()).ltrim('/').str() + "\"";
}

/// With more edits than this the planner's own indentation must do: the
/// formatter takes time that grows with their square.
static constexpr std::size_t MaxFormatted = 500;

/// Adds an insertion that may stand where another does; they are then one.
static void addInsertion(std::vector<Edit> &Edits, Edit Added) {
  for (Edit &E : Edits)
    if (E.File == Added.File && E.Offset == Added.Offset) {
      // No blank line between two includes.
      if (llvm::StringRef(Added.Text).starts_with("#include") &&
          llvm::StringRef(E.Text).ends_with("\n\n"))
        E.Text.pop_back();
      E.Text += Added.Text;
      return;
    }
  Edits.push_back(std::move(Added));
}

std::vector<Edit> TextSource::finish(const std::vector<Edit> &Planned,
                                     const NamedGuard *Guard) const {
  if (Planned.empty())
    return {};
  const std::string &File = Planned.front().File;
  llvm::StringRef Code = textOf(File);
  llvm::Expected<format::FormatStyle> Style = format::getStyle(
      "file", File, /*FallbackStyle=*/"none", Code,
      &Context.getSourceManager().getFileManager().getVirtualFileSystem());
  if (!Style) {
    llvm::consumeError(Style.takeError());
    Style = format::getNoStyle();
  }
  std::vector<Edit> Edits =
      Style->DisableFormat || Planned.size() > MaxFormatted
          ? Planned
          : layOut(Planned, Code, File, *Style);
  std::vector<std::string> Headers = {Header.Path};
  if (Guard && !Guard->Header.empty())
    Headers.push_back(Guard->Header);
  llvm::sort(Headers);
  std::vector<Edit> Outside;
  for (const std::string &Path : Headers)
    if (std::optional<Edit> Include =
            includeEdit(Code, File, spelledHeader(File, Path), *Style))
      addInsertion(Outside, std::move(*Include));
  if (Guard && Guard->Header.empty() && !Guard->Definition.empty())
    addInsertion(Outside,
                 declareClass(*Guard, Code, Context.getLangOpts(), *Style));
  llvm::append_range(Edits, Outside);
  llvm::sort(Edits);
  return Edits;
}

EditedText
TextSource::combine(const std::vector<std::vector<Edit>> &Lists) const {
  EditedText Result;
  for (const std::vector<Edit> &List : Lists)
    llvm::append_range(Result.Edits, List);
  llvm::sort(Result.Edits);
  Result.Edits.erase(llvm::unique(Result.Edits), Result.Edits.end());
  for (const Edit &E : Result.Edits)
    if (!Result.Files.count(E.File))
      Result.Files[E.File] = applyEdits(textOf(E.File), E.File, Result.Edits);
  return Result;
}

Place TextSource::bodyOf(const FunctionDecl *Function) const {
  return placeOf(beginOfBody(Function), Context.getSourceManager());
}

FunctionExtent TextSource::extentOf(const FunctionDecl *Function) const {
  // Lambdas and members of local classes lie in another function's text.
  const FunctionDecl *Outermost = Function;
  for (const DeclContext *At = Function->getParent(); At; At = At->getParent())
    if (const auto *Around = dyn_cast<FunctionDecl>(At))
      Outermost = Around;
  const SourceManager &SM = Context.getSourceManager();
  FunctionExtent Result;
  Result.Begin = placeOf(Outermost->getBeginLoc(), SM);
  Result.End = placeOf(Outermost->getEndLoc(), SM).Offset + 1;
  return Result;
}

namespace {

class FunctionCollector : public RecursiveASTVisitor<FunctionCollector> {
public:
  FunctionCollector(const SourceManager &SM,
                    std::map<Place, const FunctionDecl *> &Functions)
      : SM(SM), Functions(Functions) {}

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) &&
        SM.isInSystemHeader(D->getLocation()))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition())
      add(Function);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    add(Lambda->getCallOperator());
    return true;
  }

private:
  void add(const FunctionDecl *Function) {
    SourceLocation Body = beginOfBody(Function);
    if (Body.isValid())
      Functions.emplace(placeOf(Body, SM), Function);
  }

  const SourceManager &SM;
  std::map<Place, const FunctionDecl *> &Functions;
};

} // namespace

FunctionFinder::FunctionFinder(ASTContext &Context) {
  FunctionCollector(Context.getSourceManager(), Functions).TraverseAST(Context);
}

const FunctionDecl *FunctionFinder::find(const Place &Body) const {
  auto It = Functions.find(Body);
  return It == Functions.end() ? nullptr : It->second;
}

} // namespace raiify
