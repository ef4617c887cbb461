"""Writes a source whose name and text look like HTML, and are not all UTF-8.

    hostile.py FOLDER
"""

import os
import sys

TEXT = b"""// \xff\xfe is not UTF-8, \xe2\x80\xa8 separates lines; </script><!--
void say(const char *);
void f(int *p) {
  try {
    say("</script><img src=x onerror=boom()>&amp; <!-- \\u2028");
  } catch (...) {
    delete p; // <b>bold</b> \xff
    throw;
  }
  delete p;
}
"""

name = os.path.join(sys.argv[1], "a<img src=x onerror=boom()>&.cpp")
with open(name, "wb") as file:
    file.write(TEXT)
