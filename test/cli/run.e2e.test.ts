import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { follow } from "../../cli/runs/follow.js";
import { Output } from "../../cli/shell/output.js";
import { joinedAgent } from "../agent/agent-process.js";
import { Gate } from "../agent/workshop.js";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";
import { cleanEnvironment, cli, program, ranOf, typed } from "./support.js";

const context = useSandbox({ runners: true, clock: "real" });
let automatic = "";
let manual = "";

beforeAll(async () => {
  const { sandbox } = context;
  const dev = await sandbox.environment("dev");
  automatic = (await sandbox.workspace("automatic", dev.id, { "auto-apply": true })).id;
  manual = (await sandbox.workspace("manual", dev.id)).id;
});

const environment = () => {
  const { url, token } = context.sandbox.simulator;
  return { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
};

const run = (folder: string, args: readonly string[], input = "", by = typed) =>
  by(["run", folder, ...args], { env: environment(), input });

function configuration(command: string): string {
  const folder = join(temporaryFolder(), "configuration");
  mkdirSync(folder);
  const text = `variable "word" {
  default = "none"
}
resource "null_resource" "it" {
  triggers = { word = var.word }
  provisioner "local-exec" {
    command = "${command}"
  }
}
`;
  writeFileSync(join(folder, "main.tf"), text);
  return folder;
}

test("a run is uploaded, queued, followed and applied; its log is shown once", async () => {
  const folder = configuration("echo the word is tree");
  writeFileSync(join(folder, "terraform.tfstate"), "{}");
  const args = ["--workspace", "dev/automatic", "--var", "word=tree"];
  const { code, stdout } = await run(folder, args, "", cli);
  expect(code).toBe(0);
  expect(stdout).toContain("Uploaded 1 file");
  expect(stdout.match(/Plan: 1 to add, 0 to change, 0 to destroy\./g)).toHaveLength(1);
  expect(stdout.match(/\(local-exec\): the word is/g)).toHaveLength(1);
  expect(stdout).toMatch(/run-\w+: applied\.\n$/);
});

test("a run that errored exits with 3 and says what failed", async () => {
  const { code, stdout } = await run(configuration("exit 9"), ["--workspace", automatic, "--var", "word=a"]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/run-\w+: errored\. null_resource\.it: /);
});

test("a confirmation is asked for, and anything but yes discards the run, exit code 4", async () => {
  const folder = configuration("echo done");
  const no = await run(folder, ["--workspace", manual], "no\n", cli);
  expect(no.code).toBe(4);
  expect(no.stderr).toMatch(/run-\w+ was discarded/);
  const yes = await run(folder, ["--workspace", manual], "yes\n");
  expect(yes.code).toBe(0);
  expect(yes.stdout).toContain("Apply complete! Resources: 1 added");
});

test("JSON tells the statuses and the end; nobody is asked", async () => {
  const folder = configuration("echo done");
  expect((await run(folder, ["--workspace", manual, "--json"])).code).toBe(2);
  const { code, stdout } = await run(folder, ["--workspace", manual, "--json", "--dry"]);
  expect(code).toBe(0);
  const documents = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(documents[0].type).toBe("queued");
  expect(documents.at(-1)).toMatchObject({ type: "finished", status: "planned_and_finished", error: null });
});

test("a detached run is followed later, by its id", async () => {
  const folder = configuration("echo later");
  const queued = await run(folder, ["--workspace", automatic, "--detach", "--json", "--var", "word=b"]);
  const { run: id } = JSON.parse(queued.stdout);
  const { code, stdout } = await typed(["run", "--follow", id], { env: environment() });
  expect(code).toBe(0);
  expect(stdout).toContain("(local-exec): later");
});

test("Ctrl-C cancels the run, waits for its end, and exits with 130", async () => {
  const folder = configuration("echo begun; sleep 60");
  const args = ["run", folder, "--workspace", automatic, "--var", "word=c"];
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...cleanEnvironment(), ...environment() },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  const begun = new Promise<void>((resolve) =>
    child.stdout.on("data", (text) => {
      output += text;
      if (output.includes("(local-exec): begun")) resolve();
    }),
  );
  const ended = new Promise((resolve) => child.once("close", resolve));
  await begun;
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  const id = /Queued (run-\w+)/.exec(output)![1]!;
  expect(output).toContain(`${id}: canceled.`);
  expect(context.sandbox.simulator.store.get("runs", id)?.status).toBe("canceled");
});

test("Ctrl-C on a run that is only followed leaves it to itself, and says how to come back", async () => {
  const gate = new Gate();
  const folder = configuration(`echo begun; ${gate.command("d")}`);
  const queued = await run(folder, ["--workspace", automatic, "--detach", "--json", "--var", "word=d"]);
  const { run: id } = JSON.parse(queued.stdout);
  const child = spawn(process.execPath, [program, "run", "--follow", id], {
    env: { ...cleanEnvironment(), ...environment() },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const followed = ranOf(child);
  let output = "";
  await new Promise<void>((resolve) =>
    child.stdout.on("data", (text) => {
      output += text;
      if (output.includes("(local-exec): begun")) resolve();
    }),
  );
  child.kill("SIGINT");
  const { code, stderr } = await followed;
  expect(code).toBe(130);
  expect(stderr).toContain(
    `Stopped watching ${id}, which continues. To watch it again: scalr-sandbox run --follow ${id}`,
  );
  gate.open();
  await context.sandbox.until("runs", id, (now) => now!.status === "applied");
});

test("following somebody's run asks nothing and decides nothing", async () => {
  const queued = await run(configuration("true"), [
    "--workspace",
    manual,
    "--detach",
    "--json",
    "--var",
    "word=f",
  ]);
  const { run: id } = JSON.parse(queued.stdout);
  await context.sandbox.until("runs", id, (now) => now!.status === "planned");
  const child = spawn(process.execPath, [program, "run", "--follow", id], {
    env: { ...cleanEnvironment(), ...environment() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  await new Promise<void>((resolve) =>
    child.stderr.on("data", (text) => {
      said += text;
      if (said.includes("Waiting for a confirmation")) resolve();
    }),
  );
  expect(context.sandbox.simulator.store.get("runs", id)!.status).toBe("planned");
  child.kill("SIGTERM");
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(143);
  expect(context.sandbox.simulator.store.get("runs", id)!.status).toBe("planned");
  await context.sandbox.send("POST", `/api/iacp/v3/runs/${id}/actions/discard`, {});
});

test("a run is followed through a restart of the server, which may have another address then", async () => {
  const dataDir = temporaryFolder();
  const first = await up("--data-dir", dataDir);
  const api = new Api(first.url, first.token, first.accountId);
  const dev = await api.create("environments", { name: "dev" });
  const { id: pool } = await api.create("agent-pools", { name: "pool" });
  const { attributes } = await api.create(`agent-pools/${pool}/access-tokens`);
  await api.create(
    "workspaces",
    { name: "ws", "auto-apply": true },
    { environment: dev.id, "agent-pool": pool },
  );
  const args = ["run", configuration("echo done"), "--workspace", "dev/ws", "--data-dir", dataDir];
  const child = spawn(process.execPath, [program, ...args], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const followed = ranOf(child as never);
  const says = (text: string) => {
    let said = "";
    return new Promise<void>((resolve) =>
      child.stderr.on("data", (more) => {
        said += more;
        if (said.includes(text)) resolve();
      }),
    );
  };
  await says("Waiting for");
  const lost = says("The server does not answer; waiting for it to follow run-");
  await first.kill("SIGKILL");
  await lost;
  const second = await up("--data-dir", dataDir);
  expect(second.url).not.toBe(first.url);
  await joinedAgent("late", attributes.token as string, { SCALR_URL: second.url });
  const { code, stdout, stderr } = await followed;
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining("The server is back; still following"),
  });
  expect(stdout).toMatch(/run-\w+: applied\.\n$/);
});

test("a server that does not come back is given up after a while, naming how to continue", async () => {
  const sandbox = await startSandbox();
  const dev = await sandbox.environment("dev");
  const workspace = await sandbox.workspace("ws", dev.id);
  await sandbox.upload(workspace.id, { "main.tf": "" });
  const { id } = await sandbox.run(workspace.id);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const out = new Output({ json: false, colour: false }, stdout, stderr);
  const env = { SCALR_HOSTNAME: sandbox.url, SCALR_TOKEN: sandbox.simulator.token };
  const context = { out, env, signal: new AbortController().signal, cwd: temporaryFolder(), argv: [] };
  const options = { dataDir: undefined, approve: false, ask: false, isOwn: true, patience: 300 };
  const followed = follow(id, options, context as never);
  const failed = expect(followed).rejects.toThrow(
    `Once the server is back: scalr-sandbox run --follow ${id}`,
  );
  await once(stderr, "data");
  await sandbox.close();
  await failed;
});

test.each([
  [["--workspace", "dev/none"], 'There is no workspace "dev/none"', 1],
  [["--workspace", "dev/automatic", "--var", "nonsense"], '--var "nonsense" is not name=value', 2],
  [["--follow", "run-none"], "run-none", 1],
])("%j is refused by name", async (args, message, code) => {
  const refused = await run(configuration("true"), args);
  expect(refused.code).toBe(code);
  expect(refused.stderr).toContain(message);
});

test("a folder that is not there is refused before anything is uploaded", async () => {
  const { code, stderr } = await run("/nowhere/at/all", ["--workspace", automatic]);
  expect(code).toBe(1);
  expect(stderr).toContain("There is no folder /nowhere/at/all");
});
