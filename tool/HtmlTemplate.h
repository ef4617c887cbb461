//===- HtmlTemplate.h - The page of the HTML report -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The page that tool/html is bundled into. Builds without npm have none.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TOOL_HTMLTEMPLATE_H
#define RAIIFY_TOOL_HTMLTEMPLATE_H

#include "llvm/ADT/StringRef.h"

namespace raiify {

/// With HtmlDataMark where the data goes; empty where raiify was built without
/// it.
llvm::StringRef htmlTemplate();

} // namespace raiify

#endif // RAIIFY_TOOL_HTMLTEMPLATE_H
