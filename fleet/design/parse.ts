import { MAX_CONCURRENCY } from "../../agent/protocol/protocol.js";
import { FleetInputError } from "../input/errors.js";
import type { Target } from "../measure/pool-meter.js";
import { type Design, describeStaffing, type PoolDesign, type Staffing } from "./design.js";
import { constant, parseSchedule } from "./schedule.js";

/** The command-line options for designs. Each text can stand for several values: `2..8`. */
export interface DesignTexts {
  /** `private=3`, `private=2..8`, `private=08:00-18:00: 6, else 1`, `lambda=serverless:30s` */
  readonly agents: readonly string[];
  /** `3`, `1..5`, or `private=3` for one pool */
  readonly slots: readonly string[];
  readonly quota: string | undefined;
  readonly leave: "drain" | "stop";
}

/** More designs than this are usually a mistake. */
const MOST_DESIGNS = 200;
const MOST_AGENTS = 10_000;

/** All combinations of the values that the texts stand for. @throws FleetInputError */
export function parseDesigns(texts: DesignTexts): readonly Design[] {
  const staffings = new Map<string, readonly Staffing[]>();
  for (const text of texts.agents) {
    const [pool, value] = namedValue(text, "--agents", "private=3");
    if (staffings.has(pool)) throw new FleetInputError(`--agents names pool "${pool}" twice.`);
    staffings.set(pool, staffingsOf(value, `--agents ${text}`));
  }
  const slots = slotsOf(texts.slots, [...staffings.keys()]);
  const quotas =
    texts.quota === undefined ? [null] : range(texts.quota, `--quota ${texts.quota}`, 0, MOST_AGENTS);
  const axes: Axis[] = [
    ...[...staffings].map(([pool, all]) => ({ key: `agents ${pool}`, values: all as readonly unknown[] })),
    ...[...slots].map(([pool, all]) => ({ key: `slots ${pool}`, values: all })),
    { key: "quota", values: quotas },
  ];
  const total = axes.reduce((product, { values }) => product * values.length, 1);
  if (total > MOST_DESIGNS)
    throw new FleetInputError(
      `That makes ${total} designs, and at most ${MOST_DESIGNS} are simulated at once. Use smaller ranges, or several simulations.`,
    );
  return combinations(axes).map((chosen) => designOf(chosen, [...staffings.keys()], texts.leave));
}

interface Axis {
  readonly key: string;
  readonly values: readonly unknown[];
}

function combinations(axes: readonly Axis[]): readonly ReadonlyMap<string, unknown>[] {
  return axes.reduce<ReadonlyMap<string, unknown>[]>(
    (all, { key, values }) =>
      all.flatMap((chosen) => values.map((value) => new Map([...chosen, [key, value]]))),
    [new Map()],
  );
}

function designOf(
  chosen: ReadonlyMap<string, unknown>,
  names: readonly string[],
  leave: Design["leave"],
): Design {
  const common = (chosen.get("slots ") as number | undefined) ?? null;
  const pools = new Map<string, PoolDesign>();
  for (const name of names) {
    const slots = (chosen.get(`slots ${name}`) as number | undefined) ?? common ?? MAX_CONCURRENCY;
    pools.set(name, { staffing: chosen.get(`agents ${name}`) as Staffing, slots });
  }
  const quota = chosen.get("quota") as number | null;
  const words = [
    ...[...pools].map(([name, { staffing }]) => `${name}=${describeStaffing(staffing)}`),
    ...[...chosen]
      .filter(([key]) => key.startsWith("slots "))
      .map(([key, value]) => (key === "slots " ? `slots=${value}` : `${key.slice(6)}.slots=${value}`)),
    ...(quota === null ? [] : [`quota=${quota}`]),
  ];
  const name = words.length === 0 ? "as it is" : words.join(" ");
  return { name, pools, slots: common, quota, leave };
}

function namedValue(text: string, flag: string, example: string): [string, string] {
  const equals = text.indexOf("=");
  const [name, value] = [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
  if (equals < 1 || name === "" || value === "")
    throw new FleetInputError(`${flag} ${text}: give a pool and a value, such as ${flag} ${example}.`);
  return [name, value];
}

function staffingsOf(value: string, where: string): readonly Staffing[] {
  const serverless = /^serverless(?::(.*))?$/i.exec(value);
  if (serverless !== null) return [{ kind: "serverless", delay: delayOf(serverless[1] ?? "0s", where) }];
  if (value.includes(":")) {
    const schedule = parseSchedule(value);
    if (typeof schedule === "string") throw new FleetInputError(`${where}: ${schedule}.`);
    return [{ kind: "agents", count: schedule }];
  }
  return range(value, where, 0, MOST_AGENTS).map((count) => ({ kind: "agents", count: constant(count) }));
}

function delayOf(text: string, where: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text.trim());
  if (match === null)
    throw new FleetInputError(`${where}: "${text}" is not a start-up delay such as 30s, 500ms or 2m.`);
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000 }[match[2] as "ms" | "s" | "m"];
}

/** The key `""` stands for all pools. */
function slotsOf(texts: readonly string[], pools: readonly string[]): Map<string, readonly number[]> {
  const slots = new Map<string, readonly number[]>();
  for (const text of texts) {
    const [pool, value] = text.includes("=") ? namedValue(text, "--slots", "private=3") : ["", text.trim()];
    if (pool !== "" && !pools.includes(pool))
      throw new FleetInputError(`--slots ${text}: no --agents names pool "${pool}".`);
    if (slots.has(pool))
      throw new FleetInputError(
        pool === "" ? "--slots is set twice." : `--slots names pool "${pool}" twice.`,
      );
    slots.set(pool, range(value, `--slots ${text}`, 1, MAX_CONCURRENCY));
  }
  if (pools.length > 0 && pools.every((pool) => slots.has(pool)) && slots.has(""))
    throw new FleetInputError("--slots is set for all pools and for each pool. Remove one of the two.");
  return slots;
}

/** `3`, or `2..8`, which is every number from 2 to 8; `2..8/3` is 2, 5 and 8. */
function range(text: string, where: string, least: number, most: number): readonly number[] {
  const match = /^(\d+)(?:\.\.(\d+)(?:\/(\d+))?)?$/.exec(text.trim());
  if (match === null)
    throw new FleetInputError(`${where}: "${text}" is neither a number such as 3 nor a range such as 2..8.`);
  const [from, to, step] = [Number(match[1]), Number(match[2] ?? match[1]), Number(match[3] ?? 1)];
  if (from > to) throw new FleetInputError(`${where}: the range ends before it begins.`);
  if (step === 0) throw new FleetInputError(`${where}: the step of a range is at least 1.`);
  if (from < least || to > most) throw new FleetInputError(`${where}: it can be ${least} to ${most}.`);
  const count = Math.floor((to - from) / step) + 1;
  if (count > MOST_DESIGNS)
    throw new FleetInputError(
      `${where}: that is ${count} designs, and at most ${MOST_DESIGNS} are simulated at once.`,
    );
  return Array.from({ length: count }, (_, at) => from + at * step);
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Reads `95% within 30s`. @throws FleetInputError */
export function parseTarget(text: string): Target {
  const match = /^(\d+(?:\.\d+)?)\s*%\s*(?:within\s+|:)\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/i.exec(text.trim());
  const part = Number(match?.[1]) / 100;
  if (match === null || part <= 0 || part > 1)
    throw new FleetInputError(`--target "${text}": write it as "95% within 30s".`);
  return { part, within: Number(match[2]) * UNITS[match[3]!.toLowerCase() as keyof typeof UNITS] };
}
