// RUN: %check_raiify %s raii-missed-cleanup %t -std=c++14,c++20
// Over functions: three release in a handler, one of the same shape does not.

struct Parser {
  void parse();
};
void look(Parser *);
void keep(Parser *);

void one() {
  Parser *p = new Parser;
  try {
    p->parse();
    look(p);
  } catch (...) {
    delete p;
    throw;
  }
  delete p;
}

void two() {
  Parser *parser = new Parser;
  try {
    parser->parse();
  } catch (...) {
    delete parser;
    throw;
  }
  delete parser;
}

Parser *three() {
  Parser *p = new Parser;
  try {
    p->parse();
  } catch (...) {
    delete p;
    throw;
  }
  return p;
}

void forgets() {
  Parser *p = new Parser;
// CHECK-NOTES: :[[@LINE-1]]:15: warning: 'p' is acquired here and never released; 3 other functions that acquire the same run 'delete p' when an exception leaves; this is probably a leak [raii-missed-cleanup]
// CHECK-NOTES: :11:15: note: 'delete p' releases this one, in 'one'
// CHECK-NOTES: :23:20: note: 'delete parser' releases this one, in 'two'
// CHECK-NOTES: :34:15: note: 'delete p' releases this one, in 'three'
// CHECK-NOTES: :[[@LINE-5]]:15: note: why this matters {{.*}}raii-missed-cleanup.md
  try {
    look(p);
  } catch (...) {
    throw;
  }
}
