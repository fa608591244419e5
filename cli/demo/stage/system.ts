import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Whether a process of this id lives. One that has ended and is only waiting to be noticed does not. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return statOf(pid)?.state !== "Z";
}

interface Stat {
  readonly state: string;
  readonly parent: number;
}

/** What Linux tells of a process; undefined elsewhere, or when it has ended. */
function statOf(pid: number): Stat | undefined {
  try {
    // `pid (command) state ppid ...`; the command may hold anything, parentheses too.
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: state!, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The parent of every process, by id, as the system tells it; undefined where it cannot be asked. */
function parents(): Map<number, number> | undefined {
  if (existsSync("/proc/self/stat")) {
    const all = new Map<number, number>();
    for (const name of readdirSync("/proc")) {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
      if (stat !== undefined) all.set(Number(name), stat.parent);
    }
    return all;
  }
  try {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  } catch {
    return undefined;
  }
}

/** The ids of a process's own children; undefined where the system cannot be asked. */
export function childrenOf(pid: number): number[] | undefined {
  const all = parents();
  return all && [...all].filter(([, parent]) => parent === pid).map(([child]) => child);
}

/** What a process has to do with the network. */
export interface Sockets {
  /** Ports that it listens on. */
  readonly listening: readonly number[];
  /** Remote ports of its connections. */
  readonly connectedTo: readonly number[];
}

const LISTEN = "0A";
const ESTABLISHED = "01";

/** A process's TCP sockets; undefined where the system does not tell (only Linux does, in /proc). */
export function socketsOf(pid: number): Sockets | undefined {
  if (!existsSync(`/proc/${pid}/fd`)) return undefined;
  const own = new Set<string>();
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      if (inode !== undefined) own.add(inode);
    } catch {
      // Closed meanwhile.
    }
  }
  const listening: number[] = [];
  const connectedTo: number[] = [];
  for (const table of ["tcp", "tcp6"]) {
    for (const line of readFileSync(`/proc/${pid}/net/${table}`, "latin1").split("\n").slice(1)) {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
      if (inode === undefined || !own.has(inode)) continue;
      if (state === LISTEN) listening.push(portOf(local!));
      else if (state === ESTABLISHED) connectedTo.push(portOf(remote!));
    }
  }
  return { listening, connectedTo };
}

/** `0100007F:1EC6` */
const portOf = (address: string): number => Number.parseInt(address.slice(address.lastIndexOf(":") + 1), 16);
