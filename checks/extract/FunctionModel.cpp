//===- FunctionModel.cpp - One function, ready for the checks -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/FunctionModel.h"

#include "extract/RealPath.h"
#include "extract/SharedForm.h"
#include "extract/StmtKey.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace raiify {

static void collectOperands(const Stmt *S, const ASTContext &Context,
                            std::vector<std::string> &Keys) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    if (isa<VarDecl>(Ref->getDecl()))
      Keys.push_back(stmtKey(Ref, Context));
  } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
    if (isa<FieldDecl>(Member->getMemberDecl()))
      Keys.push_back(stmtKey(Member, Context));
  } else if (isa<CXXDependentScopeMemberExpr, ArraySubscriptExpr>(S)) {
    Keys.push_back(stmtKey(S, Context));
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(S);
             Unary && Unary->getOpcode() == UO_Deref) {
    Keys.push_back(stmtKey(Unary, Context));
  }
  for (const Stmt *Child : S->children())
    collectOperands(Child, Context, Keys);
}

std::vector<std::string> operandKeys(const Stmt *S, const ASTContext &Context) {
  std::vector<std::string> Keys;
  collectOperands(S, Context, Keys);
  llvm::sort(Keys);
  Keys.erase(std::unique(Keys.begin(), Keys.end()), Keys.end());
  return Keys;
}

bool mentionsAny(const Stmt *S, const std::vector<std::string> &Keys,
                 const ASTContext &Context) {
  return llvm::any_of(operandKeys(S, Context), [&](const std::string &Key) {
    return llvm::is_contained(Keys, Key);
  });
}

std::string foldText(llvm::StringRef Text, const LangOptions &Options) {
  std::string Buffer = Text.str(); // the lexer wants a final zero
  Lexer Lex(SourceLocation(), Options, Buffer.c_str(), Buffer.c_str(),
            Buffer.c_str() + Buffer.size());
  std::string Folded;
  Token Next;
  for (bool End = Lex.LexFromRawLexer(Next);; End = Lex.LexFromRawLexer(Next)) {
    if (Next.is(tok::eof))
      break;
    if (!Folded.empty() && (Next.hasLeadingSpace() || Next.isAtStartOfLine()))
      Folded += ' ';
    std::size_t Stop = Lex.getCurrentBufferOffset();
    Folded += llvm::StringRef(Buffer).slice(Stop - Next.getLength(), Stop);
    if (End)
      break;
  }
  while (!Folded.empty() && (Folded.back() == ';' || Folded.back() == ' '))
    Folded.pop_back();
  return Folded;
}

std::string statementText(const Stmt *S, const ASTContext &Context) {
  const LangOptions &Options = Context.getLangOpts();
  CharSourceRange Written = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()),
      Context.getSourceManager(), Options);
  llvm::StringRef Text =
      Lexer::getSourceText(Written, Context.getSourceManager(), Options);
  if (!Text.empty())
    return foldText(Text, Options);
  std::string Printed;
  llvm::raw_string_ostream OS(Printed);
  S->printPretty(OS, nullptr, Context.getPrintingPolicy());
  return foldText(Printed, Options);
}

FunctionModel::FunctionModel(ASTContext &Context, const Config &Options,
                             const FunctionDecl *Function, const Stmt *Body,
                             std::unique_ptr<FlowGraph> Graph)
    : Context(Context), Options(Options), Function(Function), Body(Body),
      Graph(std::move(Graph)), Facts(Function, Body, Context),
      Effects(Context, Options, Facts) {
  indexNodes();
  groupStatements();
  Live = this->Graph->reachable(
      this->Graph->entry(), [](NodeId) { return false; },
      /*Exceptions=*/true);
}

std::unique_ptr<FunctionModel>
FunctionModel::build(ASTContext &Context, const Config &Options,
                     const FunctionDecl *Function, const Stmt *Body) {
  std::unique_ptr<FlowGraph> Graph = FlowGraph::build(Body);
  if (!Graph)
    return nullptr;
  return std::unique_ptr<FunctionModel>(
      new FunctionModel(Context, Options, Function, Body, std::move(Graph)));
}

static void mapChildren(const Stmt *S, NodeId Id,
                        llvm::DenseMap<const Stmt *, NodeId> &Nodes) {
  if (!S)
    return;
  Nodes.try_emplace(S, Id);
  for (const Stmt *Child : S->children())
    mapChildren(Child, Id, Nodes);
}

void FunctionModel::indexNodes() {
  for (NodeId Id = 0; Id != Graph->size(); ++Id)
    if (const Stmt *S = Graph->node(Id).S;
        S && Graph->node(Id).Kind != NodeKind::TryEntry)
      mapChildren(S, Id, Nodes);
  for (const WriteFact &Write : Facts.writes())
    if (std::optional<NodeId> Id = nodeOf(Write.S))
      Writes[*Id].push_back(Write.Target);
  for (const FlowStatement &S : Graph->statements())
    if (S.FirstNode != S.EndNode)
      Starts[S.Entry].push_back(&S);
}

/// Whether the statement is one that cleanup is made of; blocks and labels
/// only hold such statements.
static bool isUnit(const Stmt *S) {
  return !isa<CompoundStmt, AttributedStmt, LabelStmt, SwitchCase, NullStmt,
              ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, GotoStmt,
              CXXTryStmt>(S);
}

/// A statement of more nodes than this is no step of a cleanup.
static constexpr unsigned MaxUnitSize = 1000;

void FunctionModel::groupStatements() {
  const std::vector<FlowStatement> &All = Graph->statements();
  EffectCache.resize(All.size());
  Keys.resize(All.size());
  for (unsigned I = 0; I != All.size(); ++I) {
    if (!isUnit(All[I].S) || Facts.sizeOf(All[I].S) > MaxUnitSize)
      continue;
    Keys[I] = stmtKey(All[I].S, Context);
    auto [It, Inserted] = GroupOf.try_emplace(Keys[I], Groups.size());
    if (Inserted)
      Groups.emplace_back();
    StatementGroup &Group = Groups[It->second];
    // `if (p) delete p;` and the `delete p;` in it are one.
    if (Group.empty() || !Group.back()->owns(All[I].FirstNode))
      Group.push_back(&All[I]);
  }
}

static unsigned indexIn(const FlowGraph &Graph, const FlowStatement &S) {
  return static_cast<unsigned>(&S - Graph.statements().data());
}

const std::string &FunctionModel::key(const FlowStatement &S) const {
  return Keys[indexIn(*Graph, S)];
}

StatementEffect FunctionModel::effect(const FlowStatement &S) const {
  std::optional<StatementEffect> &Cached = EffectCache[indexIn(*Graph, S)];
  if (!Cached) {
    Cached = StatementEffect();
    Cached->Spoiled = Facts.sizeOf(S.S) > MaxUnitSize;
    if (!Cached->Spoiled)
      Cached = Effects.classify(S.S);
  }
  return *Cached;
}

const StatementGroup &FunctionModel::equals(const FlowStatement &S) const {
  static const StatementGroup Nothing;
  auto It = GroupOf.find(key(S));
  return It == GroupOf.end() ? Nothing : Groups[It->second];
}

llvm::ArrayRef<const FlowStatement *>
FunctionModel::startingAt(NodeId Id) const {
  auto It = Starts.find(Id);
  if (It == Starts.end())
    return {};
  return It->second;
}

std::optional<NodeId> FunctionModel::nodeOf(const Stmt *S) const {
  auto It = Nodes.find(S);
  if (It == Nodes.end())
    return std::nullopt;
  return It->second;
}

bool FunctionModel::writesAny(NodeId Id,
                              const std::vector<std::string> &Keys) const {
  auto It = Writes.find(Id);
  return It != Writes.end() &&
         llvm::any_of(It->second, [&](const std::string &Key) {
           return llvm::is_contained(Keys, Key);
         });
}

bool FunctionModel::rethrowsImplicitly(const CXXTryStmt *Try) const {
  return Try == Body &&
         isa_and_nonnull<CXXConstructorDecl, CXXDestructorDecl>(Function);
}

Location FunctionModel::locate(SourceLocation Loc) const {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation InFile = SM.getFileLoc(Loc);
  Location Result;
  auto [File, Offset] = SM.getDecomposedLoc(InFile);
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return Result;
  Result.File = realPathOf(*Entry);
  Result.Offset = Offset;
  Result.Line = SM.getLineNumber(File, Offset);
  Result.Column = SM.getColumnNumber(File, Offset);
  return Result;
}

static bool isMacroWritten(SourceLocation Loc, const SourceManager &SM) {
  return Loc.isMacroID() && !SM.isMacroArgExpansion(Loc);
}

Copy FunctionModel::makeCopy(SourceLocation Loc, CopyRole Role) const {
  Copy Result;
  Result.Where = locate(Loc);
  Result.Role = Role;
  Result.InMacro = isMacroWritten(Loc, Context.getSourceManager());
  return Result;
}

Copy FunctionModel::makeMissing(NodeId Id) const {
  const FlowNode &Node = Graph->node(Id);
  switch (Node.Kind) {
  case NodeKind::Exit:
    return makeCopy(Body->getEndLoc(), CopyRole::FallThrough);
  case NodeKind::Return:
    return makeCopy(Node.S, CopyRole::Return);
  case NodeKind::Throw:
    return makeCopy(Node.S, CopyRole::Throw);
  default:
    return makeCopy(Node.S, CopyRole::Jump);
  }
}

Site FunctionModel::makeSite(
    CheckKind Kind, llvm::ArrayRef<const FlowStatement *> Cleanup) const {
  Site Result;
  Result.Check = Kind;
  Result.Function =
      Function ? Function->getQualifiedNameAsString() : "(lambda)";
  Result.InTemplate = Function && Function->isDependentContext();
  llvm::SmallVector<const Stmt *, 4> Statements;
  for (const FlowStatement *S : Cleanup) {
    Result.Cleanup.push_back(statementText(S->S, Context));
    Statements.push_back(S->S);
  }
  Result.Key = stableKey(Statements, Context);
  Result.Shared = shareCleanup(Statements, Function, Context);
  if (Function)
    Result.Shared.Place = locate(outermostBegin(Function));
  return Result;
}

} // namespace raiify
