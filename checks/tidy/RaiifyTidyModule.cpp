//===- RaiifyTidyModule.cpp - What clang-tidy --load finds ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RaiifyCheck.h"

#include "clang-tidy/ClangTidyModule.h"

using namespace clang::tidy;

namespace raiify {
namespace {

/// Hands the checks of one translation unit the same UnitSites. clang-tidy
/// makes all checks anew for each unit and drops them after it, so the source
/// lives exactly as long as the unit.
class SharedSource {
public:
  std::shared_ptr<UnitSites> get() {
    std::shared_ptr<UnitSites> Source = Current.lock();
    if (!Source) {
      Source = std::make_shared<UnitSites>();
      Current = Source;
    }
    return Source;
  }

private:
  std::weak_ptr<UnitSites> Current;
};

class RaiifyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto Shared = std::make_shared<SharedSource>();
    for (const CheckInfo &Info : allChecks())
      Factories.registerCheckFactory(
          Info.Name, [Kind = Info.Kind, Shared](llvm::StringRef Name,
                                                ClangTidyContext *Context) {
            return std::make_unique<RaiifyCheck>(Kind, Name, Context,
                                                 Shared->get());
          });
  }
};

} // namespace

static ClangTidyModuleRegistry::Add<RaiifyModule>
    Registration("raii-module", "Finds cleanup that RAII guards would write "
                                "once.");

} // namespace raiify
