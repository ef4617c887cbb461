//===- Deadline.cpp - Parses that look at the clock -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Deadline.h"

#include "Contain.h"

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/TemplateInstCallback.h"

using namespace clang;

namespace raiify {
namespace {

/// The clock is looked at once for so many events: macros are many.
constexpr unsigned EventsPerLook = 64;

class EventCounter {
public:
  void count() {
    if (++Events % EventsPerLook == 0)
      checkTime();
  }

private:
  unsigned Events = 0;
};

class TimedPreprocessing : public PPCallbacks {
public:
  void MacroExpands(const Token &, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    Counter.count();
  }
  void LexedFileChanged(FileID, LexedFileChangeReason,
                        SrcMgr::CharacteristicKind, FileID,
                        SourceLocation) override {
    Counter.count();
  }

private:
  EventCounter Counter;
};

class TimedTemplates : public TemplateInstantiationCallback {
public:
  void initialize(const Sema &) override {}
  void finalize(const Sema &) override {}
  void atTemplateBegin(const Sema &,
                       const Sema::CodeSynthesisContext &) override {
    Counter.count();
  }
  void atTemplateEnd(const Sema &,
                     const Sema::CodeSynthesisContext &) override {}

private:
  EventCounter Counter;
};

} // namespace

void TimedConsumer::InitializeSema(Sema &S) {
  if (!hasTimeLimit())
    return;
  S.getPreprocessor().addPPCallbacks(std::make_unique<TimedPreprocessing>());
  S.TemplateInstCallbacks.push_back(std::make_unique<TimedTemplates>());
}

bool TimedConsumer::HandleTopLevelDecl(DeclGroupRef) {
  checkTime();
  return true;
}

} // namespace raiify
