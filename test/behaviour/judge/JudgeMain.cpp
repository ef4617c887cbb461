//===- JudgeMain.cpp - The judge as a command, for tests ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   raiify-judge BEFORE.cpp AFTER.cpp [-- compiler flags]
//
// Judges every function that both files define, by qualified name and type,
// and prints one JSON object a line. Lambdas and members of templates count.
// Exits with 2 where a file does not parse.
//
//===----------------------------------------------------------------------===//

#include "trace/Judge.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "model/Version.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

class Functions : public RecursiveASTVisitor<Functions> {
public:
  explicit Functions(ASTContext &Context) : Context(Context) {
    TraverseAST(Context);
  }

  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && Function->hasBody())
      add(Function, Function->getQualifiedNameAsString() + " " +
                        Function->getType().getAsString());
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    add(Lambda->getCallOperator(), "lambda");
    return true;
  }

  /// By name and type, and where these are equal by their order.
  std::map<std::pair<std::string, unsigned>, const FunctionDecl *> Found;

private:
  void add(const FunctionDecl *Function, const std::string &Name) {
    const SourceManager &SM = Context.getSourceManager();
    if (SM.isInMainFile(SM.getExpansionLoc(Function->getBeginLoc())))
      Found[{Name, Counts[Name]++}] = Function;
  }

  ASTContext &Context;
  std::map<std::string, unsigned> Counts;
};

} // namespace

static std::unique_ptr<ASTUnit> parse(const char *File,
                                      std::vector<std::string> Flags) {
  Flags.push_back(std::string("-resource-dir=") + RAIIFY_RESOURCE_DIR);
  tooling::FixedCompilationDatabase Commands(".", Flags);
  tooling::ClangTool Tool(Commands, {File});
  std::vector<std::unique_ptr<ASTUnit>> Units;
  if (Tool.buildASTs(Units) != 0 || Units.size() != 1)
    return nullptr;
  return std::move(Units.front());
}

static void print(const std::string &Name, const raiify::Judgement &J) {
  llvm::json::OStream OS(llvm::outs());
  OS.object([&] {
    OS.attribute("function", Name);
    OS.attribute("verdict", raiify::verdictName(J.Verdict));
    OS.attributeArray("assumptions", [&] {
      for (const raiify::Assumption &A : J.Assumptions)
        OS.object([&] {
          OS.attribute("id", raiify::assumptionInfo(A.Kind).Id);
          OS.attribute("detail", A.Detail);
        });
    });
    if (J.Reason) {
      OS.attribute("reason", raiify::reasonInfo(*J.Reason).Id);
      OS.attribute("detail", J.Detail);
    }
    if (J.Difference)
      OS.attributeObject("counterexample", [&] {
        OS.attributeArray("before", [&] {
          for (const std::string &Event : J.Difference->Before)
            OS.value(Event);
        });
        OS.attributeArray("after", [&] {
          for (const std::string &Event : J.Difference->After)
            OS.value(Event);
        });
      });
  });
  llvm::outs() << '\n';
}

int main(int Argc, const char **Argv) {
  if (Argc < 3) {
    llvm::errs() << "usage: raiify-judge BEFORE.cpp AFTER.cpp [-- flags]\n";
    return 2;
  }
  std::vector<std::string> Flags;
  for (int I = 3; I < Argc; ++I)
    if (llvm::StringRef(Argv[I]) != "--")
      Flags.push_back(Argv[I]);
  std::unique_ptr<ASTUnit> Before = parse(Argv[1], Flags);
  std::unique_ptr<ASTUnit> After = parse(Argv[2], Flags);
  if (!Before || !After)
    return 2;
  Functions InBefore(Before->getASTContext());
  Functions InAfter(After->getASTContext());
  for (const auto &[Key, Function] : InBefore.Found) {
    auto It = InAfter.Found.find(Key);
    if (It == InAfter.Found.end() || Key.first == "lambda")
      continue;
    print(Function->getQualifiedNameAsString(),
          raiify::judge({Function, &Before->getASTContext()},
                        {It->second, &After->getASTContext()}, {}));
  }
  return 0;
}
