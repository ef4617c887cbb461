//===- Docs.h - Where the pages stand ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The folder or URL that messages send the reader to. It is fixed when the
/// build is configured (RAIIFY_DOCS_URL); a program or module that was
/// installed together with its pages names those instead.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_MODEL_DOCS_H
#define RAIIFY_MODEL_DOCS_H

#include <string>

namespace raiify {

/// Folder or URL of the checks' pages, without a trailing slash.
const std::string &docsPlace();

/// Names another one. Called by a front end before its first finding, if at
/// all; what was put into words before keeps the old place.
void setDocsPlace(std::string Place);

} // namespace raiify

#endif // RAIIFY_MODEL_DOCS_H
