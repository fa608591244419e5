import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Observer } from "../../cli/demo/stage/observer.js";
import { removeFolder } from "../../files/remove-folder.js";
import { ScalrClient } from "../../provider/client/index.js";
import type { LossPhase } from "../../simulator/agents/loss-rules.js";
import type { Run, Task } from "../../simulator/core/entities.js";
import { HOLDING_RUN_STATUSES } from "../../simulator/runs/run-status-rules.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import { Api } from "../api/support.js";
import { Network } from "../support/network.js";
import { archive } from "../support/sandbox.js";
import { Repository } from "../vcs/git-server.js";
import { AgentProcess } from "./agent-process.js";
import { JudgedEnvironment } from "./judged-environment.js";

export interface Server {
  readonly url: string;
  readonly token: string;
  readonly accountId: string;
}

const linesIn = (file: string): number =>
  existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;

/** One agent with at most five tasks (R8), each in another phase, with a network between it and its server. */
export class LossScene {
  readonly folder = mkdtempSync(join(tmpdir(), "loss-"));
  readonly runs = new Map<LossPhase, { readonly run: string; readonly workspace: string }>();
  observer!: Observer;
  api!: Api;
  network!: Network;
  agent!: AgentProcess;
  judged!: JudgedEnvironment;
  private poolToken = "";
  private readonly over = new AbortController();
  private readonly agents: AgentProcess[] = [];
  private readonly closers: (() => unknown)[] = [];

  private constructor(
    private readonly name: string,
    private server: Server,
    private readonly phases: readonly LossPhase[],
  ) {}

  static async open(name: string, server: Server, phases: readonly LossPhase[]): Promise<LossScene> {
    const scene = new LossScene(name, server, phases);
    scene.network = await Network.start(server.url);
    await scene.observe(server);
    return scene;
  }

  /** Looks at a server; at another one after a restart. */
  async observe(server: Server): Promise<void> {
    this.server = server;
    this.api = new Api(server.url, server.token, server.accountId);
    const client = new ScalrClient({ baseUrl: server.url, token: server.token });
    this.observer = new Observer(client, this.over.signal);
    await this.observer.start();
  }

  /** An agent on a machine of its own, or on that of an earlier one, whose network it shares. */
  launch(name: string, machine: "first" | "second"): AgentProcess {
    const env = {
      SCALR_URL: machine === "first" ? this.network.url : this.server.url,
      SCALR_AGENT_TOKEN: this.poolToken,
      SCALR_AGENT_NAME: name,
      SCALR_AGENT_DATA_DIR: join(this.folder, machine),
      SCALR_AGENT_OPA: join(this.folder, "opa"),
      SCALR_AGENT_POLICY_TIMEOUT: "600",
    };
    const agent = new AgentProcess(env, (end) => this.closers.push(end));
    this.agents.push(agent);
    return agent;
  }

  /** Brings a run into each phase of the scene. */
  async begin(): Promise<void> {
    const environment = await this.api.create("environments", { name: "env" });
    const pool = await this.api.create("agent-pools", { name: "pool" });
    this.poolToken = (await this.api.create(`agent-pools/${pool.id}/access-tokens`)).attributes.token;
    this.agent = this.launch("worker", "first");
    await this.agent.logged("joined pool");
    const isHooked = this.phases.includes("hooking");
    const places = { folder: this.folder, gate: this.gate, url: this.server.url };
    const atEnd = (end: () => unknown) => this.closers.push(end);
    if (!isHooked) this.judged = await JudgedEnvironment.open(this.api, () => this.observer, places, atEnd);
    const special: Partial<Record<LossPhase, string>> = isHooked
      ? { hooking: await this.hookedEnvironment() }
      : { checking: this.judged.id };
    const add = async (phase: LossPhase) => {
      const workspace = await this.api.create(
        "workspaces",
        { name: phase, "auto-apply": true },
        { environment: special[phase] ?? environment.id, "agent-pool": pool.id },
      );
      const version = await this.api.create(
        "configuration-versions",
        { "auto-queue-runs": false },
        { workspace: workspace.id },
      );
      const body = await archive({ "main.tf": this.configuration(phase) });
      await fetch(version.links.upload!, { method: "PUT", body });
      const run = await this.api.create("runs", {}, { workspace: workspace.id });
      this.runs.set(phase, { run: run.id, workspace: workspace.id });
    };
    if (isHooked) {
      await add("hooking");
      await this.until("the hook is executed", () => this.timesHooked() === 1);
      return;
    }
    await add("applying");
    await this.until(
      "the apply has sent a part of its state",
      () => this.task("applying")?.uploadedState != null,
    );
    const first = this.task("applying")!.id;
    const uploading = this.network.hold(new RegExp(`^PUT .*/tasks/(?!${first}/)[^/]+/artifacts/state`));
    await add("uploading");
    await this.until(
      "the apply runs whose state is going to be sent",
      () => this.task("uploading")?.phase === "apply" && this.task("uploading")?.status === "running",
    );
    // The state of a short apply goes with its result.
    const { id } = this.task("uploading")!;
    const finishing = this.network.hold(new RegExp(`^POST .*/tasks/${id}/finish`));
    writeFileSync(this.uploadGate, "");
    await Promise.race([uploading, finishing]);
    await this.until("the apply has made its changes", () => this.timesMade("uploading") === 1);
    await add("checking");
    await this.until(
      "a policy is evaluated",
      () =>
        this.observer.get("runs", this.runs.get("checking")!.run)?.status === "policy_checking" &&
        this.judged.timesJudged === 1,
    );
    const planning = this.network.hold(new RegExp(`^POST .*/tasks/(?!${id}/)[^/]+/finish`));
    await add("planning");
    await planning;
    const assigned = this.network.hold(/^POST .*\/start$/);
    await add("assigned");
    await assigned;
  }

  /** Lets waiting work finish. */
  goOn(): void {
    writeFileSync(this.gate, "");
    this.network.release();
  }

  run = (phase: LossPhase): Run => this.observer.get("runs", this.runs.get(phase)!.run)!;

  /** The run's last task. */
  task = (phase: LossPhase): Task | undefined =>
    this.observer.all("tasks").findLast(({ run }) => run === this.runs.get(phase)?.run);

  /** Waits; a failure tells what the agents said. */
  async until(what: string, test: () => boolean): Promise<void> {
    try {
      await this.observer.until(`${this.name}: ${what}`, test);
    } catch (error) {
      const said = this.agents
        .map(({ lines }) => lines.map(({ message }) => message).join("\n"))
        .join("\n---\n");
      throw new Error(`${(error as Error).message}\n${said}`);
    }
  }

  async advance(by: string): Promise<void> {
    await this.api.send("POST", "/api/sandbox/v1/clock/advance", { by });
  }

  /** Moves time until the agent counts as offline: once it has called nobody for a while. */
  async untilOffline(): Promise<void> {
    const { id } = this.observer.all("agents")[0]!;
    for (let look = 0; look < 200; look++) {
      if (this.observer.get("agents", id)?.condition === "offline") return;
      await this.advance("10s");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${this.name}: the agent does not go offline.`);
  }

  async allEnded(): Promise<void> {
    for (const phase of this.runs.keys())
      await this.until(`the ${phase} run ends`, () => FINAL_RUN_STATUSES.has(this.run(phase).status));
  }

  /** How often the run's changes were made: its commands leave a line each time. */
  timesMade(phase: LossPhase): number {
    return linesIn(this.trace(phase));
  }

  /** How often the hook of the registry was executed: it leaves a line each time, and waits at the gate. */
  timesHooked(): number {
    return linesIn(this.trace("hook"));
  }

  /** Whether the workspace's current state tells of what was made. */
  isKnown(phase: LossPhase): boolean {
    const workspace = this.observer.get("workspaces", this.runs.get(phase)!.workspace)!;
    const version = this.observer.get("state-versions", workspace.currentStateVersion ?? "");
    return version?.summary.resources.some(({ address }) => address === "terraform_data.made") ?? false;
  }

  /** What still holds the workspace, or null. */
  held(phase: LossPhase): string | null {
    const { workspace } = this.runs.get(phase)!;
    if (this.observer.get("workspaces", workspace)!.locked) return "locked";
    const holder = this.observer
      .all("runs")
      .find((run) => run.workspace === workspace && HOLDING_RUN_STATUSES.has(run.status));
    return holder?.status ?? null;
  }

  async close(): Promise<void> {
    this.over.abort();
    this.network.close();
    await Promise.all(this.closers.map((close) => close()));
    removeFolder(this.folder);
  }

  /** What the apply waits for whose state is delayed on its way. */
  private get uploadGate(): string {
    return join(this.folder, "open-upload");
  }

  private get gate(): string {
    return join(this.folder, "open");
  }

  /** An environment whose plans begin with a hook from a repository, which an agent has fetched. */
  private async hookedEnvironment(): Promise<string> {
    const root = join(this.folder, "git");
    const script = `echo hooked >> ${this.trace("hook")}; while [ ! -e ${this.gate} ]; do sleep 0.05; done\n`;
    new Repository(root, "acme/hooks").push({ "wait.sh": script });
    const pool = await this.api.create("agent-pools", { name: "git", "vcs-enabled": true });
    const repositories = join(root, "repositories");
    const provider = await this.api.create(
      "vcs-providers",
      { name: "git", "vcs-type": "github_enterprise", url: `file://${repositories}`, token: "none" },
      { "agent-pool": pool.id },
    );
    const hook = await this.api.create(
      "hooks",
      {
        name: "wait",
        interpreter: "sh",
        "scriptfile-path": "wait.sh",
        "vcs-repo": { identifier: "acme/hooks" },
      },
      { "vcs-provider": provider.id },
    );
    const environment = await this.api.create("environments", { name: "hooked" });
    await this.api.create(
      "hook-environment-links",
      { events: ["pre-plan"] },
      { environment: environment.id, hook: hook.id },
    );
    const token = (await this.api.create(`agent-pools/${pool.id}/access-tokens`)).attributes.token;
    const agent = new AgentProcess(
      {
        SCALR_URL: this.server.url,
        SCALR_AGENT_TOKEN: token,
        SCALR_AGENT_NAME: "git-agent",
        SCALR_AGENT_VCS_FILE_ROOT: repositories,
      },
      (end) => this.closers.push(end),
    );
    await this.until("the hook is fetched", () => this.observer.get("hooks", hook.id)?.vcsRevision != null);
    await agent.kill("SIGTERM");
    return environment.id;
  }

  private trace(phase: LossPhase | "hook"): string {
    return join(this.folder, `made-${phase}`);
  }

  /** Makes two things, and leaves a line; the ones of `applying` and `uploading` wait at a gate in between. */
  private configuration(phase: LossPhase): string {
    const gates: Partial<Record<LossPhase, string>> = { applying: this.gate, uploading: this.uploadGate };
    const gate = gates[phase];
    const wait = gate === undefined ? "" : `while [ ! -e ${gate} ]; do sleep 0.02; done; `;
    return `
      resource "terraform_data" "made" { input = "made" }
      resource "null_resource" "traced" {
        depends_on = [terraform_data.made]
        provisioner "local-exec" { command = "${wait}echo made >> ${this.trace(phase)}" }
      }`;
  }
}
