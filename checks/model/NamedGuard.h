//===- NamedGuard.h - One guard for many copies -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A class that holds the cleanup which several functions repeat, and how one
/// of them makes use of it. It is a function object: the guards of
/// raiify/scope_guard.hpp say when it runs.
///
///   class ParserDeleter {             // Definition
///   public:
///     explicit ParserDeleter(Parser *&parser) : parser(parser) {}
///     void operator()() const { delete parser; }
///   private:
///     Parser *&parser;
///   };
///   …
///   raiify::scope_exit cleanup(ParserDeleter{thisParser});   // a copy
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_NAMEDGUARD_H
#define RAIIFY_MODEL_NAMEDGUARD_H

#include "model/Check.h"
#include "model/Site.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace raiify {

/// The guard of one cluster, the same for all of its copies.
struct NamedGuard {
  /// Without namespaces.
  std::string Name;
  /// Of the namespace that it stands in, `a::b`; empty for the global one, and
  /// for one that is declared in front of its only file's functions.
  std::string Namespace;
  /// The class as it is written, with its comment, without namespaces around
  /// it; lines end in '\n'. Empty where its file has it already.
  std::string Definition;
  /// Whether it is a class template, with one type parameter for each
  /// parameter of the cleanup.
  bool IsTemplate = false;
  /// Real path of the header that it gets; empty where it is declared in the
  /// file of its copies, at Place.
  std::string Header;
  /// The whole text of that header.
  std::string HeaderText;
  /// Where it is declared without a header.
  Location Place;
  /// Whether what is declared at Place may be seen by that file alone (it is
  /// no header), so that an unnamed namespace goes around it.
  bool IsLocal = false;

  bool operator==(const NamedGuard &Other) const {
    return std::tie(Name, Namespace, Definition, IsTemplate, Header, HeaderText,
                    Place, IsLocal) ==
           std::tie(Other.Name, Other.Namespace, Other.Definition,
                    Other.IsTemplate, Other.Header, Other.HeaderText,
                    Other.Place, Other.IsLocal);
  }
};

/// What a copy does with its cluster's guard.
struct NamedGuardUse {
  NamedGuard Guard;
  /// What the guard is handed here, in the order of its parameters.
  std::vector<CleanupParameter> Arguments;

  bool operator==(const NamedGuardUse &Other) const {
    return Guard == Other.Guard && Arguments == Other.Arguments;
  }
};

/// Copies by check and place.
using NamedGuardUses = std::map<std::pair<CheckKind, Location>, NamedGuardUse>;

} // namespace raiify

#endif // RAIIFY_MODEL_NAMEDGUARD_H
