#ifndef BUSY_FLAG_RESET_HPP
#define BUSY_FLAG_RESET_HPP

/// Cleanup that several functions run. Hand it to a scope guard.
class BusyFlagReset {
public:
  explicit BusyFlagReset(bool &busy)
      : busy(busy) {}
  void operator()() const { busy = false; }

private:
  bool &busy;
};

#endif // BUSY_FLAG_RESET_HPP
