import { expect, it } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";
import { LOSS_PHASES, LOSSES, type LossOutcome, type LossPhase } from "../../simulator/agents/loss-rules.js";
import { temporaryFolder, up } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";
import { LossScene } from "./loss-scene.js";

const PHASES = Object.keys(LOSS_PHASES) as LossPhase[];

/** An agent holds five tasks at most (R8), so the phases take two scenes. */
const SCENES: readonly (readonly LossPhase[])[] = [
  PHASES.filter((phase) => phase !== "hooking"),
  ["hooking"],
];

/** Losses in which an agent is out of contact, which takes real seconds: fewer where agents go offline sooner. */
const SILENT = new Set([
  "agent killed",
  "agent restarted",
  "cut off briefly",
  "cut off for long",
  "replaced while cut off",
]);

/** What happens, by the name of the loss, until everything is as it should stay. */
const HAPPENINGS: Readonly<Record<string, (scene: LossScene) => Promise<void>>> = {
  async "agent killed"(scene) {
    await killed(scene);
    await scene.untilOffline();
    await scene.launch("successor", "first").logged("joined pool");
  },
  async "agent restarted"(scene) {
    await killed(scene);
    await joinsAgain(scene, "first");
  },
  async "cut off briefly"(scene) {
    scene.network.cut();
    await scene.agent.logged("the server does not answer");
    scene.network.mend();
  },
  async "cut off for long"(scene) {
    scene.network.cut();
    await scene.agent.logged("the server does not answer");
    await scene.untilOffline();
    scene.network.mend();
  },
  async "replaced while cut off"(scene) {
    scene.network.cut();
    await joinsAgain(scene, "second");
    scene.network.mend();
    expect((await scene.agent.ended).code).toBe(5);
  },
  async "name tried again"(scene) {
    expect((await scene.launch("worker", "second").ended).code).toBe(3);
  },
  async "ten minutes at once"(scene) {
    await scene.advance("10m");
  },
  async "four hours at once"(scene) {
    await scene.advance("4h");
  },
};

async function killed({ agent, network }: LossScene): Promise<void> {
  await agent.kill("SIGKILL");
  network.cut();
  network.mend();
}

/** Starts an agent under the first one's name until it is taken in, as whatever keeps agents running would. */
async function joinsAgain(scene: LossScene, machine: "first" | "second"): Promise<void> {
  for (;;) {
    const agent = scene.launch("worker", machine);
    const joined = agent.logged("joined pool").then(
      () => true,
      () => false,
    );
    if (await joined) return;
    expect((await agent.ended).code).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

interface Row {
  readonly loss: string;
  readonly phase: LossPhase;
  readonly outcome: LossOutcome;
  readonly run: string;
  readonly made: number;
  /** How often its policy was evaluated, where it has one. */
  readonly judged: number | null;
  /** How often its hook was executed, where it has one. */
  readonly hooked: number | null;
  readonly stateKnown: boolean;
  readonly held: string | null;
  readonly error: string | null;
}

/** How a run ended, told from what was seen of it. */
function observed(scene: LossScene, loss: string, phase: LossPhase): Row {
  const { status, errorMessage } = scene.run(phase);
  const first = scene.observer.all("tasks").find(({ run }) => run === scene.runs.get(phase)!.run)!;
  const outcome = status === "errored" ? "errored" : first.attempt > 1 ? "returns" : "continues";
  return {
    loss,
    phase,
    outcome,
    run: status,
    made: scene.timesMade(phase),
    judged: phase === "checking" ? scene.judged.timesJudged : null,
    hooked: phase === "hooking" ? scene.timesHooked() : null,
    stateKnown: scene.isKnown(phase),
    held: scene.held(phase),
    error: errorMessage,
  };
}

async function play(loss: string, phases: readonly LossPhase[]): Promise<Row[]> {
  const sandbox = await startSandbox(SILENT.has(loss) ? { offlineAfter: 5_000 } : {});
  const server = {
    url: sandbox.simulator.url,
    token: sandbox.token,
    accountId: sandbox.accountId,
  };
  const scene = await LossScene.open(loss, server, phases);
  try {
    await scene.begin();
    await HAPPENINGS[loss]!(scene);
    return await conclude(scene, loss, phases);
  } finally {
    await scene.close();
    await sandbox.close();
  }
}

async function conclude(scene: LossScene, loss: string, phases: readonly LossPhase[]): Promise<Row[]> {
  scene.goOn();
  await scene.allEnded();
  for (const phase of ["applying", "uploading"] as const)
    if (phases.includes(phase))
      await scene.until(`the state of the ${phase} run is known`, () => scene.isKnown(phase));
  return phases.map((phase) => observed(scene, loss, phase));
}

async function restarted(loss: string, phases: readonly LossPhase[]): Promise<Row[]> {
  const folder = temporaryFolder();
  const first = await up("--data-dir", folder);
  const scene = await LossScene.open(loss, first, phases);
  try {
    await scene.begin();
    await first.kill("SIGKILL");
    await scene.observe(await up("--data-dir", folder, "--port", String(new URL(first.url).port)));
    return await conclude(scene, loss, phases);
  } finally {
    await scene.close();
    removeFolder(folder);
  }
}

function print(rows: readonly Row[]): void {
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => cell.padEnd([24, 10, 9, 9, 5][i] ?? 0)).join(" ");
  const head = line(["loss", "phase", "outcome", "run", "made", "error"]);
  const body = rows.map(({ loss, phase, outcome, run, made, error }) =>
    line([loss, phase, outcome, run, String(made), (error ?? "").slice(0, 110)]),
  );
  process.stdout.write(`\n${[head, ...body].join("\n")}\n\n`);
}

it("each loss, in each phase of a run, has the outcome of the table (R17)", {
  timeout: 1_200_000,
}, async () => {
  const names = LOSSES.map(({ name }) => name);
  const rows: Row[] = [];
  // A few at a time: each is an agent with five tasks.
  const left = SCENES.flatMap((phases) => names.map((name) => ({ name, phases })));
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const playThrough = next.name === "server restarted" ? restarted : play;
      rows.push(...(await playThrough(next.name, next.phases)));
    }
  };
  await Promise.all([work(), work(), work()]);
  rows.sort((a, b) => names.indexOf(a.loss) - names.indexOf(b.loss));
  print(rows);
  const cells = (row: Row) => [`${row.loss}, ${row.phase}`, row.outcome] as const;
  expect(Object.fromEntries(rows.map(cells))).toEqual(
    Object.fromEntries(
      LOSSES.flatMap(({ name, outcomes }) => PHASES.map((phase) => [`${name}, ${phase}`, outcomes[phase]])),
    ),
  );
  for (const row of rows) {
    const about = `${row.loss}, ${row.phase}: ${JSON.stringify(row)}`;
    const { says } = LOSSES.find(({ name }) => name === row.loss)!;
    // What was made is made once, and known: by the run that continues, or by what the lost one left.
    if (row.outcome === "errored") {
      expect(row.made, about).toBeLessThanOrEqual(1);
      expect(row.error, about).toContain(says);
    } else expect(row, about).toMatchObject({ run: "applied", made: 1, error: null, stateKnown: true });
    if (row.phase === "applying" || row.phase === "uploading") expect(row.stateKnown, about).toBe(true);
    if (row.phase === "checking") {
      expect(row.judged, about).toBe(1);
      if (row.outcome === "errored") expect(row.made, about).toBe(0);
    }
    expect(row.held, about).toBeNull();
    if (row.phase === "hooking") expect(row.hooked, about).toBe(1);
  }
});
