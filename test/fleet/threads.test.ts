/** Designs that are simulated at once, in threads. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type DesignFigures,
  generated,
  parseDesigns,
  type SimulateRequest,
  simulate,
  traceFromText,
  type Workload,
} from "../../fleet/index.js";
import { cleanEnvironment, ranOf } from "../cli/support.js";

const designs = parseDesigns({ agents: ["a=1..5"], slots: ["2"], quota: undefined, leave: "drain" });

const request = (workload: Workload, more: Partial<SimulateRequest> = {}): SimulateRequest => ({
  world: null,
  workload,
  designs,
  target: { part: 0.95, within: 30_000 },
  price: 1,
  ...more,
});

async function all(asked: SimulateRequest): Promise<readonly DesignFigures[]> {
  const figures: DesignFigures[] = [];
  for await (const each of simulate(asked)) figures.push(each);
  return figures;
}

const RUNS = {
  rate: "60",
  days: 1,
  workspaces: 20,
  plan: "60s",
  apply: "60s",
  confirm: null,
  dry: 20,
  seed: 7,
};
const day = () => generated(RUNS);

it("give the figures that one thread gives, in the order of the designs", async () => {
  const expected = await all(request(day()));
  expect(expected.map(({ design }) => design)).toEqual(designs.map(({ name }) => name));
  for (const threads of [1, 3, 60]) expect(await all(request(day(), { threads }))).toEqual(expected);
});

it("say how far the first design is that has not ended", async () => {
  const told: string[] = [];
  const asked = request(day(), { threads: 2, onProgress: ({ name }) => told.push(name) });
  let ended = 0;
  for await (const { design } of simulate(asked)) {
    expect(design).toBe(designs[ended]!.name);
    ended += 1;
  }
  const order = told.map((name) => designs.findIndex((design) => design.name === name));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  // One that ends before its turn is never the first.
  expect(order[0]).toBe(0);
});

it("refuse a trace that goes wrong far behind its beginning, with its line", async () => {
  const lines = Array.from({ length: 3_000 }, (_, n) => `${n},w,1,1`);
  lines[2_500] = "1,w,1,1";
  const workload = await traceFromText(
    "t.csv",
    `at,workspace,plan_seconds,apply_seconds\n${lines.join("\n")}`,
  );
  await expect(all(request(workload, { threads: 2 }))).rejects.toThrow("t.csv:2502: the time goes back");
});

it("refuse a run that does not fit the world", async () => {
  const row = "at,workspace,plan_seconds,apply_seconds,pool\n0,w,1,1,ghost\n";
  const refusals = [1, undefined].map(async (threads) => {
    const asked = request(await traceFromText("t.csv", row), threads === undefined ? {} : { threads });
    return all(asked).then(String, ({ name, message }: Error) => ({ name, message }));
  });
  const [told, expected] = await Promise.all(refusals);
  expect(told).toMatchObject({ name: "FleetInputError", message: expect.stringContaining("t.csv:2") });
  expect(told).toEqual(expected);
});

it("leave out designs that had not begun when they were interrupted", async () => {
  const interrupt = new AbortController();
  const asked = request(day(), {
    threads: 2,
    signal: interrupt.signal,
    onProgress: () => interrupt.abort(),
  });
  const figures = await all(asked);
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.length).toBeLessThanOrEqual(2);
  expect(figures[0]).toMatchObject({ design: designs[0]!.name, partial: true });
});

it("end with a sentence where a design needs more memory than there is", async () => {
  const program = join(import.meta.dirname, "../../dist/cli/main.js");
  const args = ["simulate", "--rate", "1500", "--days", "1", "--agents", "a=0", "--json"];
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...cleanEnvironment(), NODE_OPTIONS: "--max-old-space-size=48" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { code, stdout, stderr } = await ranOf(child);
  expect(code).toBe(2);
  expect(`${stdout}${stderr}`).toContain("Design a=0 needs more memory than Node takes");
  expect(stderr).not.toContain("    at ");
});
