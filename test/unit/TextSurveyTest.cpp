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
  Macros.close(Options);
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
  EXPECT_EQ(blocks("int a[] = {\n#include \"data.inc\"\n };"), "n");
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

TEST(TextSurvey, ADeclaratorCallsNothing) {
  EXPECT_EQ(blocks("void A::close() { if (a) return; close(); }"), "n");
  EXPECT_EQ(blocks("struct A { public: void close() { if (a) return; close(); "
                   "} };"),
            "n");
  EXPECT_EQ(blocks("void A::close() { if (a) { close(); return; } close(); }"),
            "y");
}

TEST(TextSurvey, NeedsSomethingSetBackTwice) {
  EXPECT_EQ(body("busy = true; if (a) { busy = false; return; } busy = false;"),
            "y");
  EXPECT_EQ(body("busy = on; if (a) { busy = false; return; } busy = false;"),
            "y");
  EXPECT_EQ(body("if (a) { busy = false; return; } busy = false;"), "n");
  EXPECT_EQ(body("if (a) busy = true; else busy = false; return;"), "n");
  EXPECT_EQ(blocks("C::C() : busy(1) { if (a) { busy = false; return; } "
                   "busy = false; }"),
            "y");
  EXPECT_EQ(blocks("C::C() : busy{true} { if (a) { busy = false; return; } "
                   "busy = false; }"),
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
  EXPECT_EQ(body("p = new T; try { g(); } catch (...) { tell(); throw; }"),
            "y");
  EXPECT_EQ(body("p = new T; try { g(); } catch (X &x) { throw; } "
                 "catch (...) { { ; throw; } } delete p;"),
            "n");
}

/// \p InHandler in a handler, and \p Behind on the way out without one.
static std::string handler(llvm::StringRef InHandler, llvm::StringRef Behind) {
  return body("try { g(); } catch (X &x) { " + InHandler.str() + " return; } " +
              Behind.str());
}

TEST(TextSurvey, NeedsTheSameStatementOnBothWaysOut) {
  EXPECT_EQ(handler("park(a);", "park(a);"), "y");
  EXPECT_EQ(handler("this->park((a));", "park(a);"), "y");
  EXPECT_EQ(handler("park(a);", "park(b);"), "n");
  EXPECT_EQ(handler("l.park(a);", "m.park(a);"), "n");
  EXPECT_EQ(handler("std::cerr << text(a) << std::endl;",
                    "std::cerr << text(a) << std::endl;"),
            "n");
  EXPECT_EQ(handler("tell(name(a));", "know(name(a));"), "n");
  EXPECT_EQ(handler("int n = name(a);", "know(name(a));"), "n");
  EXPECT_EQ(handler("if (ready(a)) return;", "if (ready(a)) return;"), "n");
}

TEST(TextSurvey, WhatReadsTheExceptionIsNoCleanup) {
  auto two = [](llvm::StringRef Caught) {
    std::string Handler = "catch (" + Caught.str() + ") { tell(x); return; }";
    return body("try { g(); } " + Handler + Handler);
  };
  EXPECT_EQ(two("const n::X &x"), "n");
  EXPECT_EQ(two("T<X> x"), "n");
  EXPECT_EQ(two("n::x"), "y");
  EXPECT_EQ(two("..."), "y");
  EXPECT_EQ(two("const n::X &y"), "y");
}

TEST(TextSurvey, KnowsWhereStatementsStand) {
  for (llvm::StringRef Same : {"(void)park(a);",
                               "static_cast<void>(park(a));",
                               "void(park(a));",
                               "(park(a));",
                               "if (x) {} else (park(a));",
                               "co_await (park(a));",
                               "do (park(a)); while (x);",
                               "if (x) park(a);",
                               "if (x) {} else park(a);",
                               "x ? park(a) : stay(a);",
                               "x && park(a);",
                               "0 == park(a);",
                               "first(), park(a);",
                               "(first(), park(a));",
                               "!park(a);",
                               "do park(a); while (x);",
                               "case 1: park(a);",
                               "v[i].park(a);",
                               "v[park(a)](x);",
                               "set |= park(a);",
                               "[&] { park(a); }();",
                               "[&] { first(), park(a); }();",
                               "({ park(a); });",
                               "*n::park(a);",
                               "get(x).park(a);",
                               "in >> park(a);"})
    EXPECT_EQ(handler(Same, Same), "y") << Same.str();
}

TEST(TextSurvey, TakesWhatMacrosAreGivenForStatements) {
  EXPECT_EQ(
      blocks("#define DO(x, y) x; y\nvoid f() { try { g(); } catch (X &x) "
             "{ DO(1, park(a)); return; } park(a); }"),
      "y");
  EXPECT_EQ(blocks("#define DO work\nvoid f() { try { g(); } catch (X &x) "
                   "{ DO(park(a)); return; } rest(park(a)); }"),
            "n");
}

TEST(TextSurvey, KnowsArgumentsFromStatements) {
  EXPECT_EQ(body("if (a) { i = find(v.begin(), v.end()); return; } "
                 "i = find(v.begin(), v.end());"),
            "n");
  EXPECT_EQ(body("for (i = v.begin(); i != v.end(); ++i) if (*i) return; "
                 "for (i = v.begin(); i != v.end(); ++i) use(*i);"),
            "n");
  EXPECT_EQ(body("if (a) { b.start(), b.end(); return; } b.start(), b.end();"),
            "y");
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

TEST(TextSurvey, LooksIntoMacrosThatWriteFunctions) {
  auto mayWriteSites = [](llvm::StringRef Body) {
    std::string Text = "#define WRITE(x, ...) " + Body.str();
    return survey(Text + "\nWRITE(f, g)\n").mayHoldSites();
  };
  EXPECT_FALSE(mayWriteSites("x::~x() {} void x::f() { throw *this; }"));
  EXPECT_FALSE(mayWriteSites("int main() { x *p = new x; try { p->run(#x); } "
                             "catch (Y &y) { log(y); return 1; } return 0; }"));
  EXPECT_TRUE(mayWriteSites("int main() { try { run(); } catch (Y &y) { "
                            "delete p; return 1; } return 0; }"));
  // What is given to it may be anything.
  EXPECT_TRUE(mayWriteSites("int main() { try { run(); } catch (Y &y) { "
                            "x; return 1; } return 0; }"));
  EXPECT_TRUE(mayWriteSites("int main() { try { run(); } catch (Y &y) "
                            "{ __VA_ARGS__ return 1; } return 0; }"));
  EXPECT_FALSE(mayWriteSites("A::A() : x(1) { throw 1; } A::~A() { } A *x##s() "
                             "{ A::~A(); return new x(1); }"));
  EXPECT_TRUE(mayWriteSites("int main() { try { run(); } catch (Y &y) { "
                            "drop_##x(y); return 1; } return 0; }"));
  EXPECT_FALSE(
      survey("#define va_end(x) __builtin_va_end(x)\n"
             "#define va_end(x) va_end (x)\n"
             "#define W int f(x) { try { va_end(x); } catch (...) { } }\nW\n")
          .mayHoldSites());
  EXPECT_TRUE(survey("#define va_end(x) __builtin_va_end(x)\n"
                     "#define W int f(x) { if (g()) { va_end(x); return 1; } "
                     "va_end(x); }\nW\n")
                  .mayHoldSites());
  // One of two definitions.
  EXPECT_TRUE(survey("#define W void f() { try { g(); } catch (...) { } }\n"
                     "#define V void f() { try { g(); } catch (...) { del(p); "
                     "throw; } }\n#if A\n#define W V\n#endif\n"
                     "#define U V\nU\n")
                  .mayHoldSites());
  EXPECT_TRUE(
      survey("#define W void f() { try { g(); } catch (...) { } }\n"
             "#if A\n#define W void f() { try { g(); } catch (...) { h(); "
             "throw; } }\n#endif\nW\n")
          .mayHoldSites());
  EXPECT_FALSE(survey("#define W void f() { try { g(); } catch (...) { } }\n"
                      "W\n")
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
