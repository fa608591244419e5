import { fork } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TaskOrder } from "../../agent/executors/shared/executor.js";
import type { Logger } from "../../agent/settings/logger.js";
import type { FromTask, ToTask } from "../../agent/tasks/messages.js";
import type { TaskProcess } from "../../agent/tasks/task-process.js";
import { TaskRunners } from "../../agent/tasks/task-runners.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { Gate, gone, logOf, reached, workshop, workspaceWith } from "./workshop.js";

const silent = { info() {}, warn() {}, error() {}, debug() {} } as unknown as Logger;

/** A task of a run in `folder`, as an agent gives it to what runs it. */
const order = (folder: string, phase: TaskOrder["phase"]): TaskOrder => ({
  phase,
  run: {
    id: "run-1",
    isDestroy: false,
    isDry: false,
    autoApply: true,
    refresh: true,
    refreshOnly: false,
    targetAddrs: [],
    replaceAddrs: [],
    workingDirectory: "",
    varFiles: [],
    variables: [],
    iacPlatform: "opentofu",
    iacVersion: "auto",
    source: "api",
    hooks: {},
    maskSensitive: true,
  },
  executor: { kind: "embedded" },
  policies: null,
  scans: null,
  tools: [],
  configurationDir: folder,
  statePath: null,
  planPath: null,
  isPrepared: false,
  outDir: folder,
  env: {},
  cacheDir: null,
  sharedDir: folder,
  access: null,
  providers: null,
  registryHooks: [],
  hookTreesDir: "",
  checksDir: "",
  hooksDir: null,
});

const box = useSandbox({ clock: "real" });
const tasks = join(import.meta.dirname, "../../dist/agent/tasks");

describe.runIf(existsSync("/proc/self/stat"))("the process of a plan", () => {
  const process = 'split(" ", file("/proc/self/stat"))[0]';
  const files = (name: string) =>
    `resource "null_resource" "${name}" {
       triggers = { planned = ${process} }
       provisioner "local-exec" { command = "echo planned by \${self.triggers.planned}, applied by $PPID" }
     }`;
  const processesOf = async (workspace: string, attributes: object = {}) => {
    const run = await box.sandbox.run(workspace, undefined, attributes);
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    const log = await logOf(box.sandbox, run, "apply");
    return /\): planned by (\d+), applied by (\d+)/.exec(log)!.slice(1);
  };

  it("stays for the apply of its run, and for no other workspace", async () => {
    const where = await workshop(box.sandbox);
    const [a, b] = [
      await workspaceWith(box.sandbox, where, files("a")),
      await workspaceWith(box.sandbox, where, files("b")),
    ];
    const [planned, applied] = await processesOf(a);
    expect(applied).toBe(planned);
    const others = await processesOf(b);
    expect(others[1]).toBe(others[0]);
    expect(others[0]).not.toBe(planned);
  });

  it("stays for the next run of its workspace, but not for a dry run and not after a program was started", async () => {
    const where = await workshop(box.sandbox);
    const inProcess = `resource "terraform_data" "a" { triggers_replace = [timestamp()] }
      output "pid" { value = ${process} }`;
    const workspace = await workspaceWith(box.sandbox, where, inProcess);
    const pidOf = async (attributes: object = {}) => {
      const run = await box.sandbox.run(workspace, undefined, attributes);
      await reached(box.sandbox, run);
      const log = await logOf(box.sandbox, run, "plan");
      return (
        /pid +=.*"(\d+)"/.exec(log)?.[1] ?? /pid +=.*"(\d+)"/.exec(await logOf(box.sandbox, run, "apply"))![1]
      );
    };
    const first = await pidOf();
    expect(await pidOf()).toBe(first);
    expect(await pidOf({ "is-dry": true })).not.toBe(first);
    const starting = `${inProcess}
      resource "terraform_data" "b" {
        provisioner "local-exec" { command = "true" }
      }`;
    await box.sandbox.upload(workspace, { "main.tf": starting });
    await pidOf();
    await box.sandbox.upload(workspace, { "main.tf": inProcess });
    expect(await pidOf()).not.toBe(first);
  });

  it("is replaced when it died before the apply", async () => {
    const folder = temporaryFolder("scalr-sandbox-runners-");
    const scratch = { privateFolder: folder, warmUpFolder: () => mkdtempSync(join(folder, "warm-up-")) };
    const runners = new TaskRunners({
      executor: { kind: "embedded" },
      firstUser: null,
      scratch,
      log: silent,
    });
    onTestFinished(() => runners.close());
    writeFileSync(join(folder, "main.tf"), `output "pid" {\n value = ${process}\n}\n`);
    const plan = order(folder, "plan");
    const planned = await runners.take("ws-1", () => plan);
    let log = "";
    const events = {
      log: (chunk: Buffer) => {
        log += chunk;
      },
      stateGrown: () => {},
      checking: () => {},
    };
    expect(await planned.runner.run(plan, events, true)).toMatchObject({ result: { outcome: "finished" } });
    runners.stay("ws-1", planned.runner);
    const pid = Number(/pid = "(\d+)"/.exec(log)![1]);
    globalThis.process.kill(pid, "SIGKILL");
    await (planned.runner as TaskProcess).ended;

    const apply = { ...order(folder, "apply"), planPath: join(folder, "plan") };
    const { runner } = await runners.take("ws-1", () => apply);
    expect(runner).not.toBe(planned.runner);
    expect(await runner.run(apply, events)).toMatchObject({ result: { outcome: "finished" } });
  });
});

describe("the folder of a plan", () => {
  /** Stands for tofu: notes which commands it was given. Its plan writes a file into the configuration where that asks for it. */
  const noting = (commands: string) => `#!/bin/sh
echo "$1" >> ${commands}
case "$1" in
  version) echo "OpenTofu v1.10.0" ;;
  plan)
    if [ -e writes ]; then echo made > made-by-plan; fi
    for each in "$@"; do case "$each" in -out=*) echo plan > "\${each#-out=}" ;; esac; done
    exit 2 ;;
  show) echo '{"resource_changes":[]}' ;;
  apply)
    echo '{"version":4,"terraform_version":"1.10.0","serial":1,"lineage":"a","outputs":{},"resources":[]}' > terraform.tfstate
    echo "Apply complete! Resources: 0 added, 0 changed, 0 destroyed." ;;
esac
`;

  async function commandsOf(
    files: Readonly<Record<string, string>>,
    attributes: object = {},
  ): Promise<string[]> {
    const folder = temporaryFolder("scalr-sandbox-tofu-");
    const [program, commands] = [join(folder, "tofu"), join(folder, "commands")];
    writeFileSync(program, noting(commands));
    chmodSync(program, 0o755);
    const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
    const workspace = await workspaceWith(box.sandbox, where, files, attributes);
    const run = await box.sandbox.run(workspace);
    const status = (await reached(box.sandbox, run)).status;
    expect(status, await logOf(box.sandbox, run, "plan")).toBe("applied");
    return readFileSync(commands, "utf8")
      .split("\n")
      .filter((command) => !["", "version"].includes(command));
  }

  it("serves the apply, which then needs no init", async () => {
    expect(await commandsOf({ "main.tf": "" })).toEqual(["init", "plan", "show", "apply"]);
  });

  it("does not serve the apply when the plan has written a file, which another agent would not find", async () => {
    expect(await commandsOf({ "main.tf": "", writes: "" })).toEqual([
      "init",
      "plan",
      "show",
      "init",
      "apply",
    ]);
  });

  it("does not serve the apply of a workspace with hooks", async () => {
    expect(await commandsOf({ "main.tf": "" }, { hooks: { "pre-init": "true" } })).toEqual([
      "init",
      "plan",
      "show",
      "init",
      "apply",
    ]);
  });
});

describe("a program that an agent starts", () => {
  it("ends with everything that it has started when its agent is killed", async () => {
    const gate = new Gate();
    const folder = temporaryFolder("scalr-sandbox-tofu-");
    const program = join(folder, "tofu");
    // It stands for a program that takes long and has started others.
    writeFileSync(
      program,
      `#!/bin/sh
case "$1" in
  version) echo "OpenTofu v1.10.0" ;;
  plan) sleep 600 & echo "pids $$ $!"; ${gate.command("work")} ;;
esac
`,
    );
    chmodSync(program, 0o755);
    const where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program });
    const workspace = await workspaceWith(box.sandbox, where, "");
    const run = await box.sandbox.run(workspace);
    await gate.until(async () => (await logOf(box.sandbox, run, "plan")).includes("pids "));
    const pids = /pids (\d+) (\d+)/
      .exec(await logOf(box.sandbox, run, "plan"))!
      .slice(1)
      .map(Number);
    expect(pids.map(gone)).toEqual([false, false]);
    await where.agent.kill("SIGKILL");
    await gate.until(() => pids.every(gone));
  });
});

describe("compiled code", () => {
  /** Starts a task's process with a file of compiled code, and gives what it says until it is ready, or has compiled. */
  async function said(
    compiled: string,
    last: FromTask["type"],
    warmUpDir = temporaryFolder("scalr-sandbox-warm-up-"),
  ): Promise<readonly FromTask[]> {
    const child = fork(
      join(tasks, "start-child.cjs"),
      [join(tasks, "child.cjs"), compiled, '{"kind":"embedded"}', warmUpDir],
      { serialization: "advanced" },
    );
    onTestFinished(() => void child.kill("SIGKILL"));
    const messages: FromTask[] = [];
    await new Promise<void>((resolve, reject) => {
      child.on("message", (message: FromTask) => {
        messages.push(message);
        if (message.type === "ready") child.send({ type: "warm-up" } satisfies ToTask);
        if (message.type === last) resolve();
      });
      child.once("exit", (code) => reject(new Error(`It exited with ${code}.`)));
    });
    return messages;
  }

  it("is made by the first process, used by the next, and told to be stale when it is damaged or another's", async () => {
    const file = join(temporaryFolder("scalr-sandbox-compiled-"), "compiled");
    const first = await said(file, "compiled");
    const { code } = first.at(-1) as { readonly code: Buffer };
    writeFileSync(file, code);
    const warmUpDir = temporaryFolder("scalr-sandbox-warm-up-");
    expect(await said(file, "ready", warmUpDir)).toEqual([{ type: "ready" }]);
    // Its agent has nothing to do: it warms up although there is compiled code, and removes its folder then.
    await new Gate().until(() => !existsSync(warmUpDir));

    const damaged = Buffer.from(code);
    damaged[code.length - 1]! ^= 1;
    writeFileSync(file, damaged);
    expect(await said(file, "ready")).toEqual([{ type: "stale", why: "it is damaged" }, { type: "ready" }]);

    writeFileSync(file, "");
    expect(await said(file, "ready")).toEqual([{ type: "stale", why: "it is damaged" }, { type: "ready" }]);
  });
});
