import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { oneLine, printable } from "../../cli/shell/printable.js";
import { TOFU_FLAGS } from "../../cli/shell/tofu-flags.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { cleanEnvironment, cli, program, typed } from "./support.js";

const box = useSandbox({ clock: "virtual" });
const environment = () => ({ SCALR_HOSTNAME: box.sandbox.url, SCALR_TOKEN: box.sandbox.simulator.token });

/** A folder with a configuration that asks scalr.io something. */
function asking(): string {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "main.tf"),
    `terraform {
       required_providers {
         scalr = { source = "registry.scalr.io/scalr/scalr" }
       }
     }
     data "scalr_current_account" "it" {}`,
  );
  return folder;
}

const plain = () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "main.tf"),
    'variable "n" {\n default = "1"\n}\noutput "n" {\n value = var.n\n}\n',
  );
  return folder;
};

/** An address at which nobody answers. */
async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}

it("explain --all says so where there is no workspace", async () => {
  const explained = await typed(["explain", "--all"], { env: environment() });
  expect(explained).toMatchObject({ code: 0, stdout: "There is no workspace.\n" });
});

it("plan exits with 5 where nobody answers and with 6 for a wrong token; with --detailed-exitcode each is 1", async () => {
  const folder = asking();
  const planned = (env: Record<string, string>, ...flags: string[]) =>
    typed(["plan", folder, ...flags], { env: { ...environment(), ...env } });
  expect((await planned({})).code).toBe(0);
  const wrong = { SCALR_TOKEN: "wrong-token" };
  const unreachable = { SCALR_HOSTNAME: await nowhere() };
  expect([(await planned(wrong)).code, (await planned(unreachable)).code]).toEqual([6, 5]);
  const detailed = "--detailed-exitcode";
  expect([(await planned(wrong, detailed)).code, (await planned(unreachable, detailed)).code]).toEqual([
    1, 1,
  ]);
});

it.each([
  ["foo", /"foo" is not a time to advance by.*4h/],
  ["-5m", /clock advance takes no negative <by>, such as -5m/],
])("clock advance %s is a wrong command line: exit code 2", async (by, message) => {
  const { code, stderr } = await typed(["clock", "advance", by], { env: environment() });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it("completion --help is help, and completion a script", async () => {
  const help = await cli(["completion", "--help"]);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain("source <(scalr-sandbox completion)");
  expect(help.stdout).not.toContain("compgen");
  expect((await cli(["completion"])).stdout).toContain("###-begin-scalr-sandbox-completions-###");
});

it("apply of a plan file that is not there says so", async () => {
  const cwd = temporaryFolder();
  const { code, stderr } = await typed(["apply", "nosuch.tfplan"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain(`There is no plan file ${join(cwd, "nosuch.tfplan")}`);
  expect(stderr).toContain("scalr-sandbox plan --out nosuch.tfplan");
});

it("flags as tofu's users type them are understood, or answered with a sentence", async () => {
  const cwd = plain();
  const { code, stdout } = await typed(
    ["plan", "-no-color", "-input=false", "-lock=true", "-compact-warnings", "-refresh=false", "-var", "n=2"],
    { cwd },
  );
  expect(code).toBe(0);
  expect(stdout).toContain('+ n = "2"');
  const applied = await typed(["apply", "-auto-approve", "-input=false", "-var=n=3"], { cwd });
  expect(applied.code).toBe(0);
  for (const [name, { asAlways, otherwise }] of Object.entries(TOFU_FLAGS)) {
    if (asAlways === "*") continue;
    const refused = await typed(["plan", `-${name}=other`], { cwd });
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`plan has no -${name}. ${otherwise}`),
    });
  }
  const unknown = await typed(["plan", "-frobnicate"], { cwd });
  expect(unknown.stderr).toContain('Unknown flag "--frobnicate" for plan');
});

it.runIf(process.platform === "linux")(
  "top ends when its reader has gone, though nothing happens",
  async () => {
    const child = spawn("bash", ["-c", `"$0" "${program}" top | head -2`, process.execPath], {
      env: { ...cleanEnvironment(), ...environment() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(output.trim().split("\n")).toHaveLength(2);
  },
);

it("what could steer a terminal is printed as an escape, and JSON stays what it was", () => {
  const title = "a\u001b]0;owned\u0007b\u009b2Jc\u202ed\ud800e\r\nf\rg\u001b[31mred\u001b[0m";
  expect(printable(title)).toBe(
    "a\\u001b]0;owned\\u0007b\\u009b2Jc\\u202ed\\ud800e\r\nf\\u000dg\u001b[31mred\u001b[0m",
  );
  expect(oneLine("a\nb\tc\r\nd")).toBe("a\\u000ab\\u0009c\\u000d\\u000ad");
  expect(JSON.parse(printable(JSON.stringify({ title })))).toEqual({ title });
  expect(printable("naïve ☃ 👩‍👩‍👧 日本語\n")).toBe("naïve ☃ 👩‍👩‍👧 日本語\n");
});

it("names that were stored before they were refused are printed safely", async () => {
  const { sandbox } = box;
  const pool = await sandbox.pool("harmless");
  const evil = "x\u001b[2J\nforged  row\u0000";
  sandbox.simulator.store.transact((tx) => tx.update("agent-pools", pool.id, { name: evil }));
  for (const args of [["status"], ["top", "--once"], ["audit"], ["explain", "none/none"]]) {
    const { stdout, stderr } = await typed(args, { env: environment() });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(stdout + stderr, args.join(" ")).not.toMatch(/[\u0000-\u0009\u000b-\u001f]|^forged/m);
  }
  expect((await typed(["status"], { env: environment() })).stdout).toContain("x\\u001b[2J\\u000aforged");
});
