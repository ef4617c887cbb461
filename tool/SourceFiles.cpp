//===- SourceFiles.cpp - The files of a project, each once ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceFiles.h"

#include "FileDigests.h"
#include "Paths.h"

#include "extract/TextTokens.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"

#include <map>
#include <optional>

namespace raiify {

/// A folder that is the system's for some units and the project's for others
/// counts as the project's.
SourceFiles::SourceFiles(const std::vector<IncludePath> &Paths) {
  std::map<std::string, bool> System;
  for (const IncludePath &Path : Paths)
    for (const IncludeFolder &Folder : Path) {
      auto [It, IsNew] = System.try_emplace(Folder.Path, Folder.IsSystem);
      It->second &= Folder.IsSystem;
    }
  for (const auto &[Path, IsSystem] : System)
    Folders.push_back({Path, IsSystem});
  llvm::stable_sort(Folders,
                    [](const IncludeFolder &A, const IncludeFolder &B) {
                      return A.Path.size() > B.Path.size();
                    });
}

bool SourceFiles::isSystem(llvm::StringRef Path) const {
  for (const IncludeFolder &Folder : Folders)
    if (isBelow(Path, Folder.Path))
      return Folder.IsSystem;
  return false;
}

SourceFile &SourceFiles::get(llvm::StringRef Path) {
  {
    std::lock_guard<std::mutex> Guard(Lock);
    if (SourceFile *Known = ByName.lookup(Path))
      return *Known;
  }
  return get(Path, realPath(Path));
}

SourceFile &SourceFiles::get(llvm::StringRef Path, const std::string &Real) {
  std::lock_guard<std::mutex> Guard(Lock);
  SourceFile *&Named = ByName[Path];
  SourceFile *&File = ByRealPath[Real];
  if (!File) {
    File = &Files.emplace_back();
    File->IsSystem = isSystem(Real);
    File->Path = Real;
  }
  Named = File;
  return *File;
}

/// What \p D includes; nullopt for other directives.
static std::optional<IncludeDirective> included(const TextDirective &D) {
  if (D.Name != "include" || D.Tokens.empty())
    return std::nullopt;
  const TextToken &First = D.Tokens.front();
  if (First.is(clang::tok::string_literal))
    return IncludeDirective{First.Text.trim('"').str(), /*IsQuoted=*/true};
  if (!First.is(clang::tok::less))
    return std::nullopt;
  IncludeDirective Result;
  for (const TextToken &T : llvm::drop_begin(D.Tokens)) {
    if (T.is(clang::tok::greater))
      return Result;
    Result.Name += T.Text;
  }
  return std::nullopt;
}

/// `X` in `#ifndef X` and `#if !defined(X)`; empty for other directives.
static llvm::StringRef macroNotDefined(const TextDirective &D) {
  llvm::ArrayRef<TextToken> Tokens = D.Tokens;
  if (D.Name == "if") {
    if (Tokens.size() < 3 || !Tokens[0].is(clang::tok::exclaim) ||
        !Tokens[1].isWord("defined"))
      return "";
    Tokens = Tokens.drop_front(Tokens[2].is(clang::tok::l_paren) ? 3 : 2);
  } else if (D.Name != "ifndef") {
    return "";
  }
  return Tokens.empty() ? "" : Tokens.front().Text;
}

/// Whether the first directives see to it that nothing is read twice.
static bool hasIncludeGuard(const std::vector<TextDirective> &Directives) {
  if (Directives.empty() || Directives.front().At != 0)
    return false;
  const TextDirective &First = Directives.front();
  if (First.Name == "pragma")
    return !First.Tokens.empty() && First.Tokens.front().isWord("once");
  llvm::StringRef Macro = macroNotDefined(First);
  return !Macro.empty() && Directives.size() > 1 &&
         Directives[1].Name == "define" && !Directives[1].Tokens.empty() &&
         Directives[1].Tokens.front().Text == Macro;
}

static void readDirectives(const std::vector<TextDirective> &Directives,
                           SourceFile &File) {
  File.IsGuarded = hasIncludeGuard(Directives);
  bool Defines = false;
  for (const TextDirective &D : Directives) {
    Defines |= D.Name == "define" || D.Name == "undef" || D.Name == "pragma";
    if (std::optional<IncludeDirective> I = included(D)) {
      File.Includes.push_back(std::move(*I));
      File.DefinesBeforeIncludes |= Defines;
    }
  }
}

bool SourceFiles::mentions(const SourceFile &File,
                           const std::set<std::string> &Words,
                           llvm::StringRef Other) {
  auto Buffer = llvm::MemoryBuffer::getFile(File.Path);
  if (!Buffer)
    return true;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  return hasWord(Text, Other) &&
         llvm::any_of(Words, [&](const std::string &Word) {
           return Word.empty() || hasWord(Text, Word);
         });
}

void SourceFiles::survey(const Config &Options,
                         const std::vector<std::string> &Definitions,
                         unsigned Threads) {
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> Texts(Files.size());
  MacroTable Macros;
  for (std::size_t I = 0; I < Files.size(); ++I) {
    auto Buffer = llvm::MemoryBuffer::getFile(Files[I].Path);
    if (!Buffer)
      continue;
    Texts[I] = std::move(*Buffer);
    Macros.addFile(Texts[I]->getBuffer(), Options);
  }
  for (const std::string &Definition : Definitions)
    Macros.addDefinition(Definition, Options);
  Macros.close(Options);

  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Threads));
  for (std::size_t I = 0; I < Files.size(); ++I) {
    if (Files[I].IsSystem || !Texts[I])
      continue;
    Pool.async([&, I] {
      llvm::StringRef Text = Texts[I]->getBuffer();
      Files[I].Hash = hashOf(Text);
      Files[I].MentionsNolint = Text.contains("NOLINT");
      TokenizedText Source = tokenize(Text);
      Files[I].Survey = std::make_unique<TextSurvey>(Source, Macros, Options);
      readDirectives(Source.Directives, Files[I]);
    });
  }
  Pool.wait();
  for (const SourceFile &File : Files)
    if (File.Survey)
      for (const std::string &Name : File.Survey->calledInHandlers())
        CalledInHandlers.insert(Name);
}

} // namespace raiify
