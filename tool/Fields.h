//===- Fields.h - What the plain values are made of -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The fields of every value that shards hold or are keyed by, for Archive.h.
/// A field that is added to a type is added here, and FormatVersion of Shard.h
/// is raised. Names of files go through `path`.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_FIELDS_H
#define RAIIFY_TOOL_FIELDS_H

#include "model/Acquisition.h"
#include "model/Finding.h"
#include "model/NamedGuard.h"

namespace raiify {

template <class Archive> void fields(Archive &A, CheckKind &Check) {
  A.choice(Check, static_cast<CheckKind>(allChecks().size() - 1));
}

template <class Archive> void fields(Archive &A, AssumptionKind &Kind) {
  A.choice(Kind, static_cast<AssumptionKind>(allAssumptions().size() - 1));
}

template <class Archive> void fields(Archive &A, Reason &Why) {
  A.choice(Why, static_cast<Reason>(allReasons().size() - 1));
}

template <class Archive> void fields(Archive &A, Location &Where) {
  A.path(Where.File);
  A(Where.Line, Where.Column, Where.Offset);
}

template <class Archive> void fields(Archive &A, Copy &C) {
  A(C.Where);
  A.choice(C.Role, CopyRole::FallThrough);
  A(C.InMacro);
}

template <class Archive> void fields(Archive &A, CleanupParameter &P) {
  A(P.Type, P.Argument);
}

template <class Archive> void fields(Archive &A, SharedForm &S) {
  A.key(S.FamilyKey);
  A(S.Parameters, S.Body);
  A.paths(S.Headers);
  A(S.Namespace, S.Place, S.Obstacle);
}

template <class Archive> void fields(Archive &A, Site &S) {
  A(S.Check, S.Where, S.Region, S.Function, S.Cleanup, S.Key, S.Copies,
    S.Missing);
  A.choice(S.Exit, HandlerExit::FallThrough);
  A(S.Shadowed, S.Handlers, S.Partial, S.InMacro, S.InTemplate, S.Shared);
}

template <class Archive> void fields(Archive &A, Acquisition &Q) {
  A(Q.Where, Q.Function, Q.Begin, Q.Key, Q.Text, Q.Variable, Q.Uses, Q.Escapes,
    Q.BeforeTry, Q.ReleaseKey, Q.Release, Q.InHandler, Q.Other, Q.OtherKey);
}

template <class Archive> void fields(Archive &A, Note &N) {
  A(N.Where, N.Message);
}

template <class Archive> void fields(Archive &A, Assumption &Used) {
  A(Used.Kind, Used.Detail);
}

template <class Archive> void fields(Archive &A, Counterexample &C) {
  A(C.Before, C.After);
}

template <class Archive> void fields(Archive &A, Judgement &J) {
  A.choice(J.Verdict, Verdict::Refused);
  A(J.Assumptions, J.Reason, J.Detail, J.Difference);
}

template <class Archive> void fields(Archive &A, Edit &E) {
  A.path(E.File);
  A(E.Offset, E.Length, E.Text);
}

template <class Archive> void fields(Archive &A, Finding &F) {
  A(F.Check, F.Where, F.Function, F.Message, F.Cleanup, F.Fingerprint,
    F.Related, F.Rewrite, F.Edits);
}

template <class Archive> void fields(Archive &A, NamedGuard &G) {
  A(G.Name, G.Namespace, G.Definition, G.IsTemplate);
  A.path(G.Header);
  A(G.HeaderText, G.Place, G.IsLocal);
}

template <class Archive> void fields(Archive &A, NamedGuardUse &U) {
  A(U.Guard, U.Arguments);
}

} // namespace raiify

#endif // RAIIFY_TOOL_FIELDS_H
