#ifndef STATE_RESTORER_HPP
#define STATE_RESTORER_HPP

/// Cleanup that several functions run. Hand it to a scope guard.
class StateRestorer {
public:
  explicit StateRestorer(int &state, int &old)
      : state(state), old(old) {}
  void operator()() const { state = old; }

private:
  int &state;
  int &old;
};

#endif // STATE_RESTORER_HPP
