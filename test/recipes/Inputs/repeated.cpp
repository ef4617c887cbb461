#include "tape.h"

#include <stdexcept>

static void wind(int turns) {
  if (turns < 0)
    throw std::invalid_argument("turns");
}

void rewind(int *position) {
  try {
    wind(*position);
  } catch (...) {
    delete position;
    throw;
  }
  delete position;
}
