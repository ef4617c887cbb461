//===- HtmlTemplate.cpp - The page of the HTML report ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlTemplate.h"

namespace raiify {

llvm::StringRef htmlTemplate() {
#ifdef RAIIFY_HTML
  static constexpr char Text[] =
#include "HtmlTemplateText.inc"
      ;
  return {Text, sizeof(Text) - 1};
#else
  return {};
#endif
}

} // namespace raiify
