//===- ShardFields.h - What shards are made of ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The fields of what is in a shard beside findings and sites, for Archive.h.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_SHARDFIELDS_H
#define RAIIFY_TOOL_SHARDFIELDS_H

#include "Fields.h"
#include "Shard.h"

namespace raiify {

template <class Archive> void fields(Archive &A, ShardKey &Key) {
  A(Key.High, Key.Low);
}

template <class Archive> void fields(Archive &A, FileRead &Read) {
  A.path(Read.Name);
  A(Read.Hash);
}

template <class Archive> void fields(Archive &A, ShardUnit &Unit) {
  A(Unit.Key);
  A.path(Unit.File);
  A(Unit.IsCxx, Unit.Failure, Unit.UnknownFlags, Unit.Warnings);
  A.path(Unit.GuardFolder);
}

/// The key stands in front, too, so that it is found without reading the rest.
template <class Archive> void fields(Archive &A, CopiedSite &S) {
  A.key(S.What.Shared.FamilyKey);
  A(S.MinCopies, S.What);
}

/// Likewise.
template <class Archive> void fields(Archive &A, SeenAcquisition &S) {
  A(S.What.Key, S.MinCopies, S.What);
}

template <class Archive> void fields(Archive &A, HiddenPlace &Place) {
  A(Place.Check, Place.Where);
}

template <class Archive> void fields(Archive &A, ShardFiles &Files) {
  A(Files.All, Files.OfProject, Files.Layouts);
}

} // namespace raiify

#endif // RAIIFY_TOOL_SHARDFIELDS_H
