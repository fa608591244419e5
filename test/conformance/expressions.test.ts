/** The embedded engine evaluates as the real tofu does, expression by expression. `npm run conformance` prints the table. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { functionNames, UNSUPPORTED } from "../../engine/language/functions/index.js";
import { refused as table } from "../engine/fixtures/support.mjs";
import { SEED as SUITE_SEED } from "../support/seed.js";
import { describeWithTofu } from "../support/tofu.js";
import { byEngine, byTofu, type Outcome } from "./console.js";
import { generated } from "./generated.js";
import { callsIn, consoleFolder, corpus, functionsOfTofu } from "./support.js";

const refused = table as unknown as readonly { readonly what: string }[];

const SEED = Number(process.env.CONFORMANCE_SEED ?? SUITE_SEED);
const GENERATED = Number(process.env.CONFORMANCE_CASES ?? 400);

/** Not among what tofu lists: it exists in consoles alone. */
const CONSOLE_ONLY = ["type"];
/** They say what to use instead, and tofu does not list them. */
const GONE = ["list", "map"];
/** `plantimestamp` is of a plan: configurations.test.ts has it. */
const ELSEWHERE = ["plantimestamp"];

describeWithTofu("expressions", () => {
  let dir: string;
  beforeAll(() => {
    dir = consoleFolder();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const areas = corpus();
  const compared = new Map<string, { expressions: number; same: number }>();
  const proven = new Set<string>();

  async function compare(area: string, expressions: readonly string[]): Promise<object[]> {
    const [theirs, ours] = [await byTofu(dir, expressions), await byEngine(dir, expressions)];
    const different: { expression: string; tofu: Outcome; engine: Outcome }[] = [];
    for (const [at, expression] of expressions.entries()) {
      const [tofu, engine] = [theirs[at]!, ours[at]!];
      const same = JSON.stringify(tofu) === JSON.stringify(engine);
      if (!same) different.push({ expression, tofu, engine });
      else if ("shown" in tofu) for (const name of callsIn(expression)) proven.add(name);
    }
    const same = expressions.length - different.length;
    compared.set(area, { expressions: expressions.length, same });
    return different;
  }

  it.each([...areas.keys()])("of the corpus are evaluated as by tofu: %s", async (area) => {
    expect(await compare(area, areas.get(area)!)).toEqual([]);
  });

  it(`made at random are evaluated as by tofu (CONFORMANCE_SEED=${SEED})`, async () => {
    expect(await compare("made at random", generated(SEED, GENERATED))).toEqual([]);
  });

  it("call every function that tofu has, but for those that are named as not supported", () => {
    const supported = functionNames();
    const all = [...supported, ...UNSUPPORTED.keys()].filter(
      (name) => ![...CONSOLE_ONLY, ...GONE].includes(name),
    );
    expect(all.sort()).toEqual(functionsOfTofu());
    const never = supported.filter((name) => !proven.has(name) && ![...ELSEWHERE, ...GONE].includes(name));
    expect(never, "supported, but nothing in the corpus shows a result of them").toEqual([]);
  });

  it("that are not supported are those of the reference", () => {
    const named = refused.flatMap(({ what }) => [...what.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    for (const name of UNSUPPORTED.keys()) expect(named).toContain(name);
    const page = readFileSync(
      join(import.meta.dirname, "..", "..", "docs", "reference", "engine.md"),
      "utf8",
    );
    for (const { what } of refused) expect(page).toContain(what);
  });

  afterAll(() => {
    const rows = [...compared].map(([area, { expressions, same }]) => [area, `${same} of ${expressions}`]);
    const supported = functionsOfTofu().filter((name) => !UNSUPPORTED.has(name));
    rows.push([
      "functions with a result in both",
      `${[...proven].filter((n) => supported.includes(n)).length} of ${functionsOfTofu().length}`,
    ]);
    const width = Math.max(...rows.map(([area]) => area!.length));
    const table = rows.map(([area, count]) => `  ${area!.padEnd(width)}  ${count}`);
    const missing = [...UNSUPPORTED].map(([name, why]) => `  ${name}: ${why}`);
    const rest = refused.map(({ what }) => `  ${what}`);
    process.stdout.write(
      [
        "\nEvaluated the same by tofu and by the embedded engine:",
        ...table,
        "Functions that the engine does not have:",
        ...missing,
        "What else of the language it refuses by name:",
        ...rest,
        "",
      ].join("\n"),
    );
  });
});
