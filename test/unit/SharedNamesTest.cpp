//===- SharedNamesTest.cpp - What names ask for elsewhere -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/SharedNames.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace raiify {
namespace {

using testing::ElementsAre;

/// What has to be included for `release`, a function or a variable, where the
/// last line of \p Code is. \p Headers stand in the project, and those of
/// `/system` are the system's.
std::set<std::string>
headersFor(llvm::StringRef Code,
           const tooling::FileContentMappings &Headers = {}) {
  tooling::FileContentMappings All = {
      {"/system/outer.h", "#pragma once\n#include <bits/middle.h>\n"},
      {"/system/bits/middle.h", "#pragma once\n#include <inner.h>\n"},
      {"/system/inner.h", "#pragma once\nvoid release(int *);\n"},
      {"/system/wide.h", "#pragma once\n#include <stdlib.h>\n"
                         "namespace std { using ::free; struct mutex {}; }\n"},
      {"/system/stdlib.h", "#pragma once\n#include <bits/types.h>\n"
                           "extern \"C\" void free(void *);\n"},
      {"/system/bits/types.h", "#pragma once\nstruct handle;\n"},
  };
  All.insert(All.end(), Headers.begin(), Headers.end());
  std::unique_ptr<ASTUnit> Unit = tooling::buildASTFromCodeWithArgs(
      Code, {"-isystem/system", "-I/project", "-std=c++17"},
      "/project/input.cpp", "raiify-test",
      std::make_shared<PCHContainerOperations>(),
      tooling::getClangSyntaxOnlyAdjuster(), All);
  if (!Unit || Unit->getDiagnostics().hasErrorOccurred())
    return {"does not parse"};
  ASTContext &Context = Unit->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  SharedNames Names(Context, SM.getLocForEndOfFile(SM.getMainFileID()));
  for (const BoundNodes &Found : match(declRefExpr().bind("use"), Context)) {
    const auto *Use = Found.getNodeAs<DeclRefExpr>("use");
    if (SM.isInMainFile(Use->getLocation()))
      Names.declName(Use->getDecl());
  }
  for (const BoundNodes &Found : match(varDecl().bind("variable"), Context))
    Names.typeName(Found.getNodeAs<VarDecl>("variable")->getType());
  return Names.Headers;
}

TEST(SharedNamesTest, TheHeaderThatTheProjectReadsItThrough) {
  EXPECT_THAT(headersFor("#include <outer.h>\nvoid f() { release(0); }"),
              ElementsAre("<outer.h>"));
  EXPECT_THAT(headersFor("#include \"own.h\"\nvoid f() { release(0); }",
                         {{"/project/own.h", "#include <outer.h>\n"}}),
              ElementsAre("<outer.h>"));
}

TEST(SharedNamesTest, TheHeaderThatTheFileNames) {
  // It was read before, through another one.
  EXPECT_THAT(headersFor("#include <outer.h>\n#include <inner.h>\n"
                         "void f() { release(0); }"),
              ElementsAre("<inner.h>"));
  EXPECT_THAT(headersFor("#include \"own.h\"\n # include <inner.h> // why\n"
                         "void f() { release(0); }",
                         {{"/project/own.h", "#include <outer.h>\n"}}),
              ElementsAre("<inner.h>"));
  EXPECT_THAT(headersFor("#include <outer.h>\n#include \"inner.h\"\n"
                         "void f() { release(0); }"),
              ElementsAre("<inner.h>"));
}

TEST(SharedNamesTest, OtherFilesOfThatName) {
  EXPECT_THAT(headersFor("#include <outer.h>\n// <inner.h>\n"
                         "#include <else/inner.h>\n"
                         "void f() { release(0); }",
                         {{"/project/else/inner.h", ""}}),
              ElementsAre("<outer.h>"));
}

TEST(SharedNamesTest, HeadersOfTheStandardLibrary) {
  EXPECT_THAT(headersFor("#include <wide.h>\nvoid f() { free(nullptr); }"),
              ElementsAre("<cstdlib>"));
  EXPECT_THAT(headersFor("#include <wide.h>\n#include <stdlib.h>\n"
                         "void f() { free(nullptr); }"),
              ElementsAre("<stdlib.h>"));
  EXPECT_THAT(headersFor("#include <wide.h>\nstd::mutex M;"),
              ElementsAre("<mutex>"));
  // No name of the standard, but of its header.
  EXPECT_THAT(headersFor("#include <wide.h>\nhandle *H;"),
              ElementsAre("<cstdlib>"));
}

TEST(SharedNamesTest, BothHeadersOfC) {
  EXPECT_THAT(headersFor("#include <wide.h>\n#include <stdlib.h>\n"
                         "handle *H;\nvoid f() { free(nullptr); }"),
              ElementsAre("<stdlib.h>"));
}

TEST(SharedNamesTest, HeadersOfTheProject) {
  EXPECT_THAT(headersFor("#include \"own.h\"\nvoid f() { release(0); }",
                         {{"/project/own.h", "void release(int *);\n"}}),
              ElementsAre("/project/own.h"));
}

} // namespace
} // namespace raiify
