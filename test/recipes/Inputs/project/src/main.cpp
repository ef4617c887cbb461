#include "tape.h"

int main() {
  rewind(new int(1));
  return 0;
}
