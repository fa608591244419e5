import { type ChildProcess, fork } from "node:child_process";
import type { Logger } from "pino";
import { MAX_CONCURRENCY } from "../../agent/protocol/protocol.js";
import type { Store } from "../core/schema.js";
import type { TokenService } from "../core/services.js";
import type { Clock } from "../platform/clock/index.js";
import { compiledProgram } from "../platform/compiled-program.js";
import { removeAgent } from "./agent-life.js";

export interface RunnersOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: TokenService;
  readonly log: Logger;
  /** The pool of the Scalr runners (R1). */
  readonly pool: string;
  readonly baseUrl: () => string;
  readonly ca?: string;
}

interface Runner {
  readonly name: string;
  readonly process: ChildProcess;
}

const TOKEN_NAME = "scalr-runners";

// A runner that dies at once is started again at growing intervals (real time: this is about processes).
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const STABLE_AFTER = 10_000;

/** Milliseconds that a runner may take to stop when the simulator stops. */
const STOP_GRACE = 2_000;

/** Variables of the simulator's environment that its runners get. */
const PASSED_ON = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "XDG_STATE_HOME",
  "XDG_RUNTIME_DIR",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "TZ",
  "SCALR_AGENT_CACHE_DIR",
  "SCALR_AGENT_CHECKOV",
  "SCALR_AGENT_INFRACOST",
  "SCALR_AGENT_OPA",
  "SCALR_AGENT_POLICY_TIMEOUT",
  "SCALR_AGENT_SCAN_TIMEOUT",
  "SCALR_AGENT_SKIP_POLICIES",
];

/**
 * R1: the runners that Scalr maintains, as agent processes that the simulator starts when there is work for them: one for every
 * five concurrent runs. They end with the simulator, even if it is killed, because the pipe between them closes.
 */
export class ScalrRunners {
  private readonly runners = new Map<number, Runner>();
  private token: string | null = null;
  private pause = FIRST_PAUSE;
  private restart: NodeJS.Timeout | undefined;
  private needed = 0;
  private listening = false;
  private closing = false;

  constructor(private readonly options: RunnersOptions) {}

  /** The simulator can be reached, so that runners can. Those of its earlier life have ended with it. */
  open(): void {
    this.forgetEarlier();
    this.listening = true;
    this.startNeeded();
  }

  /** Makes sure that so many tasks can run at once. */
  need(tasks: number): void {
    this.needed = tasks;
    if (this.restart === undefined) this.start();
  }

  /** Stops all runners and resolves when they have ended. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.restart);
    await Promise.all([...this.runners.values()].map(({ process }) => end(process)));
  }

  /** Ends the runs of earlier runners. Whoever is told of the end of a run is told of these too. */
  private forgetEarlier(): void {
    const { store, clock, pool } = this.options;
    store.transact((tx) => {
      for (const agent of [...tx.find("agents", "pool", pool)])
        removeAgent(tx, agent, "the simulator was stopped", clock.now());
      for (const token of [...tx.find("access-tokens", "owner", pool)])
        if (token.name === TOKEN_NAME) tx.delete("access-tokens", token.id);
    });
  }

  /** Starts what is needed now: tasks may have ended since somebody said what was. */
  private startNeeded(): void {
    const { store, pool } = this.options;
    this.needed = Math.min(this.needed, store.count("tasks", "pool", pool));
    this.start();
  }

  private start(): void {
    if (!this.listening || this.closing) return;
    const wanted = Math.ceil(this.needed / MAX_CONCURRENCY);
    for (let number = 1; number <= wanted; number++) if (!this.runners.has(number)) this.launch(number);
  }

  private launch(number: number): void {
    const { log, baseUrl, ca } = this.options;
    const name = `scalr-runner-${number}`;
    const inherited = PASSED_ON.flatMap((key) =>
      process.env[key] === undefined ? [] : [[key, process.env[key]]],
    );
    const child = fork(compiledProgram("agent/main.js"), [], {
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: {
        ...Object.fromEntries(inherited),
        SCALR_URL: baseUrl(),
        ...(ca !== undefined && { SCALR_AGENT_CA_CERT: ca }),
        SCALR_AGENT_TOKEN: this.poolToken(),
        SCALR_AGENT_NAME: name,
        SCALR_AGENT_CONCURRENCY: String(MAX_CONCURRENCY),
        SCALR_AGENT_LOG_FORMAT: "json",
        SCALR_AGENT_WORKER_ON_STOP_ACTION: "force-shutdown",
      },
    });
    this.runners.set(number, { name, process: child });
    const startedAt = performance.now();
    child.stderr?.on("data", (text) => log.debug({ runner: name }, String(text).trimEnd()));
    child.on("error", (error) => log.error({ runner: name, error }, "a Scalr runner could not be started"));
    child.on("close", (code, signal) => {
      if (this.closing) return;
      log.warn({ runner: name, code, signal }, "a Scalr runner has ended");
      this.ended(number, `its process ended (${signal ?? `exit code ${code}`})`);
      this.scheduleRestart(performance.now() - startedAt);
    });
  }

  private ended(number: number, why: string): void {
    const { store, clock, pool } = this.options;
    const runner = this.runners.get(number)!;
    this.runners.delete(number);
    const agent = store.find("agents", "pool", pool).find(({ name }) => name === runner.name);
    if (agent) store.transact((tx) => removeAgent(tx, agent, why, clock.now()));
  }

  private scheduleRestart(livedFor: number): void {
    this.pause = livedFor > STABLE_AFTER ? FIRST_PAUSE : Math.min(this.pause * 2, LONGEST_PAUSE);
    clearTimeout(this.restart);
    this.restart = setTimeout(() => {
      this.restart = undefined;
      this.startNeeded();
    }, this.pause);
    this.restart.unref();
  }

  /** One token for all runners of this process's life; its secret is kept nowhere else. */
  private poolToken(): string {
    const { store, clock, tokens, pool } = this.options;
    this.token ??= store.transact(
      (tx) =>
        tokens.issue(tx, clock.now(), {
          kind: "pool",
          owner: pool,
          name: TOKEN_NAME,
          description: "Used by the Scalr runners that the simulator starts",
        }).secret,
    );
    return this.token;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE);
  await ended;
  clearTimeout(timer);
}
