// The real file system, except where a plan makes it fail: a plan names an operation by its number and what happens there.
import { realFiles } from "../../dist/simulator/platform/store/index.js";

const MESSAGES = { ENOSPC: "no space left on device", EIO: "i/o error" };

/** How many of its writes are short, as any write of the system may be. */
const SHORT = 0.3;

/** Ends the process as a power switch would: nothing of it runs any more. */
const die = () => process.kill(process.pid, "SIGKILL");

/**
 * @param {() => number} chance
 * @param {(fault: string) => void} happened told of each fault that the process survives
 */
export function faultyFiles(chance, happened) {
  /** @type {{ at: number, fault: string, lasting: boolean } | null} */
  let plan = null;
  let count = 0;
  let broken = null;

  function fail(code, what) {
    happened(`${code} in ${what}`);
    throw Object.assign(new Error(`${code}: ${MESSAGES[code]}, ${what}`), { code, errno: -1, syscall: what });
  }

  /** One operation that changes the disk. `half` does a part of it, where there are parts. */
  async function operate(what, work, half) {
    if (broken !== null) fail(broken, what);
    if (plan === null || ++count !== plan.at) return work();
    const planned = plan;
    const { fault, lasting } = planned;
    if (fault === "die before") die();
    const isAfter = fault === "die after";
    const done = await (isAfter ? work() : half?.());
    // What works in the background may finish after another plan has been armed.
    if (plan !== planned) return isAfter ? done : work();
    if (isAfter || fault === "die in the middle") die();
    if (lasting) broken = fault;
    return fail(fault, what);
  }

  const wrap = (file) => ({
    write(data, offset, length, position) {
      const part = chance() < SHORT ? Math.max(1, Math.floor(length * chance())) : length;
      return operate(
        "write",
        () => file.write(data, offset, part, position),
        () => file.write(data, offset, Math.floor(length * chance()), position),
      );
    },
    read: (into, offset, length, position) => file.read(into, offset, length, position),
    truncate: (size) => operate("ftruncate", () => file.truncate(size)),
    datasync: () => operate("fdatasync", () => file.datasync()),
    sync: () => operate("fsync", () => file.sync()),
    stat: () => file.stat(),
    close: () => file.close(),
  });

  const files = {
    ...realFiles,
    async open(path, flags, mode) {
      if (flags === "r") return wrap(await realFiles.open(path, flags, mode));
      return wrap(await operate("open", () => realFiles.open(path, flags, mode)));
    },
    mkdir: (path) => operate("mkdir", () => realFiles.mkdir(path)),
    rename: (from, to) => operate("rename", () => realFiles.rename(from, to)),
    remove: (path) => operate("unlink", () => realFiles.remove(path)),
  };
  /** From here on, operations are counted. */
  const arm = (next) => {
    plan = next;
    broken = null;
    count = 0;
  };
  return { files, arm };
}
