//===- TextSurveyTest.cpp - What a parse need not look at -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "extract/TextSurvey.h"

#include "gtest/gtest.h"

using namespace raiify;

static TextSurvey survey(llvm::StringRef Text, const Config &Options = {}) {
  MacroTable Macros;
  Macros.addFile(Text, Options);
  Macros.close();
  return TextSurvey(tokenize(Text), Macros, Options);
}

/// One letter for each block: whether it may hold a site. "?" where the braces
/// make no sense.
static std::string blocks(llvm::StringRef Text, const Config &Options = {}) {
  TextSurvey S = survey(Text, Options);
  if (S.isIrregular())
    return "?";
  std::string Result;
  for (const TextBlock &Block : S.blocks())
    Result += Block.MayHoldSite ? 'y' : 'n';
  return Result;
}

static std::string body(llvm::StringRef Statements) {
  return blocks("void f() {" + Statements.str() + "}");
}

TEST(TextSurvey, FindsTheBlocksOfFunctions) {
  EXPECT_EQ(blocks("namespace a { class C : B { int f() { return 1; }\n"
                   "  void g() const { try {} catch (...) { close(x); } } }; }"
                   "extern \"C\" { struct S *h(struct T t) { return 0; } }"),
            "nyn");
  EXPECT_EQ(blocks("enum class E : int { A, B }; template <class T> void f(T) "
                   "{ delete p; return; delete p; }"),
            "y");
}

TEST(TextSurvey, TakesInitializersAndHandlersWithTheBody) {
  EXPECT_EQ(blocks("C::C() : a{1}, b(2), c{3} { if (x) { delete p; return; } "
                   "delete p; } void f() { return; }"),
            "yn");
  EXPECT_EQ(blocks("C::C() try : a(1) { g(); } catch (...) { free(q); } "
                   "int x{3};"),
            "yn");
}

TEST(TextSurvey, FollowsOneBranchOfConditionals) {
  EXPECT_EQ(blocks("void f() {\n#if A\n if (a) {\n#else\n if (b) {\n#endif\n "
                   "} } void g() { return; }"),
            "nn");
  EXPECT_EQ(blocks("#if 0\n don't {{{ \n#else\nvoid f() {}\n#endif\n"), "n");
  EXPECT_EQ(blocks("#if A\nvoid f() {\n#else\nvoid g() {\n#endif\n }"), "?");
}

TEST(TextSurvey, TakesWhatItCannotRead) {
  EXPECT_EQ(blocks("void f() { } }"), "?");
  EXPECT_EQ(blocks("void f(int x = [] { return 1; }()) { }"), "?");
  EXPECT_EQ(blocks("#define BEGIN {\nvoid f() BEGIN }"), "?");
  EXPECT_EQ(blocks("void f() {\n#include \"body.inc\"\n }"), "y");
  EXPECT_TRUE(survey("void f() { } }").mayHoldSites());
}

TEST(TextSurvey, FindsTheBlockOfAFunctionByItsName) {
  llvm::StringRef Text = "void f() { return; } void g() { delete p; return; "
                         "delete p; }";
  TextSurvey S = survey(Text);
  EXPECT_FALSE(S.mayHoldSite(Text.find("f()")));
  EXPECT_TRUE(S.mayHoldSite(Text.find("g()")));
  EXPECT_TRUE(S.mayHoldSites());
  EXPECT_FALSE(survey("void f() { return; }").mayHoldSites());
}

TEST(TextSurvey, KnowsHowLongABodyIs) {
  EXPECT_EQ(survey("void f() { return; }").sizeOfBody(5), 11U);
  EXPECT_EQ(survey("C::C() : a{1} { }").sizeOfBody(3), 7U);
  EXPECT_EQ(survey("void f();").sizeOfBody(5), std::nullopt);
  EXPECT_EQ(survey("void f() { } }").sizeOfBody(5), std::nullopt);
}

TEST(TextSurvey, NeedsAReleaseAtTwoExits) {
  EXPECT_EQ(body("if (a) { delete p; return; } delete p;"), "y");
  EXPECT_EQ(body("if (a) return; delete p;"), "n");
  EXPECT_EQ(body("delete p; delete q;"), "n");
  EXPECT_EQ(body("if (a) { f->closeFile(); return; } (*f).closeFile();"), "y");
  EXPECT_EQ(body("if (a) { use(f); return; } use(f);"), "n");
  EXPECT_EQ(body("if (a) { close<T>(f); return; } close<T>(f);"), "y");
  EXPECT_EQ(body("if (a) { x.~T(); return; } x.~T();"), "y");
  EXPECT_EQ(body("++n; if (a) { --n; return; } --n;"), "y");
  EXPECT_EQ(body("for (;;++n) if (a) return;"), "n");
}

TEST(TextSurvey, NeedsSomethingSetBackTwice) {
  EXPECT_EQ(body("busy = true; if (a) { busy = false; return; } busy = false;"),
            "y");
  EXPECT_EQ(body("int old = x.y; x.y = 1; if (a) { x.y = old; return; } "
                 "x.y = old;"),
            "y");
  EXPECT_EQ(body("int old(y); if (a) { y = old; return; } y = old;"), "y");
  EXPECT_EQ(body("int old{y}; if (a) { y = old; return; } y = old;"), "y");
  EXPECT_EQ(body("y = one; if (a) { y = two; return; } y = one;"), "n");
  EXPECT_EQ(body("auto old = s.flags(); if (a) { s.flags(old); return; } "
                 "s.flags(old);"),
            "y");
  EXPECT_EQ(body("show(true); if (a) { show(false); return; } show(false);"),
            "y");
}

TEST(TextSurvey, NeedsAHandlerThatDoesSomething) {
  EXPECT_EQ(body("try { g(); } catch (...) { }"), "n");
  EXPECT_EQ(body("try { g(); } catch (X &x) { throw Y(g()); }"), "n");
  EXPECT_EQ(body("try { g(); } catch (X &x) { log(x); return 1; }"), "n");
  EXPECT_EQ(body("try { g(); } catch (X &x) { delete p; }"), "y");
  EXPECT_EQ(body("try { g(); } catch (X &x) { park(); return; } park();"), "y");
  EXPECT_EQ(body("try { g(); log(1); } catch (X &x) { log(1); return; }"), "n");
  EXPECT_EQ(body("n = 1; try { g(); } catch (X &x) { n = 0; return; }"), "y");
  EXPECT_EQ(body("p = new T; try { g(); } catch (...) { throw; }"), "y");
}

TEST(TextSurvey, LooksThroughMacros) {
  EXPECT_EQ(blocks("#define END ) catch (...) { delete p; }\n"
                   "#define TRY try\nvoid f() { TRY { g(); } OR }\n"
                   "#define OR catch (...) { delete p; }\n"),
            "y");
  EXPECT_EQ(blocks("#define DROP(x) RELEASE(x)\n"
                   "#define RELEASE(x) (x)->release()\n"
                   "void f() { if (a) { DROP(p); return; } DROP(p); }"),
            "y");
  EXPECT_EQ(blocks("#define CHECK(x) if (!(x)) warn(#x)\n"
                   "void f() { CHECK(a); CHECK(b); return; }"),
            "n");
  EXPECT_TRUE(survey("#define BODY { try { } catch (...) { delete p; } }\n"
                     "void f() BODY\n")
                  .mayHoldSites());
}

TEST(TextSurvey, KnowsConfiguredNames) {
  Config Options;
  Options.ReleaseFunctions = {"hal::park"};
  llvm::StringRef Text = "void f() { if (a) { hal::park(); return; } "
                         "hal::park(); }";
  EXPECT_EQ(blocks(Text), "n");
  EXPECT_EQ(blocks(Text, Options), "y");
}
