import Emission
import Foundation
import Interpreter
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing
import Verification

/// The self-test runs without an operating system's library: no header of it is included that a
/// freestanding compiler lacks, nothing is linked but four memory functions.
struct BareMetalTests {
  @Test(arguments: ["host", "aarch64-neon", "armv7-neon", "rv64gc"])
  func runsWithoutALibrary(id: String) throws {
    let target = try TargetDescription.find(id)
    let tools = [target.compilers[0]] + target.runner.prefix(1)
    guard tools.allSatisfy(ExternalCommand.exists) else {
      print("SKIPPED bare metal on \(id): \(tools.joined(separator: " or ")) not found")
      return
    }
    let program = TinyPrograms.language(seed: 91)
    let input = try #require(VerifierFixture.inputs(for: program, seed: 4).last)
    let golden = try Golden(Interpreter(program), input: input, graphHash: nil)
    let files = try Emitter.emit(
      program, target: target, options: EmissionOptions(prefix: "m", golden: golden))
    try withTemporaryDirectory { root in
      for file in files { try writeFile(file.bytes, to: "\(root)/\(file.path)") }
      try writeFile(BareMetalTests.board, to: root + "/board.c")
      let compiler = target.compilers[0]
      let library = try ExternalCommand.run(
        ["make", "-s", "lib", "CC=\(compiler)", "OPT=\(BareMetalTests.flags)"], in: root)
      #expect(library.status == 0, "\(library.output)")
      let command =
        [compiler] + target.cflags + BareMetalTests.flags.split(separator: " ").map(String.init)
        + ["-nostdlib", "-static", "-no-pie", "-o", "board", "board.c", "m_selftest.c", "libm.a"]
      let build = try ExternalCommand.run(command + ["-lgcc"], in: root)
      #expect(build.status == 0, "\(build.output)")
      let result = try ExternalCommand.run(target.runner + ["./board"], in: root)
      #expect(result.status == 0, "\(result.output)")
      #expect(result.output.hasSuffix("m_selftest: pass\n"), "\(result.output)")
      #expect(
        try #require(result.output.range(of: "m_selftest: time of layer 1: ")).upperBound
          < result.output.endIndex)
      #expect(result.output.contains(" ticks\n"))
    }
  }

  private static let flags =
    """
    -std=c99 -O1 -Wall -Wextra -Werror -ffreestanding -fno-pie -fno-stack-protector \
    -fno-tree-loop-distribute-patterns -DADDER_TRACE -DADDER_CLOCK=ticks
    """

  /// What a board has: memory functions, a console, a clock. The console is a system call here.
  private static let board = """
    #include "m_selftest.h"

    void *memset(void *to, int value, size_t count);
    void *memcpy(void *restrict to, const void *restrict from, size_t count);
    void *memmove(void *to, const void *from, size_t count);
    void begin(void);
    void _start(void);

    void *memset(void *to, int value, size_t count) {
      for (size_t i = 0; i < count; ++i) { ((unsigned char *)to)[i] = (unsigned char)value; }
      return to;
    }

    void *memcpy(void *restrict to, const void *restrict from, size_t count) {
      for (size_t i = 0; i < count; ++i) { ((char *)to)[i] = ((const char *)from)[i]; }
      return to;
    }

    void *memmove(void *to, const void *from, size_t count) {
      if ((uintptr_t)to <= (uintptr_t)from) { return memcpy(to, from, count); }
      for (size_t i = count; i-- > 0;) { ((char *)to)[i] = ((const char *)from)[i]; }
      return to;
    }

    #if defined __x86_64__
    enum { call_write = 1, call_exit = 60 };
    __asm__(".global _start\\n_start:\\n call begin\\n");
    static void call(long number, long a, const void *b, unsigned long c) {
      __asm__ volatile(
          "syscall" : "+a"(number) : "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    }
    #elif defined __aarch64__
    enum { call_write = 64, call_exit = 93 };
    void _start(void) { begin(); }
    static void call(long number, long a, const void *b, unsigned long c) {
      register long x8 __asm__("x8") = number;
      register long x0 __asm__("x0") = a;
      register const void *x1 __asm__("x1") = b;
      register unsigned long x2 __asm__("x2") = c;
      __asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
    }
    #elif defined __arm__
    enum { call_write = 4, call_exit = 1 };
    void _start(void) { begin(); }
    static void call(long number, long a, const void *b, unsigned long c) {
      register long r7 __asm__("r7") = number;
      register long r0 __asm__("r0") = a;
      register const void *r1 __asm__("r1") = b;
      register unsigned long r2 __asm__("r2") = c;
      __asm__ volatile("svc #0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2) : "memory");
    }
    #else
    enum { call_write = 64, call_exit = 93 };
    __asm__(
        ".global _start\\n_start:\\n.option push\\n.option norelax\\n la gp, __global_pointer$\\n"
        ".option pop\\n call begin\\n");
    static void call(long number, long a, const void *b, unsigned long c) {
      register long a7 __asm__("a7") = number;
      register long a0 __asm__("a0") = a;
      register const void *a1 __asm__("a1") = b;
      register unsigned long a2 __asm__("a2") = c;
      __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2) : "memory");
    }
    #endif

    void m_print(const char *text) {
      size_t count = 0;
      while (text[count] != 0) { ++count; }
      call(call_write, 1, text, count);
    }

    uint32_t m_clock(void) {
      static uint32_t ticks = 0;
      return ticks += 3;
    }

    static m_state state;

    void begin(void) {
      m_init(&state);
      call(call_exit, m_selftest(&state), NULL, 0);
    }

    """
}
