//===- ThrowsTest.cpp - What may throw ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Judged.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace raiify {
namespace {

using testing::HasSubstr;

/// What the judge says of a guard that calls \p Call, which \p Front declares.
std::string judgedCleanup(std::string Front, std::string Call,
                          std::string Parameters = "") {
  return judged(Front + " void f(" + Parameters +
                    ") { try { work(); } catch "
                    "(...) { " +
                    Call + "; throw; } " + Call + "; }",
                Front + " void f(" + Parameters +
                    ") { raiify::scope_exit g([&]"
                    " { " +
                    Call + "; }); work(); }");
}

TEST(ThrowsTest, Cleanups) {
  const char *Safe = "equivalent [handled]";
  EXPECT_THAT(judgedCleanup("", "close(1)"), Safe);
  EXPECT_THAT(judgedCleanup("void a() noexcept;", "a()"), Safe);
  EXPECT_THAT(judgedCleanup("void a() { count = 0; }", "a()"), Safe);
  EXPECT_THAT(
      judgedCleanup("void a() { try { park(); } catch (...) {} }", "a()"),
      Safe);
  EXPECT_THAT(judgedCleanup("__attribute__((nothrow)) void a();", "a()"), Safe);
  EXPECT_THAT(judgedCleanup("", "delete p", "Noisy *p"), Safe);
  EXPECT_THAT(judgedCleanup("", "p()", "void (*p)() noexcept"), Safe);

  auto Throws = HasSubstr("nothrow-cleanup");
  EXPECT_THAT(judgedCleanup("extern \"C\" void a();", "a()"), Throws);
  EXPECT_THAT(judgedCleanup("int compare(const void *, const void *);",
                            "qsort(0, 0, 0, compare)"),
              Throws);
  EXPECT_THAT(judgedCleanup("", "pthread_exit(nullptr)"), Throws);
  EXPECT_THAT(
      judgedCleanup("void a() { try { park(); } catch (Error &) {} }", "a()"),
      Throws);
  EXPECT_THAT(judgedCleanup("void a(int n) { if (n) a(n - 1); }", "a(2)"),
              Throws);
  EXPECT_THAT(judgedCleanup("__attribute__((weak)) void a() {}", "a()"),
              Throws);
  EXPECT_THAT(
      judgedCleanup("struct V { virtual void a() {} };", "v.a()", "V &v"),
      Throws);
  EXPECT_THAT(
      judgedCleanup("struct V final { virtual void a() {} };", "v.a()", "V &v"),
      Safe);
  EXPECT_THAT(
      judgedCleanup("struct T { ~T() noexcept(false); };", "delete p", "T *p"),
      Throws);
  EXPECT_THAT(judgedCleanup("struct T { T *operator->(); void a() noexcept; };",
                            "t->a()", "T t"),
              Throws);
  EXPECT_THAT(judgedCleanup("struct T { operator int() const; };", "shut(t)",
                            "const T &t"),
              Throws);
  EXPECT_THAT(judgedCleanup("", "p()", "void (*p)()"), Throws);
  EXPECT_THAT(judgedCleanup("", "new int"), Throws);
  EXPECT_THAT(
      judgedCleanup("", "(void)dynamic_cast<Error &>(e)", "std::exception &e"),
      Throws);
}

} // namespace
} // namespace raiify
