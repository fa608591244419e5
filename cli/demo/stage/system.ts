/**
 * What the operating system shows of processes: Linux in `/proc`, other systems through `ps` and `lsof`. Where neither is there, every
 * answer is `undefined`, and what depends on it is not observed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Why nothing is known of a process's children. */
export const NO_CHILDREN = "neither /proc nor `ps` shows the processes of this machine";

/** Why nothing is known of a process's connections. */
export const NO_SOCKETS = "neither /proc nor `lsof` shows the connections of a process";

/** Whether a process of this id lives. A zombie, which has ended and waits for its parent, does not. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const state = hasProc() ? statOf(pid)?.state : stateByPs(pid);
  return !state?.startsWith("Z");
}

/** The ids of a process's own children; undefined where the system does not show them. */
export function childrenOf(pid: number): number[] | undefined {
  const all = hasProc() ? parentsByProc() : parentsByPs();
  return all && [...all].filter(([, parent]) => parent === pid).map(([child]) => child);
}

/** A process's TCP sockets. */
export interface Sockets {
  /** Ports that it listens on. */
  readonly listening: readonly number[];
  /** Remote ports of its connections. */
  readonly connectedTo: readonly number[];
}

/** A process's TCP sockets; undefined where the system does not show them, or when the process has ended. */
export const socketsOf = (pid: number): Sockets | undefined =>
  hasProc() ? socketsByProc(pid) : socketsByLsof(pid);

const hasProc = (): boolean => existsSync("/proc/self/stat");

interface Stat {
  readonly state: string;
  readonly parent: number;
}

/** Undefined when the process has ended. */
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

/** The parent of every process, by id. */
function parentsByProc(): Map<number, number> {
  const all = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat !== undefined) all.set(Number(name), stat.parent);
  }
  return all;
}

/** The parent of every process, by id, as `ps` prints it. */
export function parentsByPs(): Map<number, number> | undefined {
  const { pid: own, status, stdout } = run("ps", ["-A", "-o", "pid=,ppid="]);
  const lines = (stdout ?? "").trim().split("\n");
  const all = new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  all.delete(own);
  // This process is in the list of a `ps` that works.
  return status === 0 && all.has(process.pid) ? all : undefined;
}

/** `S`, `Z` and similar, as `ps` prints it; undefined where it does not. */
function stateByPs(pid: number): string | undefined {
  const { status, stdout } = run("ps", ["-o", "stat=", "-p", String(pid)]);
  return status === 0 ? stdout.trim() : undefined;
}

const LISTEN = "0A";
const ESTABLISHED = "01";

function socketsByProc(pid: number): Sockets | undefined {
  const own = new Set<string>();
  const listening: number[] = [];
  const connectedTo: number[] = [];
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(targetOf(`/proc/${pid}/fd/${fd}`))?.[1];
      if (inode !== undefined) own.add(inode);
    }
    for (const table of ["tcp", "tcp6"]) {
      for (const line of readFileSync(`/proc/${pid}/net/${table}`, "latin1").split("\n").slice(1)) {
        const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
        if (inode === undefined || !own.has(inode)) continue;
        if (state === LISTEN) listening.push(Number.parseInt(portOf(local!), 16));
        else if (state === ESTABLISHED) connectedTo.push(Number.parseInt(portOf(remote!), 16));
      }
    }
  } catch {
    // It has ended, or belongs to somebody else.
    return undefined;
  }
  return { listening, connectedTo };
}

/** What a link leads to; empty when the file was closed in the meantime. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return "";
  }
}

/** A process's TCP sockets, as `lsof` prints them. */
export function socketsByLsof(pid: number): Sockets | undefined {
  // One field a line: `p<process>`, then for each file `f<descriptor>`, `n<name>` and for a TCP socket `TST=<state>`.
  const { stdout } = run("lsof", ["-nP", "-p", String(pid), "-F", "pfnT", "-T", "s"]);
  const lines = (stdout ?? "").split("\n");
  if (!lines.includes(`p${pid}`) || !lines.some((line) => line.startsWith("f"))) return undefined;
  const listening: number[] = [];
  const connectedTo: number[] = [];
  let name = "";
  for (const line of lines) {
    if (line.startsWith("n")) name = line.slice(1);
    else if (line === "TST=LISTEN") listening.push(Number(portOf(name)));
    else if (line === "TST=ESTABLISHED") connectedTo.push(Number(portOf(name)));
  }
  return { listening, connectedTo };
}

/** `0100007F:1EC6`, `127.0.0.1:7878`, `127.0.0.1:40112->127.0.0.1:7878` */
const portOf = (address: string): string => address.slice(address.lastIndexOf(":") + 1);

const run = (program: string, args: readonly string[]) =>
  spawnSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, LC_ALL: "C" },
  });
