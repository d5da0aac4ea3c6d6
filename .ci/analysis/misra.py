"""cppcheck with its MISRA C:2012 add-on, and the deviations that are listed with a reason."""

import dataclasses
import fnmatch
import pathlib
import re

from runs import (ROOT, RUNTIME, Run, execute, new_sources, relocated, remember, runtime,
                  targets)

DEVIATIONS = ROOT / ".ci/analysis/misra-deviations.txt"
DOCUMENT = ROOT / "Sources/adder/Documentation.docc/Development/Analysers.md"
LARGEST_TABLE = 100_000  # bytes of a source; larger ones are tables of weights
TOOL = "cppcheck and MISRA C"
CPPCHECK = ["cppcheck", "--std=c99", "--enable=warning,style,performance,portability", "--quiet",
            "--inline-suppr", "--max-configs=32", "--template={file}:{line}: {id}: {message}"]
# Sources that a program is made of; the others are examples and checks, which use stdio.
LIBRARY = ["model.c", "model_saved.c", "model_tokenizer.c", "model_weights.c"]


@dataclasses.dataclass
class Deviation:
    rule: str
    headline: str
    where: list
    line: re.Pattern  # what the source line has
    reason: str
    is_used: bool = False

    def covers(self, rule, path, source):
        return (rule == self.rule and self.line.search(source) is not None
                and any(fnmatch.fnmatch(path, pattern) for pattern in self.where))


def deviations():
    """The stanzas of the file: 'rule', 'headline', 'where', 'line' if not all, 'reason'."""
    found = []
    text = "\n".join(line for line in DEVIATIONS.read_text().splitlines()
                     if not line.startswith("#"))
    for stanza in filter(None, map(str.strip, text.split("\n\n"))):
        fields = {}
        for line in stanza.splitlines():
            if line.startswith(" "):
                fields[name] += " " + line.strip()  # noqa: F821
            else:
                name, value = line.split(":", 1)
                fields[name] = value.strip()
        found.append(Deviation(fields["rule"], fields["headline"], fields["where"].split(),
                               re.compile(fields.get("line", "")), fields["reason"]))
    return found


LISTED = deviations()


def markdown():
    """The deviations as the table of the documentation."""
    rows = ["| rule | what it asks for | where | why not here |", "| --- | --- | --- | --- |"]
    for listed in LISTED:
        where = ", ".join(f"`{place}`" for place in listed.where)
        if listed.line.pattern:
            where += f", lines with `{listed.line.pattern}`".replace("|", "\\|")
        rows.append(f"| {listed.rule} | {listed.headline} | {where} | {listed.reason} |")
    return "\n".join(rows)


def judged(line, directory):
    """The finding that a message is, or None where its rule is deviated from."""
    text = relocated(line, directory)
    parts = re.match(r"(.*?):(\d+): (?:misra-c2012-)?([\w.]+): (.*)", line)
    if parts is None:
        return text
    file, number, rule, message = parts.groups()
    lines = pathlib.Path(file).read_text().splitlines()
    source = lines[int(number) - 1] if 0 < int(number) <= len(lines) else ""
    path = relocated(file, directory)
    for listed in LISTED:
        if listed.covers(rule, path, source):
            listed.is_used = True
            return None
    if message.startswith("misra"):
        return f"{path}:{number}: MISRA C:2012 rule {rule}: {source.strip()}"
    return f"{path}:{number}: {rule}: {message}"


def run_of(title, directory, names, options):
    def action():
        done = execute([*CPPCHECK, *options, f"-I{directory}",
                        *(directory / name for name in names)], cwd=directory)
        found = [judged(line, directory) for line in done.stdout.splitlines() if line]
        return sorted({finding for finding in found if finding is not None})
    return Run(TOOL, title, ("cppcheck",), action, len(names))


def runs(work, emitted):
    found, seen = [], set()
    for target in targets():
        directory, origins = runtime(target, work)
        names = new_sources(origins, seen)
        platform = "unix32" if target.id == "armv7-neon" else "unix64"
        if names:
            found.append(run_of(f"Runtime-C, {target.id}", directory, names,
                                ["--addon=misra", f"--platform={platform}"]))
    host, _ = runtime(next(target for target in targets() if target.id == "host"), work)
    for name in ("checks", "bench"):
        found.append(run_of(f"Runtime-C, {name}", RUNTIME / name,
                            [file.name for file in sorted((RUNTIME / name).glob("*.c"))],
                            [f"-I{host}"]))
    for package in emitted:
        target = next(target for target in targets() if target.id == package.target)
        if target.runner:
            continue
        _, origins = runtime(target, work)
        remember(package.directory, origins)
        small = [file.name for file in package.sources if file.stat().st_size < LARGEST_TABLE]
        library = [name for name in small if name in LIBRARY]
        programs = [name for name in small if name not in LIBRARY]
        found.append(run_of(f"emitted, {package.name}", package.directory, library,
                            ["--addon=misra"]))
        found.append(run_of(f"emitted, {package.name}: programs", package.directory, programs, []))
    return found


def unused_deviations():
    """What is listed and not needed, and what the documentation does not have."""
    def action():
        unused = [f"{DEVIATIONS.name}: rule {listed.rule}, {' '.join(listed.where)}: deviates from "
                  "nothing" for listed in LISTED if not listed.is_used]
        if markdown() not in DOCUMENT.read_text():
            unused.append(f"{DOCUMENT.name}: its table of deviations is not that of "
                          "'.ci/analyze --deviations'")
        return unused
    return [Run(TOOL, "list of deviations", (), action)]
