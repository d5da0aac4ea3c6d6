import Foundation
import Synchronization

/// Lets this process end by a signal without leaving behind what it has started and made.
///
/// A terminal's Ctrl-C does not reach the tools, each of which has a process group of its own.
/// So SIGHUP, SIGINT and SIGTERM stop them and remove the directories of work first; then the
/// process ends as if it had never caught the signal. The handler itself only writes to a pipe,
/// on which a thread waits.
package enum Interruption {
  private struct Possessions {
    var processes: Set<pid_t> = []
    var directories: Set<String> = []
  }

  private static let possessions = Mutex(Possessions())
  /// Of the pipe; set before the handler is.
  nonisolated(unsafe) private static var writingEnd: Int32 = -1
  /// Whether signals are caught, which the first possession brings about.
  private static let isCatching = catchSignals()

  /// Removes `directory` if a signal ends this process from here on.
  package static func owns(_ directory: String) {
    _ = isCatching
    possessions.withLock { _ = $0.directories.insert(directory) }
  }

  /// The caller has removed `directory`.
  package static func hasRemoved(_ directory: String) {
    possessions.withLock { _ = $0.directories.remove(directory) }
  }

  /// Starts `process`, which a signal to this process stops until it ``hasEnded(_:)``.
  static func start(_ process: Process) throws {
    _ = isCatching
    // Under the lock, so that a signal finds either no process or one that it knows.
    try possessions.withLock {
      try process.run()
      $0.processes.insert(process.processIdentifier)
    }
  }

  static func hasEnded(_ process: Process) {
    possessions.withLock { _ = $0.processes.remove(process.processIdentifier) }
  }

  /// Kills a process and, as compilers and emulators start further programs, its group.
  static func stop(_ id: pid_t) { kill(getpgid(id) == id ? -id : id, SIGKILL) }

  private static func catchSignals() -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    writingEnd = ends[1]
    let readingEnd = ends[0]
    Thread.detachNewThread {
      var number: UInt8 = 0
      while read(readingEnd, &number, 1) != 1 {}
      end(by: Int32(number))
    }
    for number in [SIGHUP, SIGINT, SIGTERM] where !isIgnored(number) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.writingEnd, &byte, 1)
        errno = before
      }
      // A second signal does not wait for what the first one does.
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      sigaction(number, &action, nil)
    }
    return true
  }

  /// As `nohup` and shells have it for programs in the background.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func end(by number: Int32) {
    // The lock is kept to the end: nothing starts any more, and nobody reports that a tool was
    // killed.
    possessions.withLock { possessions in
      for id in possessions.processes { stop(id) }
      for directory in possessions.directories { remove(directory) }
      signal(number, SIG_DFL)
      kill(getpid(), number)
      while true { pause() }
    }
  }

  /// Again where other threads are still writing.
  private static func remove(_ directory: String) {
    for _ in 0..<10 where FileManager.default.fileExists(atPath: directory) {
      try? FileManager.default.removeItem(atPath: directory)
    }
  }
}
