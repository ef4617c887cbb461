// RUN: %check_raiify %s 'raii-*,-raii-copied-cleanup' %t
//
// A template has its findings once, whether it is never, once or often used.

#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

void work();
bool ready();

template <typename T> T *created() {
  T *Object = new T;
  try {
    Object->init();
  } catch (...) {
    delete Object;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete Object' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return Object;
}

template <typename T> void finally(T *Object) {
  try {
    Object->run();
  } catch (...) {
    delete Object;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete Object' is written 2 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  }
  delete Object;
}

template <typename Mutex, typename F> auto locked(Mutex &M, F Call) -> bool {
  M.lock();
  try {
    Call();
  } catch (const std::exception &) {
    M.unlock();
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'M.unlock()' is written 3 times, {{.*}} on all of them [raii-emulated-finally]
    throw;
  } catch (...) {
    M.unlock();
    return false;
  }
  M.unlock();
  return true;
}

// Members of a class template, with dependent types throughout.
template <typename T, typename A = std::allocator<T>> class Buffer {
public:
  explicit Buffer(size_t Count);
  void grow(size_t Count) {
    T *Bigger = Alloc.allocate(Count);
    try {
      copyTo(Bigger);
    } catch (...) {
      Alloc.deallocate(Bigger, Count);
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: handler only rolls back with 'Alloc.deallocate(Bigger, Count)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
      throw;
    }
    swapIn(Bigger);
  }
  bool check(size_t Count);

private:
  void copyTo(T *);
  void swapIn(T *);
  A Alloc;
  T *Data;
};

template <typename T, typename A> Buffer<T, A>::Buffer(size_t Count) {
  Data = Alloc.allocate(Count);
  size_t Built = 0;
  try {
    for (; Built < Count; ++Built)
      new (Data + Built) T();
  } catch (...) {
    while (Built > 0)
      Data[--Built].~T();
// CHECK-MESSAGES: :[[@LINE-2]]:5: warning: handler only rolls back with 'while (Built > 0) Data[--Built].~T(){{;?}}' and 1 more statement and rethrows; {{.*}} without the handler [raii-rollback-handler]
    Alloc.deallocate(Data, Count);
    throw;
  }
}

template <typename T, typename A> bool Buffer<T, A>::check(size_t Count) {
  T *Scratch = Alloc.allocate(Count);
  if (!ready()) {
    Alloc.deallocate(Scratch, Count);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'Alloc.deallocate(Scratch, Count)' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
    return false;
  }
  copyTo(Scratch);
  Alloc.deallocate(Scratch, Count);
  return true;
}

template <typename T> T *siblings() {
  T *Object = new T;
  try {
    Object->init();
  } catch (const std::runtime_error &) {
    delete Object;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: cleanup 'delete Object' is repeated in 2 handlers of one try; a guard writes it once [raii-sibling-handlers]
    throw;
  } catch (...) {
    delete Object;
    return nullptr;
  }
  return Object;
}

template <typename T> int missed(int Mode) {
  T *Object = new T;
  if (!Object->init()) {
    delete Object;
    return 1;
  }
  if (Mode == 2)
    return 2;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this exit skips the cleanup 'delete Object' that 2 other exits run; this is probably a leak [raii-missed-cleanup]
  delete Object;
  return 0;
}

// A full specialisation is code of its own.
struct Widget {
  bool init();
  void run();
};
struct Gadget : Widget {};

template <> Gadget *created<Gadget>() {
  Gadget *Special = new Gadget;
  try {
    Special->init();
  } catch (...) {
    delete Special;
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: handler only rolls back with 'delete Special' and rethrows; {{.*}} without the handler [raii-rollback-handler]
    throw;
  }
  return Special;
}

// Guards of dependent type stay silent.
template <typename T> void guarded(T *Raw) {
  std::unique_ptr<T> Object(Raw);
  try {
    Object->run();
  } catch (...) {
    Object.reset();
    throw;
  }
  Object.reset();
}

struct Lock {
  void lock();
  void unlock();
};

void use() {
  delete created<Widget>();
  delete created<Gadget>();
  finally(new Widget);
  finally(new Gadget);
  Lock L;
  locked(L, [] { work(); });
  locked(L, work);
  Buffer<int>(3).grow(4);
  Buffer<Widget>(3).grow(4);
  Buffer<Widget>(3).check(4);
  siblings<Widget>();
  siblings<Gadget>();
  missed<Widget>(1);
  missed<Gadget>(1);
  guarded(new Widget);
}

// `->` of a smart pointer whose type waits for T.
template <typename T> struct Pool {
  T *allocate(int);
  void deallocate(T *);
};
template <typename T> struct Pooled {
  std::unique_ptr<Pool<T>> Source;
  T *copy() {
    T *Storage = Source->allocate(1);
    try {
      new (Storage) T();
    } catch (...) {
      Source->deallocate(Storage);
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: handler only rolls back with 'Source->deallocate(Storage)' and rethrows; {{.*}} without the handler [raii-rollback-handler]
      throw;
    }
    return Storage;
  }
};

// 0 is a null pointer, though what it points at waits for T.
template <typename T> struct Node;
template <typename T> bool fill(Node<T> *&, int);
template <typename T> void use(Node<T> &);
template <typename T> bool all(int Count) {
  for (int I = 0; I < Count; ++I) {
    Node<T> *Next(0);
    if (!fill(Next, I)) {
      delete Next;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: cleanup 'delete Next' is repeated before 2 exits; {{.*}} runs it once [raii-exit-cleanup]
      Next = 0;
      return false;
    }
    use(*Next);
    delete Next;
    Next = 0;
  }
  return true;
}
