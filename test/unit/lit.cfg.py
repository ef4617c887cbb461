# lit's configuration of the unit tests: every case of the executables that
# are called *Tests counts as one test.

import os

import lit.formats

config.name = "raiify-unit"
config.suffixes = []
config.test_source_root = os.path.join(config.raiify_obj_root, "test", "unit")
config.test_exec_root = config.test_source_root
config.test_format = lit.formats.GoogleTest(".", "Tests")
config.environment["LC_ALL"] = "C.UTF-8"
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
config.environment.setdefault(
    "ASAN_OPTIONS", "detect_leaks=0:detect_container_overflow=0"
)
