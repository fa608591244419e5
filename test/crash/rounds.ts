import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeFolder } from "../../files/remove-folder.js";
import { random } from "../support/random.mjs";
import { archive } from "../support/sandbox.js";
import { expected, Unsure, Wrong } from "./client.js";
import { Journal } from "./journal.js";
import { Ledger } from "./ledger.js";
import { FAULTS, type Plan, Victim } from "./victim.js";
import { inspect } from "./whole.js";
import { Worker } from "./worker.js";
import { type Target, Writer, write } from "./writer.js";

const WRITERS = 4;
/** Rounds after which a new data folder is begun, so that comparing everything stays cheap. */
const ROUNDS_OF_A_FOLDER = 12;

export interface Totals {
  rounds: number;
  /** How lives ended: killed from outside, or by a fault of the plan. */
  killed: number;
  died: number;
  errors: number;
  failedStarts: number;
  acknowledged: number;
  compared: number;
  executions: number;
  runs: number;
  lost: number;
}

/** Lives and deaths of a simulator over data folders, drawn from a seed. */
export class Rounds {
  readonly totals: Totals = {
    ...{ rounds: 0, killed: 0, died: 0, errors: 0, failedStarts: 0 },
    ...{ acknowledged: 0, compared: 0, executions: 0, runs: 0, lost: 0 },
  };
  private readonly chance: () => number;
  private readonly folders: string[] = [];
  private archives: Buffer[] = [];

  constructor(readonly seed: number) {
    this.chance = random(seed);
  }

  async play(rounds: number, told: (round: number) => void = () => {}): Promise<Totals> {
    this.archives = [
      await archive({ "main.tf": "# a" }),
      await archive({ "main.tf": `# ${"b".repeat(9_000)}` }),
    ];
    try {
      while (this.totals.rounds < rounds) {
        const folder = new Folder(this, this.chance, this.archives, this.newFolder());
        const many = Math.min(ROUNDS_OF_A_FOLDER, rounds - this.totals.rounds);
        for (let round = 0; round < many; round++) {
          await folder.round();
          this.totals.rounds++;
          told(this.totals.rounds);
        }
        await folder.end();
      }
    } finally {
      for (const folder of this.folders) removeFolder(folder);
    }
    return this.totals;
  }

  private newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "crash-"));
    this.folders.push(folder);
    return folder;
  }
}

/** One data folder, from life to life. */
class Folder {
  private readonly ledger = new Ledger();
  private readonly journal = new Journal();
  /** Goes on after each crash; null before its first life. */
  private loyal: Worker | null = null;
  private readonly lost = new Set<string>();
  private readonly settled = new Set<string>();
  private pool = "";
  private poolToken: string | null = null;
  private life = 0;

  constructor(
    private readonly rounds: Rounds,
    private readonly chance: () => number,
    private readonly archives: readonly Buffer[],
    private readonly dataDir: string,
  ) {}

  private below(limit: number): number {
    return Math.floor(this.chance() * limit);
  }

  private plan(operations: number): Plan {
    const fault = FAULTS[this.below(FAULTS.length)]!;
    return { at: 1 + this.below(operations), fault, lasting: this.chance() < 0.5 };
  }

  /** A life: it starts, is compared with the model, brings all runs to their end, is written to, and dies. */
  async round(): Promise<void> {
    const victim = await this.start();
    const { totals } = this.rounds;
    try {
      await this.compare(victim.up);
      await this.settle(victim.up);
      const isPlanned = this.chance() < 0.75;
      if (isPlanned) await victim.arm(this.plan(250));
      const before = this.ledger.acknowledged;
      await this.load(victim, 20 + this.below(130));
      await victim.kill();
      totals.acknowledged += this.ledger.acknowledged - before;
      if (victim.isKilledByUs) totals.killed++;
      else totals.died++;
      totals.errors += victim.faults.length > 0 ? 1 : 0;
      // Not always: opening the folder repairs what the next life shall repair.
      if (this.chance() < 0.3) await inspect(this.dataDir);
    } finally {
      await victim.kill();
    }
  }

  /** The last look. */
  async end(): Promise<void> {
    const victim = await this.start();
    try {
      await this.compare(victim.up);
      await this.settle(victim.up);
      await this.compare(victim.up);
    } finally {
      await victim.kill();
    }
    await inspect(this.dataDir);
    this.rounds.totals.executions += this.journal.executions;
    this.rounds.totals.runs += this.settled.size;
    this.rounds.totals.lost += this.lost.size;
  }

  private async start(): Promise<Victim> {
    this.life++;
    const seed = this.below(2 ** 31);
    const boot = this.chance() < 0.25 ? this.plan(12) : null;
    let victim = await Victim.start(this.dataDir, seed, boot);
    if (typeof victim === "string" && boot !== null) {
      this.rounds.totals.failedStarts++;
      victim = await Victim.start(this.dataDir, seed, null);
    }
    if (typeof victim === "string") throw new Wrong(`The simulator does not start again: ${victim}`);
    return victim;
  }

  private async compare({ url, token }: Target): Promise<void> {
    this.rounds.totals.compared += await this.ledger.compare(url, token);
  }

  /** R13, R17: the agents that died are found out, those that live end what was begun, and no run is left. */
  private async settle(target: Target): Promise<void> {
    const { url, token } = target;
    await this.prepare(target);
    const loyal = this.loyal!;
    await loyal.heartbeat(url);
    await loyal.turn(url, 0);
    await expected(200, url, "POST", "sandbox/v1/clock/advance", token, { by: "301s" });
    const open = this.ledger.ids("runs").filter((id) => !this.settled.has(id));
    for (let idle = 0; idle < 3; ) idle = (await loyal.turn(url, 0)) > 0 ? 0 : idle + 1;
    const ends = await this.journal.compare(url, token, open, this.lost);
    for (const [id, status] of ends) {
      this.settled.add(id);
      this.ledger.settled("runs", id, { status });
    }
  }

  /** What all lives share, made where it is not there yet. */
  private async prepare({ url, token }: Target): Promise<void> {
    const writer = new Writer({ url, token }, this.ledger);
    if (this.pool === "")
      this.pool = await writer.create("agent-pools", { name: "shared", "is-shared": true });
    if (this.poolToken === null) {
      const path = `iacp/v3/agent-pools/${this.pool}/access-tokens`;
      const body = { data: { type: "access-tokens", attributes: {} } };
      this.poolToken = (await expected(201, url, "POST", path, token, body)).data.attributes.token;
    }
    this.loyal ??= await Worker.join(url, "loyal", this.poolToken!, this.journal);
  }

  /** Writers and agents work at once until all have failed, the process is dead, or enough was acknowledged. */
  private async load(victim: Victim, enough: number): Promise<void> {
    const { url, token } = victim.up;
    const writer = new Writer({ url, token }, this.ledger);
    const limit = this.ledger.acknowledged + enough;
    const wrong: Wrong[] = [];
    const guard = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Unsure)) wrong.push(error as Wrong);
      }
    };
    let over = false;
    const until = async (work: () => Promise<unknown>) => {
      while (!over) await work();
    };
    const writers = Array.from({ length: WRITERS }, (_, i) =>
      guard(() => write(writer, `l${this.life}w${i}`, { pool: this.pool, archives: this.archives })),
    );
    const agents = [
      guard(() => until(() => this.loyal!.turn(url, 1))),
      guard(async () => {
        // It joins for this life alone, and dies with the simulator.
        const careless = await Worker.join(url, `careless-${this.life}`, this.poolToken!, this.journal);
        this.lost.add(careless.id);
        await until(() => careless.turn(url, 1));
      }),
    ];
    const watch = async () => {
      while (!over && this.ledger.acknowledged < limit && wrong.length === 0)
        await new Promise((resolve) => setImmediate(resolve));
    };
    await Promise.race([Promise.all(writers), victim.ended, watch()]);
    await victim.kill();
    over = true;
    await Promise.all([...writers, ...agents]);
    if (wrong[0]) throw wrong[0];
  }
}
