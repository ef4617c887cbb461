//===- RaiifyTidyModule.cpp - What clang-tidy --load finds ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/RaiifyCheck.h"

#include "model/Docs.h"
#include "model/Version.h"

#include "clang-tidy/ClangTidyModule.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <dlfcn.h>

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

/// From now on messages name the pages that were installed with this module,
/// if it was installed.
void useInstalledPages() {
  llvm::StringRef Relative = RAIIFY_DOCS_FROM_MODULE;
  Dl_info Module;
  if (Relative.empty() ||
      !::dladdr(reinterpret_cast<void *>(&useInstalledPages), &Module))
    return;
  llvm::SmallString<256> Pages;
  if (llvm::sys::fs::real_path(Module.dli_fname, Pages))
    return;
  llvm::sys::path::remove_filename(Pages);
  llvm::sys::path::append(Pages, Relative);
  llvm::sys::path::remove_dots(Pages, /*remove_dot_dot=*/true);
  if (llvm::sys::fs::is_directory(Pages))
    setDocsPlace(Pages.str().str());
}

class RaiifyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    useInstalledPages();
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
