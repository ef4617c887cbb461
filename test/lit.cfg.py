# lit's configuration: what test/**/*.cpp and *.test may use in RUN lines.
#
#   %check_raiify FILE CHECK TEMP   one fixture through both front ends, see
#                                   support/check_raiify.py
#   %raiify, %clang-tidy, %run-clang-tidy, %plugin (path of the module)
#   %src (repository), %support, %mock-std (headers), %python, %cxx
#   FileCheck, not, count, split-file

import os

import lit.formats

config.name = "raiify"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.raiify_obj_root, "test")
config.suffixes = [".cpp", ".test"]
# Inputs are no tests; the demo's sources carry no RUN lines; the corpus needs
# the network and minutes. `unit` is a suite of its own, which lit finds below.
config.excludes = ["Inputs", "support", "robot", "corpus"]

# Nothing of the user's own setup may decide a test.
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["HOME"] = config.test_exec_root
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]


def quote(path):
    return f"'{path}'" if " " in path else path


def llvm_tool(name):
    return os.path.join(config.llvm_tools_dir, name)


support = os.path.join(config.raiify_src_root, "test", "support")
mock_std = os.path.join(support, "Inputs", "mock-std")
raiify = os.path.join(config.raiify_obj_root, "bin", "raiify")
plugin = os.path.join(config.raiify_obj_root, "lib", "RaiifyTidyModule.so")
clang_tidy = llvm_tool("clang-tidy")

if config.preload:
    # LLVM itself is not instrumented, which containers shared with it show as
    # overflows and its one-time allocations as leaks.
    config.environment.setdefault(
        "ASAN_OPTIONS", "detect_leaks=0:detect_container_overflow=0"
    )
    config.environment.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
    wrapper = os.path.join(config.test_exec_root, "clang-tidy")
    with open(wrapper, "w", encoding="utf-8") as file:
        file.write(
            f"#!/bin/sh\nexec env LD_PRELOAD='{config.preload}' "
            f"'{clang_tidy}' \"$@\"\n"
        )
    os.chmod(wrapper, 0o755)
    clang_tidy = wrapper

check_raiify = " ".join(
    [
        quote(config.python),
        quote(os.path.join(support, "check_raiify.py")),
        f"--raiify={quote(raiify)}",
        f"--clang-tidy={quote(clang_tidy)}",
        f"--plugin={quote(plugin)}",
        f"--filecheck={quote(llvm_tool('FileCheck'))}",
        f"--mock-std={quote(mock_std)}",
    ]
)

# Longer names first: lit replaces in this order.
config.substitutions += [
    ("%check_raiify", check_raiify),
    ("%raiify", quote(raiify)),
    (
        "%run-clang-tidy",
        f"{quote(config.python)} {quote(llvm_tool('run-clang-tidy'))} "
        f"-clang-tidy-binary {quote(clang_tidy)}",
    ),
    ("%clang-tidy", f"{quote(clang_tidy)} --load={quote(plugin)}"),
    ("%plugin", quote(plugin)),
    ("%mock-std", quote(mock_std)),
    ("%support", quote(support)),
    ("%src", quote(config.raiify_src_root)),
    ("%python", quote(config.python)),
    ("%cxx", quote(config.cxx)),
]
# FileCheck, not, count, split-file and clang by their plain names.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, os.environ.get("PATH", "")]
)

config.available_features.add("llvm-" + config.llvm_version)
if os.geteuid() == 0:
    config.available_features.add("root")
if os.path.exists(raiify):
    config.available_features.add("raiify")
if config.preload:
    config.available_features.add("sanitizer")
