#ifndef DEPTH_DECREMENTER_HPP
#define DEPTH_DECREMENTER_HPP

/// Cleanup that several functions run. Hand it to a scope guard.
class DepthDecrementer {
public:
  explicit DepthDecrementer(int &depth)
      : depth(depth) {}
  void operator()() const { --depth; }

private:
  int &depth;
};

#endif // DEPTH_DECREMENTER_HPP
