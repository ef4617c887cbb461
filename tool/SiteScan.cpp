//===- SiteScan.cpp - Sites without most bodies ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SiteScan.h"

#include "OwnDeclsConsumer.h"

#include "extract/Extract.h"
#include "extract/GuardTypes.h"
#include "extract/Names.h"
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
      : OwnDeclsConsumer(Vtables::LeftOut), Scan(Scan), Sources(Sources) {}

  bool shouldSkipFunctionBody(Decl *D) override;
  void handleOwnDecls(ASTContext &Context) override;

private:
  const SourceFile *fileOf(FileID Id);
  bool isWorthReading(const Decl *D, const SourceFile &File, unsigned Offset);

  SiteScan &Scan;
  const SourceManager &Sources;
  llvm::DenseMap<FileID, const SourceFile *> Known;
};

} // namespace

/// The file if it is the project's, else null.
const SourceFile *SiteScanConsumer::fileOf(FileID Id) {
  auto [It, IsNew] = Known.try_emplace(Id, nullptr);
  if (!IsNew)
    return It->second;
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(Id);
  if (!Entry)
    return nullptr;
  const SourceFile *File = &Scan.Files.get(realPathOf(*Entry));
  It->second = File->Survey ? File : nullptr;
  return It->second;
}

/// In bytes. Most functions that give a member, or hand a call on, are shorter.
static constexpr unsigned ShortBody = 160;
/// The same for functions that release what an object has.
static constexpr unsigned ShortRelease = 2000;

/// Whether a body without sites is read none the less, since sites may depend
/// on it and it takes no time.
bool SiteScanConsumer::isWorthReading(const Decl *D, const SourceFile &File,
                                      unsigned Offset) {
  const auto *Function = D->getAsFunction();
  if (!Function)
    return false;
  unsigned Size = File.Survey->sizeOfBody(Offset).value_or(~0u);
  const IdentifierInfo *Id = Function->getIdentifier();
  llvm::StringRef Name = Id ? Id->getName() : "";
  if (releaseHint(Name) != ReleaseHint::None)
    return Size <= ShortRelease;
  return Size <= ShortBody && (Function->isOverloadedOperator() ||
                               Scan.Files.isCalledInHandler(Name));
}

/// Whether \p D, a function of the system's, is one of the standard library's
/// that may release: sites depend on that, too.
static bool isStandardRelease(const Decl *D) {
  const FunctionDecl *Function = D->getAsFunction();
  const IdentifierInfo *Id = Function ? Function->getIdentifier() : nullptr;
  return Id && isOfStandardLibrary(Function) &&
         releaseHint(Id->getName()) != ReleaseHint::None;
}

bool SiteScanConsumer::shouldSkipFunctionBody(Decl *D) {
  SourceLocation Name = D->getLocation();
  auto [Id, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Name));
  const SourceFile *File = fileOf(Id);
  if (!File)
    return !isStandardRelease(D);
  bool IsWanted = Scan.Wanted.contains(File);
  // What a macro writes stands nowhere in the text.
  if (Name.isMacroID())
    return !IsWanted;
  return !(IsWanted && File->Survey->mayHoldSite(Offset)) &&
         !isWorthReading(D, *File, Offset);
}

void SiteScanConsumer::handleOwnDecls(ASTContext &Context) {
  SiteSource Source;
  for (const Config &Options : distinctOptions(Scan.Settings))
    for (const FoundSite &Site : Source.sites(Context, Options)) {
      const SourceFile *File = &Scan.Files.get(Site.What.Where.File);
      if (Scan.Wanted.contains(File))
        Scan.Found.insert(File);
    }
  if (Scan.Then && !Scan.Found.empty())
    Scan.Then(Context, Source);
}

std::unique_ptr<ASTConsumer>
SiteScan::consumer(const CompilerInstance &Compiler) {
  return std::make_unique<SiteScanConsumer>(*this, Compiler.getSourceManager());
}

} // namespace raiify
