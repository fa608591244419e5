import { expect, test } from "vitest";
import { registry } from "../../cli/registry.js";
import { packageVersion } from "../../provider/plugin/package-info.js";
import { cli } from "./support.js";

test("the help lists every command", async () => {
  const { code, stdout } = await cli(["--help"]);
  expect(code).toBe(0);
  for (const name of Object.keys(registry)) expect(stdout).toContain(`scalr-sandbox ${name.split(" ")[0]}`);
});

test("the help of a command shows its flags and examples", async () => {
  const { code, stdout } = await cli(["clock", "advance", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("scalr-sandbox clock advance 4h");
  expect(stdout).toContain("--data-dir");
});

test("the help in a pipe is as wide as COLUMNS says, or 80", async () => {
  const width = async (env: Record<string, string>) => {
    const { stdout } = await cli(["up", "--help"], { env });
    return Math.max(...stdout.split("\n").map(({ length }) => length));
  };
  expect(await width({})).toBeLessThanOrEqual(80);
  const wide = await width({ COLUMNS: "120" });
  expect([wide > 80, wide <= 120]).toEqual([true, true]);
});

test("a group alone says what is in it", async () => {
  const { code, stderr } = await cli(["clock"]);
  expect(code).toBe(2);
  expect(stderr).toContain("clock show, clock advance");
});

test("no command at all is a wrong command line", async () => {
  const { code, stderr } = await cli([]);
  expect(code).toBe(2);
  expect(stderr).toContain("scalr-sandbox --help");
});

test("the version is the package's", async () => {
  const { stdout } = await cli(["--version"]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("there is a completion script, and it completes commands and flags", async () => {
  const { code, stdout } = await cli(["completion"], { env: { SHELL: "/bin/bash" } });
  expect(code).toBe(0);
  expect(stdout).toContain("_yargs_completions");
  const commands = await cli(["--get-yargs-completions", "scalr-sandbox", ""]);
  expect(commands.stdout.split("\n")).toEqual(expect.arrayContaining(["plan", "apply", "state", "demo"]));
  const flags = await cli(["--get-yargs-completions", "scalr-sandbox", "plan", "--det"]);
  expect(flags.stdout).toContain("--detailed-exitcode");
});

test("recommends the environment for tokens, which flags would show to other users", async () => {
  for (const [command, variable] of [
    ["up", "SCALR_SANDBOX_ADMIN_TOKEN"],
    ["agent", "SCALR_AGENT_TOKEN"],
  ] as const) {
    const told = (await cli([command, "--help"])).stdout.replace(/\s+/g, " ");
    expect(told).toMatch(new RegExp(`--token.*\\[env: ${variable}\\]`));
    expect(told).toMatch(/environment[^.]*(private|do not see it)/);
  }
});

test.each([
  [["help", "clock", "advance"], "scalr-sandbox clock advance 4h"],
  [["clock", "advance", "-h"], "scalr-sandbox clock advance 4h"],
  [["-h"], "scalr-sandbox completion"],
  [["-v"], packageVersion()],
] as const)("%j asks for help or the version, as in other programs", async (args, said) => {
  const { code, stdout, stderr } = await cli(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(said);
});

test("help of a misspelled command names the right one", async () => {
  expect(await cli(["help", "stauts"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "status"?'),
  });
});

test("completion with the name of a shell says what decides the shell", async () => {
  const { code, stdout, stderr } = await cli(["completion", "zsh"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain('Unexpected argument "zsh"');
  expect(stderr).toContain("SHELL");
});
