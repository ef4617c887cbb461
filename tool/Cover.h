//===- Cover.h - Few units for all files ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Chooses which units to parse, so that every file of interest is part of one
/// of them, and which unit looks at which file.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_COVER_H
#define RAIIFY_TOOL_COVER_H

#include <cstddef>
#include <vector>

namespace raiify {

/// Numbers of files. The first list has what unit 0 reads, and so on.
using FileLists = std::vector<std::vector<std::size_t>>;

/// For each unit the files that it has to look at; a unit with none need not be
/// parsed. Each file of \p Lists is given to one unit that reads it. \p Own is
/// the file that each unit itself is, and is given to it: units that must be
/// parsed for that are made use of first, then those that add most (greedy set
/// cover, which is at most a logarithm from the best); where units add the
/// same, the first.
FileLists coverFiles(const FileLists &Lists,
                     const std::vector<std::size_t> &Own);

} // namespace raiify

#endif // RAIIFY_TOOL_COVER_H
