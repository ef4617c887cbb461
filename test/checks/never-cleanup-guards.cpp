// RUN: %check_raiify %s 'raii-*' %t -std=c++14,c++20
//
// Calls on guards and smart pointers are no cleanup: those clean up themselves.

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>

void work();
void work(int);
bool ready();

// --- Calls on an object that is itself a guard or smart pointer.

template <class T> class JanitorMemFunCall {
public:
  typedef void (T::*MFPT)();
  JanitorMemFunCall(T *Object, MFPT ToCall)
      : Object(Object), ToCall(ToCall) {}
  ~JanitorMemFunCall() {
    if (Object && ToCall)
      (Object->*ToCall)();
  }
  void release() {
    Object = 0;
    ToCall = static_cast<MFPT>(0);
  }

private:
  T *Object;
  MFPT ToCall;
};

class Attribute {
public:
  Attribute();
  Attribute(int);
  void set(int);

private:
  void cleanUp();
  char *Name;
};

typedef JanitorMemFunCall<Attribute> CleanupType;

Attribute::Attribute() {
  CleanupType cleanup(this, &Attribute::cleanUp);
  try {
    set(1);
  } catch (const std::bad_alloc &) {
    cleanup.release();
    throw;
  }
  cleanup.release();
}

Attribute::Attribute(int X) {
  CleanupType cleanup(this, &Attribute::cleanUp);
  try {
    set(X);
  } catch (const std::bad_alloc &) {
    cleanup.release();
    throw;
  }
}

class Rollback {
public:
  explicit Rollback(int &Value) : Value(&Value), Old(Value) {}
  ~Rollback() {
    if (Value)
      *Value = Old;
  }
  void dismiss() { Value = nullptr; }

private:
  int *Value;
  int Old;
};

int dismissed(int &Level) {
  Rollback Guard(Level);
  Level = 2;
  if (ready()) {
    Guard.dismiss();
    return 1;
  }
  work();
  Guard.dismiss();
  return 0;
}

int *released() {
  std::unique_ptr<int> P(new int);
  try {
    work(*P);
  } catch (const std::bad_alloc &) {
    P.release();
    throw;
  }
  return P.release();
}

void unlocked(std::mutex &M) {
  std::unique_lock<std::mutex> Lock(M);
  try {
    work();
  } catch (...) {
    Lock.unlock();
    throw;
  }
  Lock.unlock();
}

void sharedReset(std::shared_ptr<int> P) {
  try {
    work(*P);
  } catch (const std::runtime_error &) {
    P.reset();
    throw;
  } catch (...) {
    P.reset();
    throw;
  }
}

void assigned(std::unique_ptr<int> &P) {
  try {
    work(*P);
  } catch (...) {
    P = nullptr;
    throw;
  }
  P = nullptr;
}

// Known by its name where the destructor is out of sight.
class ScopeGuard {
public:
  explicit ScopeGuard(std::function<void()>);
  ~ScopeGuard();
  void dismiss();
};

void outOfSight() {
  ScopeGuard Guard([] { work(); });
  try {
    work();
  } catch (const std::bad_alloc &) {
    Guard.dismiss();
    throw;
  }
  Guard.dismiss();
}

// Members of the class.
class Owner {
public:
  void drop();

private:
  std::unique_ptr<int> First;
  std::shared_ptr<int> Second;
};

void Owner::drop() {
  try {
    work(*First);
  } catch (...) {
    First.reset();
    Second.reset();
    throw;
  }
  First.reset();
  Second.reset();
}
