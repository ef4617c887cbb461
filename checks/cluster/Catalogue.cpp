//===- Catalogue.cpp - The copies of a project, on disk -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cluster/Catalogue.h"

#include "llvm/Support/JSON.h"

namespace raiify {

/// Of the format. Another one is not read.
static constexpr int CatalogueVersion = 1;

static std::string utf8(llvm::StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

static void
writeCluster(llvm::json::OStream &J, const CopyCluster &C,
             llvm::function_ref<std::string(llvm::StringRef)> Display) {
  const Site &First = C.Sites.front();
  J.attribute("key", utf8(First.Shared.FamilyKey));
  if (C.Obstacle.empty()) {
    J.attribute("guard", C.Guard.Name);
    J.attribute("definition", utf8(C.Guard.Definition));
  } else {
    J.attribute("guard", nullptr);
  }
  J.attributeArray("cleanup", [&] {
    for (const std::string &Statement : First.Cleanup)
      J.value(utf8(Statement));
  });
  J.attribute("times", static_cast<int64_t>(C.Times));
  J.attribute("functions", static_cast<int64_t>(C.Functions));
  J.attribute("files", static_cast<int64_t>(C.Files));
  J.attributeArray("copies", [&] {
    for (const Site &S : C.Sites)
      for (const Copy &At : S.Copies)
        J.object([&] {
          J.attribute("file", utf8(Display(At.Where.File)));
          J.attribute("line", At.Where.Line);
          J.attribute("function", utf8(S.Function));
        });
  });
}

std::string
writeCatalogue(const std::vector<CopyCluster> &Clusters,
               llvm::function_ref<std::string(llvm::StringRef)> Display) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  llvm::json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", CatalogueVersion);
    J.attributeArray("clusters", [&] {
      for (const CopyCluster &C : Clusters)
        J.object([&] { writeCluster(J, C, Display); });
    });
  });
  OS << '\n';
  return Text;
}

/// A count that is there and makes sense.
static bool readCount(const llvm::json::Object &From, llvm::StringRef Name,
                      std::size_t &Into) {
  std::optional<int64_t> Number = From.getInteger(Name);
  if (!Number || *Number < 1)
    return false;
  Into = static_cast<std::size_t>(*Number);
  return true;
}

static bool readCluster(const llvm::json::Value &From, Catalogue &Result) {
  const llvm::json::Object *Cluster = From.getAsObject();
  if (!Cluster)
    return false;
  std::optional<llvm::StringRef> Key = Cluster->getString("key");
  CatalogueEntry Entry;
  const llvm::json::Value *Guard = Cluster->get("guard");
  if (!Guard || (Guard->kind() != llvm::json::Value::String &&
                 Guard->kind() != llvm::json::Value::Null))
    return false;
  Entry.Guard = Guard->getAsString().value_or("").str();
  if (!Key || !readCount(*Cluster, "times", Entry.Times) ||
      !readCount(*Cluster, "functions", Entry.Functions) ||
      !readCount(*Cluster, "files", Entry.Files))
    return false;
  Result[Key->str()] = std::move(Entry);
  return true;
}

std::string readCatalogue(llvm::StringRef Text, Catalogue &Result) {
  Result.clear();
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(Text);
  if (!Parsed) {
    std::string Problem = llvm::toString(Parsed.takeError());
    return "not JSON: " + Problem;
  }
  const llvm::json::Object *Top = Parsed->getAsObject();
  std::optional<int64_t> Version =
      Top ? Top->getInteger("version") : std::nullopt;
  if (!Version)
    return "not a catalogue of copies";
  if (*Version != CatalogueVersion)
    return "version " + std::to_string(*Version) + " of the format, not " +
           std::to_string(CatalogueVersion) + "; write it anew";
  const llvm::json::Array *Clusters = Top->getArray("clusters");
  bool Complete = Clusters != nullptr;
  for (std::size_t I = 0; Complete && I != Clusters->size(); ++I)
    Complete = readCluster((*Clusters)[I], Result);
  if (Complete)
    return "";
  Result.clear();
  return "not a complete catalogue";
}

std::vector<CopyCluster> clustersFrom(const Catalogue &Known,
                                      const std::vector<const Site *> &Sites) {
  std::map<std::string, CopyCluster> ByKey;
  for (const Site *S : Sites) {
    auto Entry = Known.find(S->Shared.FamilyKey);
    if (!takesPartInCopies(S->Check) || Entry == Known.end())
      continue;
    CopyCluster &C = ByKey[Entry->first];
    C.Sites.push_back(*S);
    C.Times = Entry->second.Times;
    C.Functions = Entry->second.Functions;
    C.Files = Entry->second.Files;
    C.Guard.Name = Entry->second.Guard;
    if (C.Guard.Name.empty())
      C.Obstacle = "the catalogue has no guard for it";
  }
  std::vector<CopyCluster> Result;
  for (auto &[Key, C] : ByKey) {
    llvm::sort(C.Sites,
               [](const Site &A, const Site &B) { return A.Where < B.Where; });
    Result.push_back(std::move(C));
  }
  return Result;
}

} // namespace raiify
