//===- Judged.cpp - The judge's answer about two codes --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judged.h"

#include "PartialParse.h"

#include "trace/Judge.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringExtras.h"

#include <memory>
#include <optional>

using namespace clang;

namespace raiify {

static constexpr llvm::StringLiteral Library = R"cpp(
#pragma clang system_header
extern "C" int close(int); extern "C" void free(void *);
extern "C" void qsort(void *, unsigned long, unsigned long,
                      int (*)(const void *, const void *));
extern "C" [[noreturn]] void pthread_exit(void *);
extern "C" int pthread_create(unsigned long *, const void *,
                              void *(*)(void *), void *);
namespace std {
typedef decltype(sizeof(0)) size_t;
struct exception { virtual ~exception(); };
struct exception_ptr {};
exception_ptr current_exception() noexcept;
int uncaught_exceptions() noexcept;
template <class T> struct initializer_list {
  const T *First; size_t Size;
  const T *begin() const noexcept { return First; }
  const T *end() const noexcept { return First + Size; }
};
struct thread { template <class F, class... A> thread(F &&, A &&...) {} };
}
void *operator new(std::size_t, void *) noexcept;
)cpp";

/// Functions that may throw, except where they say that they do not.
static constexpr llvm::StringLiteral Project = R"cpp(
int work(); void work(int); bool ready(); void park(); void use(int);
void look(const int *); void shut(int) noexcept; void quit() noexcept;
[[noreturn]] void die(); int acquire(); int count; int *shared;
struct Error : std::exception {}; struct Late : Error {}; struct Other {};
struct Noisy { Noisy(); Noisy(int); ~Noisy(); int value; };
Noisy make();
)cpp";

/// As much of raiify/scope_guard.hpp as the judge knows.
static constexpr llvm::StringLiteral Guards = R"cpp(
namespace raiify {
template <class F> struct scope_exit {
  F function; explicit scope_exit(F f) noexcept : function(f) {}
  ~scope_exit() { function(); } void run() {} void release() noexcept {} };
template <class F> struct scope_fail {
  F function; explicit scope_fail(F f) noexcept : function(f) {}
  ~scope_fail() { function(); } void run() {} void release() noexcept {} };
template <class F> struct rollback_guard {
  F function; explicit rollback_guard(F f) noexcept : function(f) {}
  ~rollback_guard() { function(); } void run() {} void commit() noexcept {} };
template <class F> scope_exit<F> make_scope_exit(F f) noexcept;
template <class F> scope_fail<F> make_scope_fail(F f) noexcept;
template <class F> rollback_guard<F> make_rollback_guard(F f) noexcept;
}
)cpp";

namespace {

/// Finds the definition of `f`, or the first lambda.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  bool shouldVisitTemplateInstantiations() const { return false; }

  static bool isF(const FunctionDecl *Function) {
    return isNamedF(Function) || isNamedF(Function->getParent());
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && isF(Function))
      Found = Function;
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Expr) {
    if (!Lambda)
      Lambda = Expr->getCallOperator();
    return true;
  }

  const FunctionDecl *Found = nullptr;
  const FunctionDecl *Lambda = nullptr;

private:
  /// The function, or the constructor or destructor of a class.
  static bool isNamedF(const FunctionDecl *Function) {
    return Function->getIdentifier() && Function->getName() == "f";
  }
  static bool isNamedF(const DeclContext *Context) {
    const auto *Record = dyn_cast<CXXRecordDecl>(Context);
    return Record && Record->getIdentifier() && Record->getName() == "F";
  }
};

} // namespace

static std::vector<std::string> argumentsFor(const JudgedReading &How) {
  std::vector<std::string> Args = {"-fexceptions", "-fcxx-exceptions",
                                   "-nostdinc", "-w"};
  Args.insert(Args.end(), How.Flags.begin(), How.Flags.end());
  return Args;
}

static std::string textOf(llvm::StringRef Code) {
  return "#include \"library.h\"\n#line 1 \"project.h\"\n" + Project.str() +
         Guards.str() + "#line 1 \"input.cc\"\n" + Code.str() + "\n";
}

static std::unique_ptr<ASTUnit> parse(llvm::StringRef Code,
                                      const JudgedReading &How) {
  std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCodeWithArgs(
      textOf(Code), argumentsFor(How), "input.cc", "raiify-test",
      std::make_shared<PCHContainerOperations>(),
      tooling::getClangStripDependencyFileAdjuster(),
      {{"library.h", Library.str()}});
  if (!Unit || Unit->getDiagnostics().hasErrorOccurred())
    return nullptr;
  return Unit;
}

static const FunctionDecl *find(ASTContext &Context) {
  Finder F;
  F.TraverseAST(Context);
  return F.Found ? F.Found : F.Lambda;
}

static std::string print(const Judgement &J) {
  std::string Text = verdictName(J.Verdict).str();
  if (J.Reason)
    Text += " " + reasonInfo(*J.Reason).Id.str();
  if (!J.Detail.empty())
    Text += " (" + J.Detail + ")";
  std::vector<std::string> Assumptions;
  for (const Assumption &A : J.Assumptions)
    Assumptions.push_back(
        assumptionInfo(A.Kind).Id.str() +
        (A.Kind == AssumptionKind::Handled ? "" : ": " + A.Detail));
  if (!Assumptions.empty())
    Text += " [" + llvm::join(Assumptions, "; ") + "]";
  if (J.Difference)
    Text += ": " + llvm::join(J.Difference->Before, "; ") + " | " +
            llvm::join(J.Difference->After, "; ");
  return Text;
}

/// Calls \p Then with `f` of \p Code, parsed without the bodies of other
/// functions, if it does parse.
static void parsePartly(llvm::StringRef Code, const JudgedReading &How,
                        llvm::function_ref<void(JudgedFunction)> Then) {
  auto LeavesOut = [](const FunctionDecl *Function) {
    return !Finder::isF(Function) &&
           !llvm::StringRef(Function->getQualifiedNameAsString())
                .starts_with("raiify::");
  };
  parsePartly(textOf(Code), argumentsFor(How), {{"library.h", Library.str()}},
              LeavesOut, [&](ASTContext &Context) {
                if (const FunctionDecl *Function = find(Context))
                  Then({Function, &Context});
              });
}

/// What is known of \p After, parsed without the bodies of other functions;
/// nullopt where that is nothing.
static std::optional<std::string> judgedPartly(const JudgedFunction &Before,
                                               llvm::StringRef After,
                                               const JudgedReading &How) {
  std::optional<std::string> Answer;
  parsePartly(After, How, [&](JudgedFunction Function) {
    if (auto J = judgePartly(Before, Function, How.Options))
      Answer = print(*J);
  });
  return Answer;
}

/// What is refused whatever the bodies of other functions do, which neither
/// parse has; nullopt where that is nothing.
static std::optional<std::string> refusedInAnyCase(llvm::StringRef Before,
                                                   llvm::StringRef After,
                                                   const JudgedReading &How) {
  std::optional<std::string> Answer;
  parsePartly(Before, How, [&](JudgedFunction Old) {
    parsePartly(After, How, [&](JudgedFunction New) {
      if (auto J = refuseInAnyCase(Old, New, How.Options))
        Answer = print(*J);
    });
  });
  return Answer;
}

std::string judged(llvm::StringRef Before, llvm::StringRef After,
                   const JudgedReading &How) {
  std::unique_ptr<ASTUnit> Old = parse(Before, How);
  std::unique_ptr<ASTUnit> New = parse(After, How);
  if (!Old || !New)
    return "does not parse";
  JudgedFunction OldF{find(Old->getASTContext()), &Old->getASTContext()};
  JudgedFunction NewF{find(New->getASTContext()), &New->getASTContext()};
  if (!OldF.Function || !NewF.Function)
    return "no function";
  std::string Answer = print(judge(OldF, NewF, How.Options));
  // Whatever is left out of the second parse, the answer is the same or none.
  if (Finder::isF(OldF.Function)) {
    std::optional<std::string> Partly = judgedPartly(OldF, After, How);
    if (How.Partly)
      return Partly ? *Partly : "left out";
    if (Partly && *Partly != Answer)
      return Answer + ", but partly " + *Partly;
    std::optional<std::string> Refused = refusedInAnyCase(Before, After, How);
    if (How.InAnyCase)
      return Refused ? *Refused : "not known";
    if (Refused && *Refused != Answer)
      return Answer + ", but in any case " + *Refused;
  }
  return Answer;
}

} // namespace raiify
