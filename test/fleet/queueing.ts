import { random } from "../support/random.mjs";

/**
 * What queueing theory says of waits, computed without any of the program's code: first come, first served on servers that take one
 * run each, and Erlang's formula.
 */

export interface Job {
  /** Milliseconds */
  readonly at: number;
  readonly duration: number;
}

/** The wait of each job, in order, when so many servers serve them as they come: each takes the server that is free first. */
export function firstComeFirstServed(jobs: readonly Job[], servers: number): number[] {
  // When each server is free, as a binary heap with the earliest first.
  const free = new Array<number>(servers).fill(0);
  const sink = () => {
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < servers && free[left]! < free[least]!) least = left;
      if (right < servers && free[right]! < free[least]!) least = right;
      if (least === at) return;
      [free[at], free[least]] = [free[least]!, free[at]!];
      at = least;
    }
  };
  return jobs.map(({ at, duration }) => {
    const start = Math.max(at, free[0]!);
    free[0] = start + duration;
    sink();
    return start - at;
  });
}

/** Erlang C: the mean wait in a queue of Poisson arrivals for `servers` that take an exponential time of this mean. */
export function erlangC(servers: number, load: number, service: number): number {
  const offered = servers * load;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < servers; k++) {
    term *= offered / k;
    sum += term;
  }
  const last = (term * offered) / servers / (1 - load);
  const waits = last / (sum + last);
  return (waits * service) / (servers * (1 - load));
}

/** Poisson arrivals and exponential durations, in whole milliseconds, for a load of so many servers. */
export function poissonJobs(
  count: number,
  servers: number,
  load: number,
  service: number,
  seed: number,
): Job[] {
  const chance = random(seed);
  const exponential = (mean: number) => -Math.log(1 - chance()) * mean;
  let at = 0;
  return Array.from({ length: count }, () => {
    at += exponential(service / (servers * load));
    return { at: Math.round(at), duration: Math.round(exponential(service)) };
  });
}

/** The jobs as a trace of dry runs, each in a workspace of its own. */
export const traceOf = (jobs: readonly Job[]): string =>
  [
    "at,workspace,plan_seconds,apply_seconds,dry",
    ...jobs.map(({ at, duration }, n) => `${at / 1000},workspace-${n},${duration / 1000},0,true`),
    "",
  ].join("\n");
