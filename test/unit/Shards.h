//===- Shards.h - Results to put into shards --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Made-up results of translation units, with every field set.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TEST_UNIT_SHARDS_H
#define RAIIFY_TEST_UNIT_SHARDS_H

#include "tool/Shard.h"

namespace raiify {

/// A site that begins at \p Line of \p File, and what is told of it.
Site madeSite(const std::string &File, unsigned Line);
Finding madeFinding(const Site &S);

/// The result of a unit with \p Count findings in its own file, one in a header
/// that all units share, and one that is hidden.
UnitResult madeResult(const std::string &File, unsigned Count);

/// Its shard.
std::string madeShard(const std::string &File, unsigned Count);

} // namespace raiify

#endif // RAIIFY_TEST_UNIT_SHARDS_H
