import { describe, expect, test } from "vitest";
import { scenarioNames } from "../../cli/demo/scenarios/index.js";
import { registry } from "../../cli/registry.js";
import { commandArguments, normalise, refusalOf } from "../../cli/shell/arguments.js";
import type { Command } from "../../cli/shell/command.js";
import { suggest } from "../../simulator/core/suggest.js";
import { cli, typed } from "./support.js";

const commandOf = async (name: string): Promise<Command> => (await registry[name]!()).default;

describe("a wrong command line exits with 2 and says what is meant", () => {
  test.each([
    [["pln"], 'Unknown command "pln". Did you mean "plan"?'],
    [["state", "lst"], 'Unknown command "state lst". Did you mean "list"?'],
    [["hasOwnProperty"], 'Unknown command "hasOwnProperty".'],
    [["plan", "--targte", "x"], 'Unknown flag "--targte" for plan. Did you mean "--target"?'],
    [["plan", "a", "b"], 'Unexpected argument "b": plan takes [folder].'],
    [["reset", "now"], 'Unexpected argument "now": reset takes flags only.'],
    [["clock", "advance"], "clock advance needs <by>: How far"],
    [["run"], "run needs --workspace: the workspace to run in"],
    [["plan", "--var"], "--var needs a value: Set a variable"],
    [["up", "--clock", "fast"], '--clock is "fast"; it must be one of "real", "virtual".'],
    [
      ["demo", "--scenario", "pool"],
      `--scenario is "pool"; it must be one of ${scenarioNames.map((name) => `"${name}"`).join(", ")}. Did you mean "pools"?`,
    ],
    [["up", "--port", "many"], "--port needs a number."],
    [
      ["up", "--host", ""],
      '--host must be an address or a name of this machine, such as 127.0.0.1, or 0.0.0.0 for all of its addresses, not "".',
    ],
    [["up", "--host", "http://localhost"], "--host must be an address or a name of this machine"],
    [
      ["agent", "--token", "t", "--url", "http://127.0.0.1:9", "--concurrency", "99"],
      "--concurrency must be from 1 to 5, not '99'",
    ],
    [
      ["agent", "--token", "t", "--url", "http://127.0.0.1:9", "--drain-timeout", "-1"],
      "--drain-timeout must be a whole number of seconds, not '-1'.",
    ],
    [["up", "--port", "70000"], "--port must be a port from 0 (any free one) to 65535, not 70000."],
    [["up", "--port", "1", "--port", "2"], "--port was given 2 times; give it once."],
    [["up", "--runner-quota", "-1"], "--runner-quota must be a whole number from 0 up"],
    [["plan", "--parallelism", "0"], "--parallelism must be a whole number from 1 up"],
    [["plan", "--destroy", "--refresh-only"], "--refresh-only and --destroy exclude each other."],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await typed(args, { cwd: import.meta.dirname });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`Error: ${message}`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("with --json the error is an object on standard output too", async () => {
    const { code, stdout } = await cli(["pln", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { kind: "usage" } });
  });

  test("with --detailed-exitcode it gives 1, because 2 means that there are changes", async () => {
    expect((await cli(["plan", "--detailed-exitcode", "--nope"])).code).toBe(1);
  });
});

test("tofu's spelling of flags is taken", async () => {
  const plan = await commandOf("plan");
  expect(normalise(["-var=a=b", "-refresh-only", "-h", "--var", "-x"], plan)).toEqual([
    "--var=a=b",
    "--refresh-only",
    "-h",
    "--var",
    "-x",
  ]);
});

test("every required argument of every command is refused by name when it is absent", async () => {
  for (const load of Object.values(registry)) {
    const { default: command } = await load();
    const [first] = Object.entries(command.positionals ?? {});
    if (first === undefined || first[1].optional || first[1].default !== undefined) continue;
    const message = "Not enough non-option arguments: got 0, need at least 1";
    expect(refusalOf(message, [], command)).toContain(`${command.name} needs <${first[0]}>`);
  }
});

test("flags that may be repeated are lists, the others single values", async () => {
  const run = await commandOf("run");
  const args = commandArguments(run, { folder: ".", workspace: "a/b", var: "x=1" });
  expect(args).toMatchObject({ var: ["x=1"], target: [], dry: false, workspace: "a/b", message: undefined });
});

test("suggestions are near, or none", () => {
  expect(suggest("aply", ["plan", "apply"])).toBe("apply");
  expect(suggest("palnn", ["plan", "apply"])).toBeUndefined();
  expect(suggest("plna", ["plan", "apply"])).toBe("plan");
  expect(suggest("kubernetes", ["plan", "apply"])).toBeUndefined();
});
