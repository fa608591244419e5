import { badRequest, invalid } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import type { AskedRuns, GeneratedRuns, SimulationOrder } from "./messages.js";

const MOST_TEXTS = 100;
const LONGEST_TEXT = 1_000;

/** The most days of history. Older runs are deleted by retention. */
const MOST_DAYS = 366;

const GENERATOR: Omit<GeneratedRuns, "rate"> = {
  from: "generator",
  days: 7,
  workspaces: 100,
  plan: "lognormal:40s:0.8",
  apply: "lognormal:60s:0.8",
  confirm: null,
  dry: 0,
  seed: 1,
};

type Members = Readonly<Record<string, unknown>>;

/** Checks an order from a client. The simulation itself parses the texts in it. @throws ApiError 400, 422 */
export function readOrder(body: unknown): SimulationOrder {
  if (!isObject(body) || !isObject(body.runs))
    throw badRequest(
      `The body must say which runs, like {"runs": {"from": "generator", "rate": "120"}, "agents": ["private=1..4"]}.`,
      "/runs",
    );
  known(body, ["runs", "world", "agents", "slots", "quota", "leave", "target", "price"], "");
  const { world = "sandbox", leave = "drain", price = null } = body;
  if (world !== "sandbox" && world !== "none")
    throw invalid("'world' must be 'sandbox' or 'none'.", "/world");
  if (leave !== "drain" && leave !== "stop") throw invalid("'leave' must be 'drain' or 'stop'.", "/leave");
  if (price !== null && !(typeof price === "number" && Number.isFinite(price) && price >= 0))
    throw invalid("'price' must be an amount for an hour, 0 or more.", "/price");
  return {
    runs: runsOf(body.runs as Members),
    world,
    agents: texts(body, "agents"),
    slots: texts(body, "slots"),
    quota: text(body, "quota"),
    leave,
    target: text(body, "target"),
    price: price as number | null,
  };
}

function runsOf(runs: Members): AskedRuns {
  switch (runs.from) {
    case "trace": {
      known(runs, ["from", "name", "text"], "/runs");
      const { name = "trace.csv", text: csv } = runs;
      if (typeof csv !== "string" || csv.trim() === "")
        throw invalid("'text' must be the trace, as CSV.", "/runs/text");
      return { from: "trace", name: shortName(name), text: csv };
    }
    case "history": {
      known(runs, ["from", "days"], "/runs");
      const days = number(runs, "days", 7);
      if (!(days > 0 && days <= MOST_DAYS))
        throw invalid(`'days' must be more than 0 and at most ${MOST_DAYS}.`, "/runs/days");
      return { from: "history", days };
    }
    case "generator": {
      known(runs, ["rate", ...Object.keys(GENERATOR)], "/runs");
      const rate = text(runs, "rate", "/runs");
      if (rate === null) throw invalid("'rate' must be the runs in an hour, such as \"120\".", "/runs/rate");
      return {
        from: "generator",
        rate,
        days: number(runs, "days", GENERATOR.days),
        workspaces: number(runs, "workspaces", GENERATOR.workspaces),
        plan: text(runs, "plan", "/runs") ?? GENERATOR.plan,
        apply: text(runs, "apply", "/runs") ?? GENERATOR.apply,
        confirm: text(runs, "confirm", "/runs"),
        dry: number(runs, "dry", GENERATOR.dry),
        seed: number(runs, "seed", GENERATOR.seed),
      };
    }
    default:
      throw invalid("'from' must be 'history', 'trace' or 'generator'.", "/runs/from");
  }
}

/** Rejects unknown members: they would be ignored, although somebody intended something with them. */
function known(given: Members, names: readonly string[], pointer: string): void {
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other !== undefined)
    throw invalid(
      `'${other.slice(0, 100)}' is not known. Give ${names.map((name) => `'${name}'`).join(", ")}.`,
      pointer,
    );
}

function text(given: Members, name: string, pointer = ""): string | null {
  const value = given[name] ?? null;
  if (value !== null && (typeof value !== "string" || value.length > LONGEST_TEXT))
    throw invalid(`'${name}' must be a text of at most ${LONGEST_TEXT} characters.`, `${pointer}/${name}`);
  return value === "" ? null : value;
}

function texts(given: Members, name: string): readonly string[] {
  const values = given[name] ?? [];
  const fits = (value: unknown) => typeof value === "string" && value.length <= LONGEST_TEXT;
  if (!Array.isArray(values) || values.length > MOST_TEXTS || !values.every(fits))
    throw invalid(`'${name}' must be a list of at most ${MOST_TEXTS} texts.`, `/${name}`);
  return values as readonly string[];
}

function number(given: Members, name: string, otherwise: number): number {
  const value = given[name] ?? otherwise;
  if (typeof value !== "number" || !Number.isFinite(value))
    throw invalid(`'${name}' must be a number.`, `/runs/${name}`);
  return value;
}

/** A file name without its folders, for messages. */
function shortName(name: unknown): string {
  if (typeof name !== "string") throw invalid("'name' must be the name of the trace.", "/runs/name");
  const last = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{C}]/gu, "")
    .slice(0, 100);
  return last === "" ? "trace.csv" : last;
}
