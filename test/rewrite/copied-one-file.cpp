// Three copies in one file share a class in front of the first.
//
// RUN: rm -rf %t && mkdir %t && cd %t && cp %s a.cpp
// RUN: %raiify --fix --quiet --config='{}' a.cpp -- -std=c++17 -I %guard_include
// RUN: FileCheck %s --input-file=a.cpp
// RUN: not grep 'catch [(]' a.cpp && not grep '\[&\]' a.cpp
// RUN: %cxx -std=c++17 -fsyntax-only -I %guard_include a.cpp
// RUN: cp a.cpp once.cpp && %raiify --fix --quiet --config='{}' a.cpp -- -std=c++17 -I %guard_include
// RUN: cmp a.cpp once.cpp
// C++11 has no deduction.
// RUN: cp %s b.cpp && %raiify --fix --quiet --config='{}' b.cpp -- -std=c++11 -I %guard_include
// RUN: FileCheck %s --input-file=b.cpp --check-prefix=OLD
// RUN: %cxx -std=c++11 -fsyntax-only -I %guard_include b.cpp

struct Parser {
  ~Parser();
};
void work();

// CHECK: {{^}}class [[NAME:[A-Za-z]+]] {
// CHECK: {{^}}// The first.
// CHECK-NEXT: void first(Parser *parser) {
// CHECK-NEXT:   raiify::scope_exit cleanup([[NAME]]{parser});
// OLD: {{^}}class [[NAME:[A-Za-z]+]] {
// OLD: {{^}}  auto cleanup = raiify::make_scope_exit([[NAME]]{parser});

// The first.
void first(Parser *parser) {
  try {
    work();
  } catch (...) {
    delete parser;
    throw;
  }
  delete parser;
}

// CHECK: {{^}}void second(Parser *other) {
// CHECK-NEXT:   raiify::rollback_guard rollback([[NAME]]{other});
// CHECK:        rollback.commit();
void second(Parser *other) {
  try {
    work();
  } catch (...) {
    delete other;
    throw;
  }
}

// Two in one function: two passes, one class.
// CHECK: {{^}}void third(Parser *a, Parser *b) {
// CHECK:   raiify::scope_exit cleanup([[NAME]]{a});
// CHECK:   raiify::scope_exit cleanup2([[NAME]]{b});
// CHECK-NOT: {{^}}class
void third(Parser *a, Parser *b) {
  try {
    work();
  } catch (...) {
    delete a;
    throw;
  }
  delete a;
  try {
    work();
  } catch (...) {
    delete b;
    throw;
  }
  delete b;
}
