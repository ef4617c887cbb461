// RUN: %check_raiify %s 'raii-*' %t -std=c++14,c++20
//
// What is done with the exception itself is no cleanup.

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

void work();

struct Error {
  Error(const char *);
  Error(const std::exception &);
  int code() const;
};

// --- Translating or wrapping the exception.

void translates() {
  try {
    work();
  } catch (const std::runtime_error &E) {
    throw Error(E);
  } catch (...) {
    throw Error("unknown");
  }
}

void wraps() {
  try {
    work();
  } catch (...) {
    std::throw_with_nested(Error("wrapped"));
  }
}

void translatesInSteps() {
  try {
    work();
  } catch (const std::exception &E) {
    std::string Text("work: ");
    Text += E.what();
    throw std::runtime_error(Text);
  }
}

// --- Storing the exception.

struct Promise {
  void setException(std::exception_ptr);
  void setValue(int);
};

void stores(std::exception_ptr &Out) {
  try {
    work();
  } catch (...) {
    Out = std::current_exception();
  }
}

void storesInPromise(Promise &P) {
  try {
    work();
  } catch (const std::exception &) {
    P.setException(std::current_exception());
    throw;
  } catch (...) {
    P.setException(std::current_exception());
    throw;
  }
}

void storesLocally() {
  std::exception_ptr Saved;
  try {
    work();
  } catch (...) {
    Saved = std::current_exception();
  }
  if (Saved)
    std::rethrow_exception(Saved);
}

// --- Anything that reads the exception object or current_exception().

struct Peer {
  void begin();
  void rollback(const std::exception &);
  void rollback(int);
  void close(std::exception_ptr);
};

void readsException(Peer &P) {
  P.begin();
  try {
    work();
  } catch (const std::exception &E) {
    P.rollback(E);
    throw;
  }
}

void readsMember(Peer &P) {
  P.begin();
  try {
    work();
  } catch (const Error &E) {
    P.rollback(E.code());
    throw;
  }
}

void readsCurrent(Peer &P) {
  P.begin();
  try {
    work();
  } catch (const std::runtime_error &) {
    P.close(std::current_exception());
    throw;
  } catch (...) {
    P.close(std::current_exception());
    throw;
  }
}

void readsCopy(Peer &P) {
  P.begin();
  try {
    work();
  } catch (const Error &E) {
    int Code = E.code();
    P.rollback(Code);
    throw;
  }
}

void collects(std::vector<std::exception_ptr> &All) {
  try {
    work();
  } catch (...) {
    All.push_back(std::current_exception());
    throw;
  }
}
