import { beforeEach, describe, expect, it } from "vitest";
import { checkConcurrency } from "../../../cli/demo/acts/fleet-concurrency.js";
import { checkOrder, type Waits } from "../../../cli/demo/acts/fleet-order.js";
import { Ledger } from "../../../cli/demo/stage/ledger.js";
import { loadNow, peakOf, runningIn, totalOf } from "../../../cli/demo/stage/load.js";
import { Observer } from "../../../cli/demo/stage/observer.js";
import type { Fleet, FleetPeak, Stage } from "../../../cli/demo/stage/stage.js";

/**
 * The demo's judges see what the simulator's event stream says, here a stream that was written for them: of a fleet that keeps to the
 * rules, and of the same fleet with one thing wrong, which the judge of that rule has to see, and no other.
 */
interface Event {
  readonly type: string;
  readonly id: string;
  readonly after: object;
}

async function observed(events: readonly Event[]): Promise<Observer> {
  const lines = events.map((event, index) => ({
    seq: index + 1,
    at: "2026-01-01T00:00:00Z",
    action: "updated",
    ...event,
  }));
  const text = [...lines, {}].map((data) => `data: ${JSON.stringify(data)}\n\n`).join("");
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
  });
  const observer = new Observer({ stream: async () => ({ body }) } as never, new AbortController().signal);
  await observer.start();
  return observer;
}

const AGENTS = ["one", "two"];
const WORKSPACES = Array.from({ length: 10 }, (_, n) => ({
  id: `ws-${n}`,
  pool: "own",
  agent: AGENTS[n % 2]!,
}));
const MANAGED = Array.from({ length: 5 }, (_, n) => ({
  id: `managed-${n}`,
  pool: "runners",
  agent: "runner",
}));

const account = { type: "accounts", id: "acc-1", after: { id: "acc-1", maxConcurrentRuns: 5 } };
const agentEvent = (id: string, pool: string) => ({ type: "agents", id, after: { id, name: id, pool } });

/** What makes a run that executes in one task: queued, running, over. */
class Story {
  readonly events: Event[] = [
    account,
    ...AGENTS.map((id) => agentEvent(id, "own")),
    agentEvent("runner", "runners"),
  ];

  run(id: string, workspace: string, sequence: number, status: string, more: object = {}): void {
    this.events.push({ type: "runs", id, after: { id, workspace, sequence, status, isDry: false, ...more } });
  }

  task(run: string, workspace: string, pool: string, agent: string, status: string, phase = "apply"): void {
    const id = `task-${run}`;
    this.events.push({ type: "tasks", id, after: { id, run, workspace, pool, agent, status, phase } });
  }
}

/** Two runs in each workspace, and a dry one beside the first of ws-0; fifteen at once. */
function fleetStory(change: (story: Story) => void = () => {}, runners = MANAGED, own = WORKSPACES): Story {
  const story = new Story();
  const everywhere = [...own, ...runners];
  for (const round of [1, 2]) {
    for (const { id } of everywhere) story.run(`${id}-${round}`, id, round, "pending");
  }
  story.run("dry", "ws-0", 3, "pending", { isDry: true });
  for (const round of [1, 2]) {
    const begin = ({ id, pool, agent }: (typeof everywhere)[number]) => {
      story.run(`${id}-${round}`, id, round, "plan_queued");
      story.run(`${id}-${round}`, id, round, "planning");
      story.task(`${id}-${round}`, id, pool, agent, "running");
    };
    for (const each of everywhere) begin(each);
    if (round === 1) story.run("dry", "ws-0", 3, "planning", { isDry: true });
    if (round === 1) change(story);
    for (const { id, pool, agent } of everywhere) {
      story.task(`${id}-${round}`, id, pool, agent, "finished");
      story.run(`${id}-${round}`, id, round, "applied");
    }
    if (round === 1) story.run("dry", "ws-0", 3, "planned_and_finished", { isDry: true });
  }
  return story;
}

const fleet = {
  agents: AGENTS.map((id) => ({ id, name: id })),
  runners: "runners",
  pool: { id: "own", name: "private" },
  workspaces: WORKSPACES.map(({ id }) => ({ id, label: `dev/${id}` })),
  managed: MANAGED.map(({ id }) => ({ id, label: `dev/${id}` })),
} as unknown as Fleet;

let kept: string[];
let peak: FleetPeak | undefined;

async function judged({ events }: Story, waits: Waits, children: number | null = 15) {
  const observer = await observed(events);
  const ledger = new Ledger(() => {});
  kept = [];
  const stage = {
    ledger,
    observer,
    progress: { keep: (line: string) => kept.push(line) },
    workspaces: [...WORKSPACES, ...MANAGED].map(({ id, pool }) => ({
      id,
      resolution: { pool: { id: pool } },
    })),
  } as unknown as Stage;
  checkConcurrency(stage, fleet, children ?? undefined);
  const queued = observer.all("runs").map(({ id }) => id);
  checkOrder(stage, fleet, queued, waits);
  peak = stage.fleetPeak;
  const rows = ledger.rows();
  return {
    failing: rows.filter(({ ok }) => ok !== true).map(({ id }) => id),
    evidence: Object.fromEntries(rows.map(({ id, evidence }) => [id, evidence])),
  };
}

const allWaits = (): Waits =>
  new Map([
    ["earlier-run", "Run 1 is before it."],
    ["quota", "Five of five execute."],
    ["slot", "No slot is free."],
  ]);
let waits: Waits;
beforeEach(() => {
  waits = allWaits();
});

describe("the judges of the fleet", () => {
  it("see a fleet that keeps to the rules, with its figures", async () => {
    const { failing, evidence } = await judged(fleetStory(), waits);
    expect(failing).toEqual([]);
    expect(evidence).toEqual({
      R1: "10 tasks of 5 workspaces without a pool executed on runner",
      R2: "30 of 30 tasks executed in that pool",
      R7: "at most 5 on the runners (quota 5) while up to 10 executed in 'private'",
      R8: "never more than 5 on one, 5 on two",
      R9: "15 at once and never more: 5 on the runners, 5 on one and 5 on two, 15 child processes of the agents seen then",
      R10: "30 runs of 15 workspaces, each after the one before it in its workspace; 1 dry runs executed beside another",
      R12: "queued runs said that they wait for: earlier run, quota, slot",
    });
    expect(peak).toEqual({ total: 15, scalrRunners: 5, agents: { one: 5, two: 5 } });
    expect(kept).toEqual([
      "",
      "  15 runs at once, the most there were:",
      "    runners  ■ ■ ■ ■ ■  5",
      "    one      ■ ■ ■ ■ ■  5",
      "    two      ■ ■ ■ ■ ■  5",
      "",
      "  Waiting (earlier-run): Run 1 is before it.",
      "  Waiting (quota): Five of five execute.",
      "  Waiting (slot): No slot is free.",
    ]);
  });

  it("do not speak of processes that nobody could see", async () => {
    const { failing, evidence } = await judged(fleetStory(), waits, null);
    expect(failing).toEqual([]);
    expect(evidence.R9).toBe("15 at once and never more: 5 on the runners, 5 on one and 5 on two");
  });

  const extra = (pool: string, agent: string, workspace: string) => (story: Story) =>
    story.task("extra", workspace, pool, agent, "running");

  it.each<[string, Story, readonly string[]]>([
    ["a sixth task on an agent", fleetStory(extra("own", "one", "ws-0")), ["R8", "R9"]],
    ["a sixth task on the runners", fleetStory(extra("runners", "runner", "managed-0")), ["R7", "R9"]],
    [
      "a task of a pool's workspace on the runners",
      fleetStory(extra("runners", "runner", "ws-0")),
      ["R1", "R2", "R7", "R9"],
    ],
    [
      "a task in another pool than its workspace's",
      fleetStory(extra("other", "stranger", "ws-0")),
      ["R2", "R9"],
    ],
    [
      "fifteen at once of which an agent of the pool has only four",
      fleetStory(
        () => {},
        MANAGED,
        WORKSPACES.map((row, n) => (n === 9 ? { ...row, agent: "stranger" } : row)),
      ),
      ["R9"],
    ],
    ["only four on the runners", fleetStory(() => {}, MANAGED.slice(1)), ["R7", "R9", "R10"]],
    ["nothing on the runners", fleetStory(() => {}, []), ["R1", "R7", "R9", "R10"]],
  ])("see %s", async (_what, story, rules) => {
    expect((await judged(story, waits)).failing).toEqual(rules);
  });

  it("see a run that begins before the one before it has ended", async () => {
    const story = fleetStory((early) => early.run("ws-1-2", "ws-1", 2, "planning"));
    const { failing, evidence } = await judged(story, waits);
    expect(failing).toEqual(["R10"]);
    expect(evidence.R10).toBe("out of order in dev/ws-1");
    const two = fleetStory((early) => {
      for (const n of [1, 2]) early.run(`ws-${n}-2`, `ws-${n}`, 2, "planning");
    });
    expect((await judged(two, waits)).evidence.R10).toBe("out of order in dev/ws-1, dev/ws-2");
  });

  it("take runs in the order in which they were queued, not in which they were seen first", async () => {
    const story = fleetStory();
    story.events.unshift({
      type: "runs",
      id: "ws-4-2",
      after: { id: "ws-4-2", workspace: "ws-4", sequence: 2, status: "pending", isDry: false },
    });
    expect((await judged(story, waits)).failing).toEqual([]);
  });

  it("count as beside another only the dry runs that executed while another run of their workspace did", async () => {
    const story = fleetStory();
    const later = new Story();
    const dry = (to: Story, id: string, workspace: string, statuses: readonly string[]) => {
      for (const status of statuses) to.run(id, workspace, 9, status, { isDry: true });
    };
    const whole = ["pending", "planning", "planned_and_finished"];
    dry(later, "before", "ws-1", whole);
    later.events.push(...story.events);
    dry(later, "after", "ws-2", whole);
    dry(later, "never", "ws-3", ["pending"]);
    // It executes while those of all other workspaces do.
    later.run("elsewhere", "ws-x", 9, "planned_and_finished", { isDry: true });
    later.events.unshift({
      type: "runs",
      id: "elsewhere",
      after: { id: "elsewhere", workspace: "ws-x", sequence: 9, status: "planning", isDry: true },
    });
    const { failing, evidence } = await judged(later, waits);
    expect(failing).toEqual([]);
    expect(evidence.R10).toMatch(/; 1 dry runs executed beside another$/);
  });

  it.each(["earlier-run", "quota", "slot"])("miss a run that said it waits for: %s", async (kind) => {
    waits.delete(kind);
    expect((await judged(fleetStory(), waits)).failing).toEqual(["R12"]);
  });

  it("do not hold without any task at all", async () => {
    const story = new Story();
    for (const { id } of [...WORKSPACES, ...MANAGED]) {
      story.run(`${id}-1`, id, 1, "applied");
      story.run(`${id}-2`, id, 2, "applied");
    }
    expect((await judged(story, waits)).failing).toEqual(["R1", "R2", "R7", "R8", "R9"]);
  });
});

describe("the load of the agents", () => {
  it("is what runs now, by agent and pool, and the peak is of one moment", async () => {
    const story = new Story();
    story.task("a", "ws", "own", "one", "running");
    story.task("b", "ws", "own", "one", "running", "plan");
    story.task("a", "ws", "own", "one", "finished");
    story.task("c", "ws", "runners", "runner", "running");
    story.task("d", "ws", "own", "two", "queued");
    const observer = await observed(story.events);
    expect(loadNow(observer)).toEqual({ one: 1, runner: 1 });
    expect(totalOf(loadNow(observer))).toBe(2);
    expect([loadNow(observer, "plan"), loadNow(observer, "apply")]).toEqual([{ one: 1 }, { runner: 1 }]);
    expect([runningIn(observer, "own"), runningIn(observer, "runners"), runningIn(observer, "x")]).toEqual([
      1, 1, 0,
    ]);
    expect(peakOf(observer)).toEqual({
      total: 2,
      agents: { one: 2, runner: 1 },
      pools: { own: 2, runners: 1 },
      atTotal: { one: 2 },
    });
  });
});
