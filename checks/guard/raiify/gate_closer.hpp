#ifndef GATE_CLOSER_HPP
#define GATE_CLOSER_HPP

#include "../../../test/behaviour/runtime.h"

/// Cleanup that several functions run. Hand it to a scope guard.
class GateCloser {
public:
  explicit GateCloser(Gate &gate)
      : gate(gate) {}
  void operator()() const { gate.close(); }

private:
  Gate &gate;
};

#endif // GATE_CLOSER_HPP
