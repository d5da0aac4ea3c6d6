"""Prints what is compared, and on which CPU."""

from importlib.metadata import version
import re

import llama_cpp


def main():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        names = re.findall(r"^model name\s*: (.*)$", lines.read(), re.MULTILINE)
    if names:
        print(f"CPU: {len(names)} x {names[0]}")
    print(f"llama.cpp of llama-cpp-python {version('llama_cpp_python')}: "
          + llama_cpp.llama_print_system_info().decode().strip(" |"))
    print(f"ONNX Runtime {version('onnxruntime')}")


main()
