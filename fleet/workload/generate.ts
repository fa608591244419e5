import { seededNumbers } from "../../simulator/platform/seeded-numbers.js";
import type { GeneratedRuns } from "../../simulator/sandbox/simulations/messages.js";
import { countAt, mostOf, parseSchedule, type Schedule } from "../design/schedule.js";
import { FleetInputError } from "../input/errors.js";
import { UNDATED_ORIGIN } from "./trace.js";
import type { Arrival, Workload } from "./workload.js";

/** The command-line options for generated runs. */
export type GeneratorTexts = Omit<GeneratedRuns, "from">;

/** Draws a time in milliseconds. */
type Distribution = (chance: () => number) => number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Runs in one batch. */
const BATCH = 1_000;
const MOST_RUNS = 100_000_000;

/** Runs that arrive at random, at a rate that depends on the hour (a Poisson process). The same seed gives the same runs. `limit` is the largest number of runs. @throws FleetInputError */
export function generated(texts: GeneratorTexts, limit = MOST_RUNS): Workload {
  const rate = rateOf(texts.rate);
  const plan = distributionOf(texts.plan, "--plan");
  const apply = distributionOf(texts.apply, "--apply");
  const confirm = texts.confirm === null ? null : distributionOf(texts.confirm, "--confirm");
  const { days, workspaces, dry, seed } = texts;
  if (!(days > 0 && days <= 3_660)) throw new FleetInputError("--days can be more than 0 and at most 3660.");
  if (!Number.isInteger(workspaces) || workspaces < 1 || workspaces > 1_000_000)
    throw new FleetInputError("--workspaces is a whole number from 1 to 1000000.");
  if (!(dry >= 0 && dry <= 100)) throw new FleetInputError("--dry is a percentage, 0 to 100.");
  if (!Number.isInteger(seed)) throw new FleetInputError("--seed is a whole number.");
  const most = mostOf(rate);
  if (most === 0) throw new FleetInputError("--rate gives no runs.");
  if (most * 24 * days > limit) throw new FleetInputError(`--rate and --days give more than ${limit} runs.`);
  return {
    title: `${texts.rate} runs an hour for ${days} days, seed ${seed}`,
    origin: UNDATED_ORIGIN,
    dated: false,
    async *open() {
      const chance = seededNumbers(seed);
      let batch: Arrival[] = [];
      let number = 0;
      for (let at = 0; ; ) {
        // Thinning: draws candidates at the highest rate, and keeps each with the ratio of its hour's rate to that.
        at += (-Math.log(1 - chance()) * HOUR) / most;
        if (at >= days * DAY) break;
        if (chance() * most >= countAt(rate, UNDATED_ORIGIN + at)) continue;
        number += 1;
        const isDry = chance() * 100 < dry;
        batch.push({
          at: Math.round(at),
          workspace: `workspace-${Math.floor(chance() * workspaces) + 1}`,
          environment: null,
          pool: null,
          plan: Math.round(plan(chance)),
          apply: isDry ? null : Math.round(apply(chance)),
          confirm: confirm === null || isDry ? 0 : Math.round(confirm(chance)),
          dry: isDry,
          where: `run ${number}`,
        });
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
  };
}

function rateOf(text: string): Schedule {
  const schedule = text.includes(":") ? parseSchedule(text) : parseSchedule(`else ${text.trim()}`);
  if (typeof schedule === "string")
    throw new FleetInputError(
      `--rate "${text}": set the runs per hour, such as 120 or "08:00-18:00: 120, else 10".`,
    );
  return schedule;
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: HOUR } as const;

function distributionOf(text: string, flag: string): Distribution {
  const match = /^(?:(exponential|lognormal):)?(\d+(?:\.\d+)?)(ms|s|m|h)(?::(\d+(?:\.\d+)?))?$/.exec(
    text.trim(),
  );
  const [, kind, number, unit, sigma] = match ?? [];
  if (match === null || (kind === "lognormal") !== (sigma !== undefined))
    throw new FleetInputError(
      `${flag} "${text}": write a time such as 60s, exponential:60s (its mean) or lognormal:60s:0.8 (median and sigma).`,
    );
  const time = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (kind === undefined) return () => time;
  if (kind === "exponential") return (chance) => -Math.log(1 - chance()) * time;
  return (chance) => {
    // Box and Muller's normal variate.
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    return time * Math.exp(Number(sigma) * normal);
  };
}
