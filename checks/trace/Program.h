//===- Program.h - A function as an automaton -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All that a function may do, as an automaton over labels. A path from Entry
/// to a point without successors is an exit trace. Plain values, without AST.
///
/// What a trace shows:
///   - each full expression and each declaration that is evaluated,
///   - each condition, with the way that is taken,
///   - each evaluation that ends in an exception, with the class of handlers
///     that would catch it,
///   - each object with a destructor that goes out of scope,
///   - each exception object that a handler is done with,
///   - the outcome.
/// Guards show as what they run, where they run it. Whether a guard is armed
/// is part of the automaton's state, not of its labels.
///
//===----------------------------------------------------------------------===//

#ifndef RAIIFY_TRACE_PROGRAM_H
#define RAIIFY_TRACE_PROGRAM_H

#include "model/Verdict.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace raiify {

using LabelId = unsigned;
using PointId = unsigned;

/// What a trace shows at one step.
struct Label {
  /// Equal keys are the same step.
  std::string Key;
  /// For people: `close(fd)`, `read(fd) throws`.
  std::string Shown;
  /// Of a step that ends in an exception: the key of what was evaluated, and
  /// the class of the exception.
  std::string RaisedBy;
  std::string RaisedClass;
  /// Whether the step cannot notice which locals of trivial type are still
  /// there: it reaches none by a pointer.
  bool IsBlindToLocals = false;
};

/// The labels of two functions, numbered together.
class LabelTable {
public:
  LabelId intern(Label L);
  const Label &operator[](LabelId Id) const { return Labels[Id]; }
  LabelId size() const { return static_cast<LabelId>(Labels.size()); }

private:
  std::vector<Label> Labels;
  llvm::StringMap<LabelId> Ids;
};

struct Arc {
  LabelId What = 0;
  PointId To = 0;
  /// Index into Program::LiveSets: the locals of trivial type that something
  /// else may point to and that are still in scope.
  unsigned Live = 0;
  /// An exception that leaves what a guard's destructor runs.
  bool LeavesGuard = false;
  /// An exception that arises in a try block that has handlers for some types,
  /// and that none in the function catches.
  bool Uncaught = false;
};

enum class PointKind {
  Step,    ///< one of the arcs; an end where there is none
  Goto,    ///< on to Next, silently
  Arm,     ///< guard Guard is armed
  Disarm,  ///< guard Guard is disarmed
  IfArmed, ///< on to Next if guard Guard is armed, to Else if not
};

struct Point {
  PointKind Kind = PointKind::Goto;
  unsigned Guard = 0;
  PointId Next = 0;
  PointId Else = 0;
  llvm::SmallVector<Arc, 2> Arcs;
};

/// Why an evaluation may throw.
struct ThrowNote {
  /// "'cleanUp()' may throw, RegularExpression.cpp:210"
  std::string Detail;
  bool Certain = false;
};

struct Program {
  PointId Entry = 0;
  std::vector<Point> Points;
  std::vector<std::vector<std::string>> LiveSets;
  /// The cleanups, by key, of the guards that an exception may pass on its way
  /// out of the function.
  std::set<std::string> UnwoundGuards;
  /// What may throw, by key.
  std::map<std::string, ThrowNote> ThrowNotes;
  /// The keys of what the guards' destructors run and may throw.
  std::set<std::string> ThrowingCleanups;
  /// The types that the handlers name which let exceptions through.
  std::set<std::string> CaughtTypes;
  /// Why the function cannot be judged, if so.
  std::optional<Reason> Problem;
  std::string ProblemDetail;
  /// Whether something would be known better of bodies that the parse left
  /// out.
  bool MissedBody = false;
};

} // namespace raiify

#endif // RAIIFY_TRACE_PROGRAM_H
