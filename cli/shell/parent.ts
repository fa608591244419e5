/**
 * Resolves when standard input ends: the parent holds its other end, and the system closes it whatever way the
 * parent dies, SIGKILL included.
 */
export function exitWithParent(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.on("end", () => resolve());
    process.stdin.on("error", () => resolve());
    process.stdin.resume();
    signal.addEventListener("abort", () => process.stdin.destroy(), { once: true });
  });
}
