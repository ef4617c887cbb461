//===- Overlay.h - Files with another text ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file system in which some files have another text than on disk, and some
/// exist that the disk does not have. A file is known by what it is, not by
/// how it is spelt: every link and every relative path leads to its text.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_OVERLAY_H
#define RAIIFY_TOOL_OVERLAY_H

#include "prove/Prover.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <vector>

namespace raiify {

/// \p Disk with all \p Texts in place; where two name the same file, the later
/// one holds. They are not copied and must live as long as the file system.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
overlay(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
        const std::vector<const FileTexts *> &Texts);

} // namespace raiify

#endif // RAIIFY_TOOL_OVERLAY_H
