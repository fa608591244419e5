/** local-exec: how commands run, what is told of them, and what their failure means. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { StateFile } from "../../engine/index.js";
import { actions, Workspace } from "./support.js";

const provisioned = (...lines: string[]) => `
  resource "null_resource" "x" {
    triggers = { word = "one" }
    provisioner "local-exec" {
      ${lines.join("\n      ")}
    }
  }
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where nobody collects orphans, what is left of one is a zombie.
  return (
    spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout?.startsWith("Z") !== true
  );
}

const outputs = ({ lines }: Workspace) =>
  lines
    .filter((line) => line.includes("(local-exec): "))
    .map((line) => line.replace(/^.*\(local-exec\): /, ""));

test("a command runs in the configuration's folder, with self, and its output is told line by line", async () => {
  const workspace = new Workspace(provisioned(`command = "pwd; echo \${self.triggers.word} >&2"`));
  await workspace.up();
  const [pwd, word] = outputs(workspace).slice(1);
  expect(pwd!.endsWith(workspace.dir)).toBe(true);
  expect(word).toBe("one");
  expect(workspace.lines[1]).toBe("null_resource.x: Provisioning with 'local-exec'...");
});

test("interpreter, environment and working_dir are what they say", async () => {
  const workspace = new Workspace(
    provisioned(
      'command = "console.log(process.cwd(), process.env.WORD, process.argv.length)"',
      'interpreter = ["node", "-e"]',
      'environment = { WORD = "w" }',
      'working_dir = "inner"',
    ),
  );
  mkdirSync(join(workspace.dir, "inner"));
  await workspace.apply(await workspace.planned(), { env: { PATH: process.env.PATH, WORD: "other" } });
  expect(outputs(workspace)).toEqual([
    'Executing: ["node" "-e" "console.log(process.cwd(), process.env.WORD, process.argv.length)"]',
    expect.stringMatching(/inner w 1$/),
  ]);
});

test("quiet hides the command; a sensitive value hides everything", async () => {
  const quiet = new Workspace(provisioned('command = "echo shown"', "quiet = true"));
  await quiet.up();
  expect(outputs(quiet)).toEqual(["local-exec: Executing: Suppressed by quiet=true", "shown"]);
  const secret = new Workspace(provisioned(`command = "echo \${sensitive("hush")}; exit 1"`));
  const { diagnostics } = await secret.apply(await secret.planned());
  expect(secret.lines.join("\n")).not.toContain("hush");
  expect(JSON.stringify(diagnostics)).toContain("exit status 1");
  expect(JSON.stringify(diagnostics[0]!.detail)).not.toContain("hush");
});

test("what was created is tainted until its provisioners have ended", async () => {
  const workspace = new Workspace(provisioned('command = "echo begun; sleep 0.2"'));
  const statuses: (string | undefined)[] = [];
  const onState = (state: StateFile) => void statuses.push(state.resources[0]?.instances[0]?.status);
  await workspace.apply(await workspace.planned(), { onState });
  expect([statuses[0], statuses.at(-1)]).toEqual(["tainted", undefined]);
});

test("a failure taints what was created, and names the command and its output", async () => {
  const workspace = new Workspace(provisioned('command = "echo why; exit 7"'));
  const { diagnostics, counts } = await workspace.apply(await workspace.planned());
  expect(diagnostics).toMatchObject([
    {
      summary: "local-exec provisioner error",
      detail: "Error running command 'echo why; exit 7': exit status 7. Output: why\n",
      address: "null_resource.x",
      range: { file: "main.tf", start: { line: 4 } },
    },
  ]);
  expect(counts.add).toBe(0);
  expect(workspace.state!.resources[0]!.instances[0]!.status).toBe("tainted");
  const made = await workspace.planned();
  expect(made.changes[0]).toMatchObject({ action: "delete-then-create", reason: "replace_because_tainted" });
});

test("on_failure = continue continues", async () => {
  const workspace = new Workspace(`
    resource "null_resource" "x" {
      provisioner "local-exec" {
        command = "exit 1"
        on_failure = continue
      }
      provisioner "local-exec" { command = "echo second" }
    }
  `);
  await workspace.up();
  expect(outputs(workspace)).toContain("second");
  expect(workspace.state!.resources[0]!.instances[0]!.status).toBeUndefined();
});

test("a destroy-time command that fails keeps the object", async () => {
  const files = (command: string) => `
    resource "null_resource" "x" {
      count = 1
      provisioner "local-exec" {
        when = destroy
        command = "${command}"
      }
    }
  `;
  const workspace = new Workspace(files("exit 1"));
  await workspace.up();
  const failed = await workspace.apply(await workspace.planned({ mode: "destroy" }));
  expect(failed.diagnostics).toMatchObject([
    { summary: "local-exec provisioner error", address: "null_resource.x[0]" },
  ]);
  expect(workspace.state!.resources).toHaveLength(1);
  workspace.write(files(`echo \${count.index} \${self.id}`));
  await workspace.up({ mode: "destroy" });
  expect(outputs(workspace).at(-1)).toMatch(/^0 \d+$/);
  expect(workspace.state!.resources).toEqual([]);
});

test("destroy-time commands may refer to nothing but the object", async () => {
  const workspace = new Workspace(`
    variable "v" { default = 1 }
    resource "null_resource" "x" {
      provisioner "local-exec" {
        when = destroy
        command = "echo \${var.v}"
      }
    }
  `);
  const { diagnostics } = await workspace.plan();
  expect(diagnostics[0]!.summary).toMatch(/destroy/i);
});

test("an interruption ends the command with all it started, and taints", async () => {
  const workspace = new Workspace(provisioned('command = "sleep 600 & echo $! > child; echo ready; wait"'));
  const interrupt = new AbortController();
  const started = performance.now();
  const { diagnostics } = await workspace.apply(await workspace.planned(), {
    signal: interrupt.signal,
    onEvent: (event) => {
      if (event.type === "provision-output" && event.line === "ready") interrupt.abort();
    },
  });
  expect(performance.now() - started).toBeLessThan(200_000);
  expect(diagnostics.map(({ summary }) => summary)).toContain("The apply was interrupted");
  const child = Number(readFileSync(join(workspace.dir, "child"), "utf8"));
  // A signal that was sent takes its time to arrive.
  await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 100_000 });
  expect(workspace.state!.resources[0]!.instances[0]!.status).toBe("tainted");
});

test("other provisioners are refused by name before anything is planned", async () => {
  const workspace = new Workspace(`
    resource "null_resource" "x" {
      provisioner "remote-exec" { inline = ["x"] }
    }
  `);
  const { diagnostics } = await workspace.plan();
  expect(JSON.stringify(diagnostics)).toMatch(/remote-exec.*--engine tofu/);
});

test("triggers replace, and run the command again", async () => {
  const workspace = new Workspace(provisioned('command = "true"'));
  await workspace.up();
  workspace.write(provisioned('command = "true"').replace('"one"', '"two"'));
  const made = await workspace.planned();
  expect(actions(made)).toEqual({ "null_resource.x": "delete-then-create" });
});
