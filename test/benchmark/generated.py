"""Writes a compile database of many small units.

Every unit includes one of forty headers; one in twenty holds a cleanup that a
handler repeats. The same count gives the same bytes.
"""

import json
import os

HEADERS = 40
EVERY = 20

HEADER = """#ifndef SHARED_{0}_H
#define SHARED_{0}_H
namespace shared{0} {{
struct Node {{ Node *next; int value; }};
void work(Node *node);
inline int sum(const Node *node) {{
  int total = 0;
  for (; node; node = node->next)
    total += node->value;
  return total;
}}
}} // namespace shared{0}
#endif
"""

PLAIN = """#include "shared{1}.h"
int unit{0}(shared{1}::Node *node) {{
  if (!node)
    return -1;
  for (int i = 0; i < 3; ++i)
    shared{1}::work(node);
  return shared{1}::sum(node) + {0};
}}
"""

WITH_CLEANUP = """#include "shared{1}.h"
int unit{0}() {{
  shared{1}::Node *node = new shared{1}::Node();
  try {{
    shared{1}::work(node);
  }} catch (...) {{
    delete node;
    throw;
  }}
  int result = shared{1}::sum(node);
  delete node;
  return result + {0};
}}
"""


def write(folder, count):
    os.makedirs(folder, exist_ok=True)
    for number in range(HEADERS):
        name = os.path.join(folder, f"shared{number}.h")
        with open(name, "w", encoding="utf-8") as file:
            file.write(HEADER.format(number))
    commands = []
    for number in range(count):
        name = f"unit{number}.cpp"
        text = WITH_CLEANUP if number % EVERY == 0 else PLAIN
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text.format(number, number % HEADERS))
        commands.append(
            {
                "directory": folder,
                "file": name,
                "arguments": ["c++", "-std=c++17", "-c", name],
            }
        )
    path = os.path.join(folder, "compile_commands.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(commands, file)
