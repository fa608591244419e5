import { readFileSync } from "node:fs";

const MIB = 1024;

/** The most memory that a process has had, in MiB; null where the system does not tell or the process is gone. */
function peakOf(pid) {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(kib) / MIB;
  } catch {
    return null;
  }
}

function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** Looks at agents, and at the Node processes that they start, until `end`, which gives the peaks of each. */
export function peakMemory(agents) {
  const peaks = { agent: new Map(), child: new Map() };
  const note = (kind, pid) => {
    const peak = peakOf(pid);
    if (peak !== null) peaks[kind].set(pid, Math.max(peak, peaks[kind].get(pid) ?? 0));
  };
  const look = () => {
    for (const agent of agents) {
      note("agent", agent);
      for (const child of childrenOf(agent)) note("child", child);
    }
  };
  const timer = setInterval(look, 50);
  return {
    end() {
      clearInterval(timer);
      look();
      return { agent: [...peaks.agent.values()], child: [...peaks.child.values()] };
    },
  };
}
