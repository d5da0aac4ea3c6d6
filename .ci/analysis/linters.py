"""Analysers that read sources: gcc -fanalyzer, clang's analyzer, clang-tidy."""

import re
import tempfile

from runs import (ROOT, RUNTIME, STANDARD, Run, execute, new_sources, own_sources, relocated,
                  runtime, targets)

WARNINGS = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wcast-align",
            "-Wcast-qual", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wvla", "-Wundef"]
# A check that fails ends with what it holds, and gcc 12 loses files in a structure that main() owns:
# valgrind and ASan look for leaks of programs.
PROGRAM_WARNINGS = ["-pedantic", "-Wall", "-Wextra", "-Wno-analyzer-malloc-leak",
                    "-Wno-analyzer-file-leak"]
MESSAGE = re.compile(r": (?:fatal )?(?:warning|error): ")
AT_ONCE = 12
ALONE = ["icount.c"]  # a plugin of QEMU, not for a processor of ours


def messages(text):
    return [line for line in text.splitlines() if MESSAGE.search(line)]


def batches(names):
    return [names[i:i + AT_ONCE] for i in range(0, len(names), AT_ONCE)]


class Subject:
    """Sources of one directory for one target."""

    def __init__(self, title, target, directory, names, warnings, includes=(), tidy=None):
        self.title, self.target, self.directory, self.names = title, target, directory, names
        self.warnings = warnings
        self.tidy = names if tidy is None else tidy
        self.includes = [f"-I{directory}", *(f"-I{include}" for include in includes)]

    def files(self, names):
        return [self.directory / name for name in names]


def subjects(work, emitted):
    every, seen, tidied = {target.id: target for target in targets()}, set(), set()
    for target in every.values():
        directory, origins = runtime(target, work)
        yield Subject(f"Runtime-C, {target.id}", target, directory,
                      own_sources(target, origins, seen), WARNINGS,
                      tidy=new_sources(origins, tidied))
    host, _ = runtime(every["host"], work)
    for name in ("checks", "bench"):
        directory = RUNTIME / name
        sources = sorted(file.name for file in directory.glob("*.c") if file.name not in ALONE)
        yield Subject(f"Runtime-C, {name}", every["host"], directory, sources,
                      PROGRAM_WARNINGS, [host])
    for package in emitted:
        if every[package.target].runner:
            continue  # the same sources with weights in another order
        yield Subject(f"emitted, {package.name}", every[package.target], package.directory,
                      [file.name for file in package.sources], PROGRAM_WARNINGS)


def run_of(tool, needs, subject, names, words, after=()):
    """A run whose findings are the messages of compilers about files of a subject."""
    def action():
        with tempfile.TemporaryDirectory() as directory:
            done = execute([*words, *subject.files(names), *after], cwd=directory)
        found = messages(done.stdout)
        if done.returncode != 0 and not found:
            found = [f"{subject.title}: {done.stdout.strip() or f'status {done.returncode}'}"]
        return [relocated(line, subject.directory) for line in found]
    return Run(tool, f"{subject.title}: {names[0]}" + (" ..." if len(names) > 1 else ""),
               needs, action, len(names))


def runs(work, emitted):
    found = []
    for subject in subjects(work, emitted):
        target = subject.target
        for names in batches(subject.names):
            flags = [*STANDARD, *subject.includes]
            found.append(run_of(
                "gcc -fanalyzer", (target.compiler,), subject, names,
                [target.compiler, *target.flags, *flags, *subject.warnings, "-O2", "-fanalyzer",
                 "-c"]))
            found.append(run_of(
                "clang --analyze", ("clang",), subject, names,
                ["clang", *target.clang_flags, *flags, "--analyze", "-Xclang",
                 "-analyzer-output=text"]))
            tidy = [name for name in names if name in subject.tidy]
            if not tidy:
                continue
            found.append(run_of(
                "clang-tidy", ("clang-tidy-19",), subject, tidy,
                ["clang-tidy-19", "--quiet", f"--config-file={ROOT}/.clang-tidy"],
                ["--", *target.clang_flags, *flags]))
    return found
