//===- GuardClassTest.cpp - The class that holds copied cleanup -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CopySites.h"

#include "cluster/GuardClass.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The only cluster of \p Sites.
CopyCluster clusterOf(const std::vector<Site> &Sites) {
  std::vector<CopyCluster> Found = clusters(Sites);
  EXPECT_EQ(Found.size(), 1u);
  return Found.empty() ? CopyCluster() : Found.front();
}

std::vector<Site> threeCopies() {
  return {copySite("/a.cpp", 20, "f"), copySite("/a.cpp", 40, "g"),
          copySite("/a.cpp", 60, "h")};
}

TEST(GuardClassTest, IsAFunctionObjectThatRefersToWhatItIsHanded) {
  EXPECT_EQ(clusterOf(threeCopies()).Guard.Definition,
            "/// Cleanup that several functions run. Hand it to a scope "
            "guard.\n"
            "class ParserDeleter {\n"
            "public:\n"
            "  explicit ParserDeleter(T *&parser)\n"
            "      : parser(parser) {}\n"
            "  void operator()() const { delete parser; }\n"
            "\n"
            "private:\n"
            "  T *&parser;\n"
            "};\n");
}

TEST(GuardClassTest, IsATemplateWhereTypesDiffer) {
  std::vector<Site> Sites = threeCopies();
  Sites[1].Shared.Parameters[0].Type = "U *";
  CopyCluster C = clusterOf(Sites);
  EXPECT_TRUE(C.Guard.IsTemplate);
  EXPECT_EQ(C.Guard.Definition,
            "/// Cleanup that several functions run. Hand it to a scope "
            "guard.\n"
            "template <class Parser>\n"
            "class ParserDeleter {\n"
            "public:\n"
            "  explicit ParserDeleter(Parser &parser)\n"
            "      : parser(parser) {}\n"
            "  void operator()() const { delete parser; }\n"
            "\n"
            "private:\n"
            "  Parser &parser;\n"
            "};\n");
}

TEST(GuardClassTest, HoldsSeveralStatementsAndParameters) {
  std::vector<Site> Sites = threeCopies();
  for (Site &S : Sites) {
    S.Cleanup = {"p->stop()", "ready = false", "if (x) { log(\"$\") }"};
    S.Shared.Body = {"$0->stop()", "$1 = false", "if ($1) { log(\"$$\"); }"};
    S.Shared.Parameters.push_back({"bool", "ready"});
  }
  EXPECT_THAT(clusterOf(Sites).Guard.Definition,
              HasSubstr("(T *&parser, bool &ready)\n"
                        "      : parser(parser), ready(ready) {}\n"
                        "  void operator()() const {\n"
                        "    parser->stop();\n"
                        "    ready = false;\n"
                        "    if (ready) { log(\"$\"); }\n"
                        "  }\n"));
}

TEST(GuardClassTest, NeedsNoParameters) {
  std::vector<Site> Sites = threeCopies();
  for (Site &S : Sites) {
    S.Shared.Body = {"::shutDown()"};
    S.Shared.Parameters.clear();
  }
  EXPECT_EQ(clusterOf(Sites).Guard.Definition,
            "/// Cleanup that several functions run. Hand it to a scope "
            "guard.\n"
            "class ShutDownCleanup {\n"
            "public:\n"
            "  void operator()() const { ::shutDown(); }\n"
            "};\n");
}

TEST(GuardClassTest, NamesAreGivenOnce) {
  std::vector<Site> Sites = threeCopies();
  for (unsigned I = 0; I != 3; ++I) {
    Sites.push_back(Sites[I]);
    Sites.back().Where.Offset += 5;
    Sites.back().Shared.FamilyKey = "delete $0:U";
  }
  std::vector<CopyCluster> Found = clusters(Sites);
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0].Guard.Name, "ParserDeleter");
  EXPECT_EQ(Found[1].Guard.Name, "ParserDeleter2");
}

TEST(GuardClassTest, StandsInFrontOfTheFirstCopyOfItsFile) {
  CopyCluster C = clusterOf(threeCopies());
  EXPECT_EQ(C.Guard.Place.Line, 19u);
  EXPECT_TRUE(C.Guard.IsLocal);
  EXPECT_FALSE(C.needsHeader());
  std::vector<Site> Sites = threeCopies();
  for (Site &S : Sites)
    S.Shared.Place.File = "/a.hpp";
  EXPECT_FALSE(clusterOf(Sites).Guard.IsLocal);
}

TEST(GuardClassTest, NeedsAHeaderWhereCopiesSpanFiles) {
  std::vector<Site> Sites = {copySite("/a.cpp", 20, "f"),
                             copySite("/b.cpp", 20, "g"),
                             copySite("/b.cpp", 40, "h")};
  Sites[0].Shared.Namespace = "org::app::core";
  Sites[1].Shared.Namespace = "org::app::web";
  Sites[2].Shared.Namespace = "org::app";
  for (Site &S : Sites)
    S.Shared.Headers = {"/T.h", "<cstdio>"};
  Sites[0].Shared.Headers = {"/T.h", "/own.h", "<cstdio>"};
  CopyCluster C = clusterOf(Sites);
  EXPECT_TRUE(C.needsHeader());
  EXPECT_EQ(C.Guard.Namespace, "org::app");
  EXPECT_EQ(guardHeaderName(C.Guard), "parser_deleter.hpp");
  EXPECT_THAT(guardHeaderNeeds(C), ElementsAre("/T.h", "<cstdio>"));
  C.Guard.Definition = "class G {};\n";
  EXPECT_EQ(guardHeaderText(C.Guard, {"\"T.h\"", "<cstdio>"}),
            "#ifndef ORG_APP_PARSER_DELETER_HPP\n"
            "#define ORG_APP_PARSER_DELETER_HPP\n"
            "\n"
            "#include \"T.h\"\n"
            "#include <cstdio>\n"
            "\n"
            "namespace org {\n"
            "namespace app {\n"
            "\n"
            "class G {};\n"
            "\n"
            "} // namespace app\n"
            "\n"
            "} // namespace org\n"
            "\n"
            "#endif // ORG_APP_PARSER_DELETER_HPP\n");
}

TEST(GuardClassTest, AHeaderNeedsWhatOneCopyNeeds) {
  std::vector<Site> Sites = {copySite("/a.cpp", 20, "f"),
                             copySite("/b.cpp", 20, "g"),
                             copySite("/b.cpp", 40, "h")};
  Sites[2].Shared.Headers = {"<lib/part.h>", "<mutex>"};
  Sites[0].Shared.Headers = {"<lib/all.h>", "<lib/more.h>"};
  Sites[1].Shared.Headers = {"<lib/part.h>"};
  EXPECT_THAT(guardHeaderNeeds(clusterOf(Sites)), ElementsAre("<lib/part.h>"));
  // The types of a template's parameters are declared where it is used.
  for (Site &S : Sites)
    S.Shared.Headers.push_back("<set>");
  Sites[0].Shared.Parameters[0].Type = "U *";
  EXPECT_THAT(guardHeaderNeeds(clusterOf(Sites)), ElementsAre("<set>"));
}

TEST(GuardClassTest, AHeaderCannotNameWhatASourceFileDeclares) {
  std::vector<Site> Sites = {copySite("/a.cpp", 20, "f"),
                             copySite("/b.cpp", 20, "g"),
                             copySite("/b.cpp", 40, "h")};
  for (Site &S : Sites)
    S.Shared.Headers = {"/a.cpp"};
  EXPECT_THAT(clusterOf(Sites).Obstacle, HasSubstr("source file"));
}

TEST(GuardClassTest, OneFileOneNamespace) {
  std::vector<Site> Sites = threeCopies();
  Sites[1].Shared.Namespace = "other";
  EXPECT_THAT(clusterOf(Sites).Obstacle, HasSubstr("different namespaces"));
}

TEST(GuardClassTest, CopiesThatCannotUseItDoNotStandAgainstIt) {
  std::vector<Site> Sites = threeCopies();
  Sites[0].Shared.Obstacle = "a macro";
  Sites[0].Shared.Body.clear();
  CopyCluster C = clusterOf(Sites);
  EXPECT_THAT(C.Obstacle, IsEmpty());
  EXPECT_EQ(C.Guard.Place.Line, 39u);
  Sites[1].Shared.Obstacle = "a macro";
  EXPECT_EQ(clusterOf(Sites).Obstacle, "a macro");
}

TEST(GuardClassTest, HeadersAreToldByTheirNames) {
  for (const char *Name : {"/a/b.h", "b.hpp", "c.tcc", "/usr/include/vector"})
    EXPECT_TRUE(isHeaderName(Name)) << Name;
  for (const char *Name : {"/a/b.cpp", "b.cc", "c.C", "/a.h/b.cxx"})
    EXPECT_FALSE(isHeaderName(Name)) << Name;
}

} // namespace
} // namespace raiify
