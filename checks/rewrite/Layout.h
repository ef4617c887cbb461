//===- Layout.h - Edits in the style of the project -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Brings edits into the layout that a project's .clang-format asks for, and
/// finds the place for an `#include`.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_REWRITE_LAYOUT_H
#define RAIIFY_REWRITE_LAYOUT_H

#include "model/Edit.h"

#include "clang/Format/Format.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <vector>

namespace raiify {

/// \p Edits of \p File, whose text is \p Code, with the lines they touch
/// formatted. Edits of other files, and all edits where the formatter cannot
/// read the code, come back as they are.
std::vector<Edit> layOut(std::vector<Edit> Edits, llvm::StringRef Code,
                         llvm::StringRef File,
                         const clang::format::FormatStyle &Style);

/// The edit that includes \p Spelled, which has its quotes or angle brackets,
/// where \p Code keeps its includes; nullopt if it has it already. Line
/// breaks are those of the file, and a byte order mark stays in front.
std::optional<Edit> includeEdit(llvm::StringRef Code, llvm::StringRef File,
                                llvm::StringRef Spelled,
                                const clang::format::FormatStyle &Style);

} // namespace raiify

#endif // RAIIFY_REWRITE_LAYOUT_H
