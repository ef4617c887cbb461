# lit's configuration: what test/**/*.cpp and *.test may use in RUN lines.
#
#   %check_raiify FILE CHECK TEMP   one fixture through both front ends, see
#                                   support/check_raiify.py
#   %raiify, %clang-tidy, %run-clang-tidy, %plugin (path of the module)
#   %judge (behaviour/judge)
#   %src (repository), %obj (build folder), %libdir (what `lib` is called where
#   things are installed), %search_path, %support, %mock-std (headers), %python,
#   %cxx
#   %guard_include (folder of raiify/scope_guard.hpp), %clangxx (LLVM's own),
#   %browser_test SCRIPT FILE...: looks at pages in Chromium, see html/Inputs;
#   %cmake
#   %guard_compilers (those of %clangxx and g++ that are there)
#   FileCheck, not, count, split-file

import os
import platform
import shutil
import subprocess

import lit.formats

config.name = "raiify"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.raiify_obj_root, "test")
config.suffixes = [".cpp", ".test"]
# Inputs are no tests; the demo's sources carry no RUN lines; the corpus needs
# the network and minutes; the sources in behaviour/ are programs of its tests.
# `unit` is a suite of its own, which lit finds below.
config.excludes = ["Inputs", "support", "robot", "corpus", "runtime.cpp"]
config.excludes += ["judge", "GenerateShards.cpp"]

# Nothing of the user's own setup may decide a test.
config.environment["LC_ALL"] = "C.UTF-8"
config.environment["HOME"] = config.test_exec_root
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
    if name in os.environ:
        config.environment[name] = os.environ[name]


def quote(path):
    return f"'{path}'" if " " in path else path


def can_mount():
    if not shutil.which("unshare"):
        return False
    command = ["unshare", "-m", "sh", "-c"]
    mounting = "mount --make-rprivate / && mount -t tmpfs none /mnt"
    return subprocess.run(command + [mounting], capture_output=True).returncode == 0


def llvm_tool(name):
    return os.path.join(config.llvm_tools_dir, name)


support = os.path.join(config.raiify_src_root, "test", "support")
mock_std = os.path.join(support, "Inputs", "mock-std")
raiify = os.path.join(config.raiify_obj_root, "bin", "raiify")
judge = os.path.join(config.raiify_obj_root, "bin", "raiify-judge")
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

# What compiles programs that use the guards: the Clang of this LLVM, and GCC.
clangxx = llvm_tool("clang++")
guard_compilers = [path for path in map(shutil.which, (clangxx, "g++")) if path]

# Longer names first: lit replaces in this order.
config.substitutions += [
    ("%check_raiify", check_raiify),
    ("%raiify", quote(raiify)),
    ("%judge", quote(judge)),
    (
        "%run-clang-tidy",
        f"{quote(config.python)} {quote(llvm_tool('run-clang-tidy'))} "
        f"-clang-tidy-binary {quote(clang_tidy)}",
    ),
    ("%clang-tidy", f"{quote(clang_tidy)} --load={quote(plugin)}"),
    ("%plugin", quote(plugin)),
    ("%mock-std", quote(mock_std)),
    (
        "%guard_include",
        quote(os.path.join(config.raiify_src_root, "checks", "guard")),
    ),
    ("%guard_compilers", " ".join(guard_compilers)),
    ("%clangxx", quote(clangxx)),
    ("%support", quote(support)),
    ("%src", quote(config.raiify_src_root)),
    ("%obj", quote(config.raiify_obj_root)),
    ("%libdir", config.install_libdir),
    ("%python", quote(config.python)),
    ("%cxx", quote(config.cxx)),
    ("%cmake", quote(config.cmake)),
]
# FileCheck, not, count, split-file and clang by their plain names.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, os.environ.get("PATH", "")]
)
# For what has to find the built command by its name.
config.substitutions.append(("%search_path", config.environment["PATH"]))

# What looks at the HTML report: packages of npm, and a browser.
chromium = shutil.which("chromium")
if config.html:
    config.available_features.add("html")
if config.html and config.html_modules and chromium:
    config.available_features.add("browser")
    config.environment["RAIIFY_TEST_MODULES"] = config.html_modules
    config.environment["RAIIFY_TEST_CHROMIUM"] = chromium
    config.substitutions.append(("%browser_test", quote(config.node)))

config.available_features.add("llvm-" + config.llvm_version)
if config.mimalloc:
    config.available_features.add("mimalloc")
if os.geteuid() == 0:
    config.available_features.add("root")
    # Packages are installed where that is asked for, or on machines that live
    # for one run.
    asked = os.environ.get("RAIIFY_TEST_INSTALL") == "1"
    if asked or os.environ.get("CI") == "true":
        config.available_features.add("may-install")
# Whether a test may mount what it likes where nobody else sees it.
if can_mount():
    config.available_features.add("mounts")
if os.path.exists(raiify):
    config.available_features.add("raiify")
if os.path.exists(clangxx):
    config.available_features.add("clang")
for name in (
    "bash",
    "cmake",
    "cpack",
    "dpkg-shlibdeps",
    "fish",
    "git",
    "help2man",
    "mandoc",
    "ninja",
    "pre-commit",
    "zsh",
):
    if shutil.which(name):
        config.available_features.add(name)
if shutil.which("g++"):
    config.available_features.add("gcc")
config.available_features.add("host-" + platform.machine())
if config.preload:
    config.available_features.add("sanitizer")
