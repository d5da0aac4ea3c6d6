"""Runs of checks and packages under sanitizers and valgrind."""

import os
import re
import subprocess

import packages
from runs import ROOT, RUNTIME, STANDARD, Run, execute, targets

WRAPS = ROOT / ".ci/analysis/intended-wraps.txt"
INTEGER = f"-fsanitize=undefined,integer -fno-sanitize-recover=all -fsanitize-ignorelist={WRAPS}"
ADDRESS = f"-O1 -g -fsanitize=address {INTEGER}"
MEMORY = "-O1 -g -fsanitize=memory -fno-sanitize-recover=all"
FOUND = 99  # status of a program in which something is found
ENVIRONMENT = {
    "ASAN_OPTIONS": f"exitcode={FOUND}:detect_stack_use_after_return=1:strict_string_checks=1",
    "UBSAN_OPTIONS": f"exitcode={FOUND}:print_stacktrace=0",
    "MSAN_OPTIONS": f"exit_code={FOUND}",
    "TSAN_OPTIONS": f"exitcode={FOUND}",
}
VALGRIND = ["valgrind", "--quiet", f"--error-exitcode={FOUND}", "--leak-check=full",
            "--show-leak-kinds=all", "--errors-for-leak-kinds=all"]
REPORTS = re.compile(r"runtime error|Sanitizer|^==\d+==", re.MULTILINE)

# name, compiler, OPT of the makefile, LDFLAGS, runner
FORMS = [
    ("ASan, UBSan, integer", "clang", ADDRESS, "", []),
    ("MSan", "clang", MEMORY, "", []),
    ("valgrind", "gcc", "-O2 -g", "", VALGRIND),
]
THREADS = ("TSan", "gcc", "-O1 -g -fsanitize=thread", "", [])


def undefined(target):
    """UBSan of a cross compiler: OPT, LDFLAGS and runner; it ends the program and says nothing."""
    return (f"-O1 {' '.join(target.flags)} -fsanitize=undefined -fsanitize-undefined-trap-on-error",
            "-static", target.runner)


def integer(target):
    """The same of clang, with its integer group; it ends the program and says nothing."""
    flags = " ".join(target.clang_flags)
    return (f"-O1 {flags} -fsanitize=undefined,integer -fsanitize-trap=all "
            f"-fsanitize-ignorelist={WRAPS}", "-static -fuse-ld=lld", target.runner)


def problem(done, expected):
    """What a program says or does that it should not, in a line; None if nothing."""
    if done.returncode in expected and REPORTS.search(done.stdout) is None:
        return None
    lines = [line for line in done.stdout.splitlines() if REPORTS.search(line)]
    said = " / ".join((lines or done.stdout.splitlines()[-3:])[:4])
    return f"status {done.returncode}: {said}"


# ---- the runtime's own checks ---------------------------------------------------------------


def checks(target, form, compiler, opt, ld, runner, work):
    """The check programs of Runtime-C with the kernels of a target."""
    def action():
        build = work / "checks" / f"{target.id}-{form}".replace(" ", "").replace(",", "-")
        done = execute(["make", "--no-print-directory", "-s", "-C", RUNTIME, "check",
                        f"BUILD={build}", f"CC={compiler}", f"OPT={opt}", f"LDFLAGS={ld}",
                        f"RUN={' '.join(runner)}", f"KERNELS={' '.join(target.kernels)}"],
                       env=os.environ | ENVIRONMENT)
        found = problem(done, [0])
        return [f"Runtime-C checks, {target.id}: {found}"] if found else []
    needs = (compiler, "make", *runner[:1])
    return Run(form, f"Runtime-C checks, {target.id}", needs, action, lacks=target.lacks)


def check_runs(work):
    found = []
    for target in targets():
        if target.runner:
            found.append(checks(target, "integer, emulated", "clang", *integer(target), work))
        else:
            flags = " ".join(target.flags)
            found.append(checks(target, "ASan, UBSan, integer", "clang", f"{ADDRESS} {flags}", "",
                                [], work))
            if target.id != "x86-64-v4-vnni":
                found.append(checks(target, "MSan", "clang", f"{MEMORY} {flags}", "", [], work))
        if target.id == "host":
            found.append(checks(target, "TSan", "gcc", THREADS[2], "-pthread", [], work))
    return found


# ---- packages -------------------------------------------------------------------------------


class Build:
    """A package that is built in a form, and what its programs do."""

    def __init__(self, package, form, compiler, opt, ld, runner):
        self.package, self.runner, self.findings = package, runner, []
        self.title = f"{package.name}, {form}"
        self.flags = [f"CC={compiler}", f"OPT={opt}", f"LDFLAGS={ld}"]

    def make(self, *words):
        done = execute(["make", "-s", *self.flags, *words], cwd=self.package.directory)
        if done.returncode != 0:
            self.findings.append(f"{self.title}: does not build: {done.stdout[-400:]}")
        return done.returncode == 0

    def run(self, program, *words, expected=(0,), given=b""):
        """Runs a program; standard output is shown as text whatever it is."""
        done = subprocess.run([*self.runner, f"./{program}", *map(str, words)], input=given,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                              cwd=self.package.directory, env=os.environ | ENVIRONMENT)
        done.stdout = done.stdout.decode("utf-8", "replace")
        found = problem(done, expected)
        if found:
            shown = " ".join(map(str, words))[:60]
            self.findings.append(f"{self.title}: {program} {shown}: {found}")

    def program(self, name, source):
        """Builds a program of this directory with the library of the package."""
        compiler, opt, ld = (word.split("=", 1)[1] for word in self.flags)
        done = execute([compiler, *STANDARD, "-Wall", "-Wextra", *opt.split(), "-I.", "-o", name,
                        source, "libmodel.a", "-pthread", *ld.split()],
                       cwd=self.package.directory)
        if done.returncode != 0:
            self.findings.append(f"{self.title}: {name} does not build: {done.stdout[-400:]}")
        return done.returncode == 0


def run_inputs(build):
    """The runner on sequences that are good, and on files that are not."""
    directory = build.package.directory
    (directory / "good.input").write_bytes(packages.good_input(build.package))
    build.run("model_run", "good.input", "good.output")
    for index, content in enumerate(packages.bad_inputs(build.package)):
        (directory / f"bad{index}.input").write_bytes(content)
        build.run("model_run", f"bad{index}.input", "bad.output", expected=(1,))
    build.run("model_run", "absent.input", "bad.output", expected=(1,))
    build.run("model_run", expected=(2,))


def generate_texts(build):
    """The generator with prompts and options of all kinds."""
    program = "model_generate"
    few = ["--tokens", "12"]
    every = bytes(range(256)) * 2
    build.run(program, *few, given=b"The integers wrote this")
    build.run(program, *few, given=every, expected=(0, 1))
    build.run(program, *few, given=b"x" * 20000, expected=(1,))
    build.run(program, *few, given=b"", expected=(1,))
    build.run(program, *few, "--temperature", "100", "--top-k", "3", "--top-p", "0.000015",
              "--seed", str(2**64 - 1), "--repetition-penalty", "100", given=b"word")
    build.run(program, *few, "--temperature", "0.00002", "--top-k", "999999999", "--top-p", "1",
              "--repetition-penalty", "0.01", given=b"word")
    for words in (["--top-p", "1.1"], ["--tokens", "99999999999999999999999"], ["--seed", "-1"],
                  ["--tokens"], ["--temperature", "0.00000000000000000001x"], ["a", "b"]):
        build.run(program, *words, expected=(2,))


def exercise(package, target, form, compiler, opt, ld, runner, work, emulated=False):
    def action():
        flavour = form.replace(" ", "").replace(",", "-")
        copy = packages.copied(package, work / "built" / f"{package.name}-{flavour}")
        build = Build(copy, form, compiler, opt, ld, runner)
        programs = ["model_selftest", "model_run"]
        if (copy.directory / "model_generate.c").exists():
            programs.append("model_generate")
        if not build.make(*programs, "lib"):
            return build.findings
        build.run("model_selftest")
        run_inputs(build)
        if "model_generate" in programs and (copy.directory / "model_tokenizer.c").exists():
            if not emulated:
                generate_texts(build)
            if build.program("text", ROOT / ".ci/analysis/attack_text.c"):
                build.run("text")
        if (copy.directory / "model_saved.c").exists():
            if build.program("states", ROOT / ".ci/analysis/attack_states.c"):
                build.run("states")
        return build.findings
    return Run(form, f"emitted, {package.name}", (compiler, "make", *runner[:1]), action,
               lacks=target.lacks)


def package_runs(work, emitted):
    found = []
    every = {target.id: target for target in targets()}
    for package in emitted:
        target = every[package.target]
        if target.runner:
            found.append(exercise(package, target, "UBSan, emulated", target.compiler,
                                  *undefined(target), work, emulated=True))
            continue
        for form, compiler, opt, ld, runner in FORMS:
            found.append(exercise(package, target, form, compiler, opt, ld, runner, work))
        if package.threads > 1:
            found.append(exercise(package, target, *THREADS, work))
    return found


def runs(work, emitted):
    return [*check_runs(work), *package_runs(work, emitted)]
