"""Runs of tools, the targets, and the runtime's files as a package of a target has them."""

import dataclasses
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys
from typing import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
RUNTIME = ROOT / "Runtime-C"
COMMON = ["parallel", "sampler", "tokenizer", "unicode", "pool", "checked", "include"]
STANDARD = ["-std=c99", "-D_POSIX_C_SOURCE=200112L"]


@dataclasses.dataclass(frozen=True, eq=False)
class Run:
    """One run of one tool; the action returns what it finds."""

    tool: str
    title: str
    needs: tuple
    action: Callable[[], list]
    files: int = 0  # sources that a static tool reads
    lacks: str = ""  # a feature that this processor has not and the run needs


@dataclasses.dataclass(frozen=True)
class Result:
    run: Run
    findings: list
    seconds: float


def failure(message):
    sys.exit(f"analyze: {message}")


def execute(words, **options):
    """Runs a command to its end; standard output and error come together, as text."""
    return subprocess.run([str(word) for word in words], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
                          check=False, **options)


def must(words, **options):
    """Runs a command without which nothing can be analysed."""
    done = execute(words, **options)
    if done.returncode != 0:
        failure(f"{' '.join(map(str, words))}\n{done.stdout}")
    return done.stdout


@dataclasses.dataclass(frozen=True)
class Target:
    id: str
    compiler: str  # gcc for it
    flags: list
    kernels: list
    runner: list
    features: list

    @property
    def lacks(self):
        """What this processor would need to run the target's own kernels; empty if nothing."""
        if self.runner or not self.features:
            return ""
        is_x86 = platform.machine() == "x86_64"
        flags = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").split() if is_x86 else []
        return next((feature for feature in self.features if feature not in flags), "")

    @property
    def triple(self):
        """Of a cross compiler; empty for this machine."""
        return self.compiler.removesuffix("gcc").rstrip("-")

    @property
    def clang_flags(self):
        return ([f"--target={self.triple}"] if self.triple else []) + self.flags


def targets():
    unlisted = sorted({file.stem for file in (ROOT / "Targets").glob("*.json")} - set(TARGETS))
    if unlisted:
        failure(f"{unlisted[0]} is not among the TARGETS of .ci/analysis/runs.py")
    found = []
    for name in TARGETS:
        content = json.loads((ROOT / "Targets" / f"{name}.json").read_text())
        found.append(Target(name, content["compilers"][0], content["cflags"], content["kernels"],
                            content["runner"], content.get("features", [])))
    return found


# One for each instruction set: boards that only name another processor add no code.
TARGETS = ["host", "aarch64-neon", "aarch64-dotprod", "aarch64-i8mm", "armv7-neon", "rv64gc",
           "rv64gcv", "x86-64-v3", "x86-64-v4-vnni"]


def runtime(target, work):
    """Copies the runtime's files as a package has them; returns the directory and the origins."""
    directory = work / "runtime" / target.id
    origins = {}
    for name in [*target.kernels, *COMMON]:
        for file in sorted((RUNTIME / name).glob("*.[ch]")):
            origins.setdefault(file.name, file)
    if not directory.exists():
        directory.mkdir(parents=True)
        for name, file in origins.items():
            shutil.copy(file, directory / name)
    remember(directory, origins)
    return directory, origins


def closure(name, origins, found=None):
    """The files that a source consists of: it and what it includes, directly or not."""
    found = set() if found is None else found
    if name in origins and origins[name] not in found:
        found.add(origins[name])
        for included in INCLUDE.findall(origins[name].read_text()):
            closure(included, origins, found)
    return frozenset(found)


def own_sources(target, origins, seen):
    """What has not been seen for the target's processor: for the host all, for others the sources
    that consist of other files; kernels in plain C are the same for all.
    """
    names = []
    for name in sorted(name for name in origins if name.endswith(".c")):
        files = closure(name, origins)
        varies = any(file.parent.name in target.kernels and file.parent.name != "portable"
                     for file in files)
        if (varies or target.id == "host") and (target.triple, files) not in seen:
            seen.add((target.triple, files))
            names.append(name)
    return names


def new_sources(origins, seen):
    """The sources that have a file which has not been read before."""
    names = []
    for name in sorted(name for name in origins if name.endswith(".c")):
        files = closure(name, origins)
        if not files <= seen:
            seen.update(files)
            names.append(name)
    return names


INCLUDE = re.compile(r'^#include "(.+)"', re.MULTILINE)
PATH = re.compile(r"(/[\w./+-]+)")
ORIGINALS = {}


def remember(directory, origins):
    """Messages about files of the directory are to name the originals."""
    for name, file in origins.items():
        ORIGINALS[str(directory / name)] = str(file.relative_to(ROOT))


def relocated(text, directory):
    """A message about copies, with the paths of the originals in the repository."""
    text = PATH.sub(lambda path: ORIGINALS.get(path.group(1), path.group(1)), text)
    return text.replace(f"{ROOT}/", "").replace(f"{directory}/", "")
