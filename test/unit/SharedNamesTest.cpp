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
      {"/system/outer.h", "#pragma once\n#include <detail/middle.h>\n"},
      {"/system/detail/middle.h", "#pragma once\n#include <_inner.h>\n"},
      {"/system/_inner.h", "#pragma once\nvoid release(int *);\n"},
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
  EXPECT_THAT(headersFor("#include <outer.h>\n#include <_inner.h>\n"
                         "void f() { release(0); }"),
              ElementsAre("<_inner.h>"));
  EXPECT_THAT(headersFor("#include \"own.h\"\n # include <_inner.h> // why\n"
                         "void f() { release(0); }",
                         {{"/project/own.h", "#include <outer.h>\n"}}),
              ElementsAre("<_inner.h>"));
  EXPECT_THAT(headersFor("#include <outer.h>\n#include \"_inner.h\"\n"
                         "void f() { release(0); }"),
              ElementsAre("<_inner.h>"));
}

TEST(SharedNamesTest, OtherFilesOfThatName) {
  EXPECT_THAT(headersFor("#include <outer.h>\n// <_inner.h>\n"
                         "#include <else/_inner.h>\n"
                         "void f() { release(0); }",
                         {{"/project/else/_inner.h", ""}}),
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

/// What is included for `release` where lib/all.h, which the project reads, has
/// \p Include for a header with \p Text.
std::set<std::string> headersInLibrary(llvm::StringRef Include,
                                       llvm::StringRef Text) {
  std::string Header = "#pragma once\n" + Text.str();
  return headersFor(
      "#include <lib/all.h>\nvoid f() { drop(0); }",
      {{"/system/lib/all.h",
        "#pragma once\n#define IN_ALL\n#include " + Include.str() + "\n"},
       {"/system/lib/part.h", Header},
       {"/system/lib/internal/part.h", Header},
       {"/system/_part.h", Header}});
}

TEST(SharedNamesTest, TheInnermostThatIsNoPart) {
  llvm::StringRef Plain = "void drop(int *);\n";
  EXPECT_THAT(headersInLibrary("<lib/part.h>", Plain),
              ElementsAre("<lib/part.h>"));
  EXPECT_THAT(headersInLibrary("\"part.h\"", Plain),
              ElementsAre("<lib/part.h>"));
  EXPECT_THAT(headersInLibrary("\"lib/part.h\"", Plain),
              ElementsAre("<lib/part.h>"));
  EXPECT_THAT(headersInLibrary("<lib/internal/part.h>", Plain),
              ElementsAre("<lib/all.h>"));
  EXPECT_THAT(headersInLibrary("\"../_part.h\"", Plain),
              ElementsAre("<lib/all.h>"));
  EXPECT_THAT(headersInLibrary("<lib/part.h>",
                               "#ifndef IN_ALL\n# error \"Only <lib/all.h> can "
                               "be included directly\"\n#endif\n"
                               "void drop(int *);\n"),
              ElementsAre("<lib/all.h>"));
  EXPECT_THAT(headersInLibrary("<lib/part.h>",
                               "#ifndef IN_ALL\n#error \"not for you\"\n"
                               "#endif\nvoid drop(int *); // directly\n"),
              ElementsAre("<lib/part.h>"));
}

TEST(SharedNamesTest, WhatTheStandardLibraryReadsByAccident) {
  tooling::FileContentMappings Headers = {
      {"/system/c++/string", "#pragma once\n#include <bits/gthr.h>\n"},
      {"/system/bits/gthr.h", "#pragma once\n#include <threads/mutex.h>\n"},
      {"/system/threads/mutex.h", "#pragma once\nvoid unlock(int *);\n"}};
  EXPECT_THAT(
      headersFor("#include <c++/string>\nvoid f() { unlock(0); }", Headers),
      ElementsAre("<threads/mutex.h>"));
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
