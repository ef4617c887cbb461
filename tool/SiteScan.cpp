//===- SiteScan.cpp - Sites without most bodies ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SiteScan.h"

#include "OwnDeclsConsumer.h"

#include "extract/Extract.h"
#include "extract/RealPath.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;

namespace raiify {
namespace {

class SiteScanConsumer : public OwnDeclsConsumer {
public:
  SiteScanConsumer(SiteScan &Scan, const SourceManager &Sources)
      : Scan(Scan), Sources(Sources) {}

  bool shouldSkipFunctionBody(Decl *D) override;
  void handleOwnDecls(ASTContext &Context) override;

private:
  const SourceFile *fileOf(FileID Id);

  SiteScan &Scan;
  const SourceManager &Sources;
  llvm::DenseMap<FileID, const SourceFile *> Known;
};

} // namespace

/// The file if it is looked at, else null.
const SourceFile *SiteScanConsumer::fileOf(FileID Id) {
  auto [It, IsNew] = Known.try_emplace(Id, nullptr);
  if (!IsNew)
    return It->second;
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Id);
  if (!Entry)
    return nullptr;
  const SourceFile *File = &Scan.Files.get(realPathOf(*Entry));
  It->second = Scan.Wanted.contains(File) ? File : nullptr;
  return It->second;
}

bool SiteScanConsumer::shouldSkipFunctionBody(Decl *D) {
  SourceLocation Name = D->getLocation();
  auto [Id, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Name));
  const SourceFile *File = fileOf(Id);
  if (!File || !File->Survey)
    return true;
  // What a macro writes stands nowhere in the text.
  return !Name.isMacroID() && !File->Survey->mayHoldSite(Offset);
}

void SiteScanConsumer::handleOwnDecls(ASTContext &Context) {
  SiteSource Source;
  for (const Config &Options : distinctOptions(Scan.Settings))
    for (const FoundSite &Site : Source.sites(Context, Options)) {
      const SourceFile *File = &Scan.Files.get(Site.What.Where.File);
      if (Scan.Wanted.contains(File))
        Scan.Found.insert(File);
    }
}

std::unique_ptr<ASTConsumer>
SiteScan::consumer(const CompilerInstance &Compiler) {
  return std::make_unique<SiteScanConsumer>(*this, Compiler.getSourceManager());
}

} // namespace raiify
