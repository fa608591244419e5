/** Which host a plan talks to is said, and one that is not a sandbox is changed only by somebody who named it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { exitCodes } from "../../cli/shell/exit-codes.js";
import { frontOf } from "../support/front.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import { describeWithTofu, tofu } from "../support/tofu.js";
import { cli, typed } from "./support.js";

const atEnd = afterSuite();
let sandbox: Sandbox;
/** As scalr.io answers: it has no API of the sandbox. */
let real: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  atEnd(() => sandbox.close());
  real = await frontOf(
    sandbox.url,
    (path) => (path.startsWith("/api/sandbox/") ? { status: 404 } : undefined),
    atEnd,
  );
});

let pools = 0;

/** A folder that declares a pool, with the settings of the provider. */
function declared(settings = ""): { cwd: string; name: string } {
  const cwd = temporaryFolder();
  const name = `pool-${pools++}`;
  writeFileSync(
    join(cwd, "main.tf"),
    `terraform {
  required_providers {
    scalr = { source = "scalr/scalr" }
  }
}
provider "scalr" {
  ${settings}
}
resource "scalr_agent_pool" "p" {
  name = "${name}"
}
`,
  );
  return { cwd, name };
}

const at = (url: string) => ({ SCALR_HOSTNAME: url, SCALR_TOKEN: sandbox.token });
const exists = async (name: string) =>
  (await sandbox.list("agent-pools")).some(({ attributes }) => attributes.name === name);

it("a sandbox is named in the first line, and changed as usual", async () => {
  const { cwd, name } = declared();
  for (const command of [["plan"], ["apply", "--auto-approve"], ["destroy", "--auto-approve"]]) {
    const { code, stdout } = await typed(command, { cwd, env: at(sandbox.url) });
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toBe(`Host: ${sandbox.url}`);
    expect(stdout.split("Host: ")).toHaveLength(2);
    if (command[0] === "apply") expect(await exists(name)).toBe(true);
  }
  const { stdout } = await typed(["plan", "--json"], { cwd, env: at(sandbox.url) });
  expect(JSON.parse(stdout.split("\n")[0]!)).toEqual({ type: "host", host: sandbox.url, sandbox: true });
});

it.each(["SCALR_HOSTNAME", "the provider's block"])(
  "of %s, a host that is not a sandbox is said and asked about",
  async (from) => {
    const { cwd, name } = declared(from === "SCALR_HOSTNAME" ? "" : `hostname = "${real}"`);
    const env = from === "SCALR_HOSTNAME" ? at(real) : { SCALR_TOKEN: sandbox.token };
    expect(await typed(["plan"], { cwd, env })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^Host: ${real} \\(not a sandbox\\)\n`)),
    });
    const refused = await typed(["apply"], { cwd, env, input: "no\n" });
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining(`${real} is not a sandbox.`) });
    expect(await exists(name)).toBe(false);
    expect(await typed(["apply"], { cwd, env, input: "yes\n" })).toMatchObject({ code: 0 });
    expect(await exists(name)).toBe(true);
  },
);

it("--auto-approve changes a host that is not a sandbox only where --host names it", async () => {
  const { cwd, name } = declared();
  const applied = (...args: string[]) => typed(["apply", "--auto-approve", ...args], { cwd, env: at(real) });
  for (const args of [[], ["--host", "example.scalr.io"]])
    expect(await applied(...args)).toMatchObject({
      code: exitCodes.usage.code,
      stderr: expect.stringContaining(
        `Error: ${real} is not a sandbox. To let this command change it, name it: --host ${real}\n`,
      ),
    });
  expect(await exists(name)).toBe(false);
  expect(await applied("--host", real)).toMatchObject({ code: 0 });
  expect(await exists(name)).toBe(true);
  // Nothing is to be changed any more, and a refresh changes the state alone.
  expect(await applied()).toMatchObject({ code: 0 });
  expect(await typed(["refresh"], { cwd, env: at(real) })).toMatchObject({ code: 0 });
  const destroyed = await typed(["destroy", "--auto-approve"], { cwd, env: at(real) });
  expect(destroyed.code).toBe(exitCodes.usage.code);
  expect(await exists(name)).toBe(true);
});

it("a saved plan, which nobody is asked about, needs it too", async () => {
  const { cwd, name } = declared();
  await typed(["plan", "--out", "saved"], { cwd, env: at(real) });
  const refused = await typed(["apply", "saved"], { cwd, env: at(real) });
  expect(refused.code).not.toBe(0);
  expect(refused.stdout + refused.stderr).toContain(`--host ${real}`);
  expect(await exists(name)).toBe(false);
  expect(await typed(["apply", "saved", "--host", real], { cwd, env: at(real) })).toMatchObject({ code: 0 });
  expect(await exists(name)).toBe(true);
});

it("a host that only the apply gets to know is not changed on a yes to another", async () => {
  const { cwd } = declared("hostname = terraform_data.host.output");
  writeFileSync(join(cwd, "host.tf"), `resource "terraform_data" "host" {\n  input = "${real}"\n}\n`);
  const { code, stdout, stderr } = await typed(["apply"], { cwd, env: at(sandbox.url), input: "yes\n" });
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain(`--host ${real}`);
});

it("a host that is not one is refused", async () => {
  const { cwd } = declared();
  expect(await typed(["apply", "--host", "a b"], { cwd, env: at(real) })).toMatchObject({
    code: exitCodes.usage.code,
    stderr: expect.stringContaining('"a b" is not a host.'),
  });
});

describeWithTofu("another engine", () => {
  const offline = (cwd: string) => ({ HOME: cwd, HTTPS_PROXY: "http://127.0.0.1:1" });
  const engine = ["--engine", tofu!];

  it.each(["", "block"])(
    "says its host, and changes one that is not a sandbox only where --host names it %s",
    async (where) => {
      const { cwd, name } = declared(where === "" ? "" : `hostname = "${real}"`);
      const env = { ...offline(cwd), ...at(where === "" ? real : sandbox.url) };
      const planned = await cli(["plan", ...engine], { cwd, env });
      expect(planned).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`Host: ${real} (not a sandbox)`),
      });
      const refused = await cli(["apply", ...engine, "--auto-approve"], { cwd, env });
      expect(refused).toMatchObject({
        code: exitCodes.usage.code,
        stderr: expect.stringContaining(`--host ${real}`),
      });
      expect(await exists(name)).toBe(false);
      expect(await cli(["apply", ...engine, "--auto-approve", "--host", real], { cwd, env })).toMatchObject({
        code: 0,
      });
      expect(await exists(name)).toBe(true);
    },
  );

  it("is not started without a host, or with one that cannot be told", async () => {
    const { cwd } = declared();
    const none = await cli(["plan", ...engine], {
      cwd,
      env: { ...offline(cwd), SCALR_TOKEN: "token-of-scalr.io" },
    });
    expect(none).toMatchObject({
      code: exitCodes.cannotConnect.code,
      stderr: expect.stringContaining("No sandbox is running here."),
    });
    const computed = declared('hostname = join(".", ["example", var.domain])').cwd;
    writeFileSync(join(computed, "v.tf"), 'variable "domain" {\n  default = "invalid"\n}\n');
    expect(await cli(["plan", ...engine], { cwd: computed, env: offline(computed) })).toMatchObject({
      code: exitCodes.usage.code,
      stderr: expect.stringContaining('The hostname in provider "scalr" is an expression'),
    });
  });
});
