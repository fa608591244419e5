import { describe, expect, it } from "vitest";
import { type Candidate, effectiveVariables } from "../../simulator/workspaces/variable-rules.js";
import { unique } from "../api/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

const variable = (key: string, value: string, more: Partial<Candidate> = {}): Candidate => ({
  key,
  value,
  category: "terraform",
  hcl: false,
  sensitive: false,
  final: false,
  ...more,
});

const values = (layers: readonly (readonly Candidate[])[]) =>
  effectiveVariables(layers).map(({ key, value }) => `${key}=${value}`);

describe("which value of a variable a run gets", () => {
  it("is that of the narrowest scope", () => {
    expect(
      values([[variable("a", "account")], [variable("a", "environment")], [variable("a", "workspace")]]),
    ).toEqual(["a=workspace"]);
  });

  it("is the final one, whatever is narrower", () => {
    expect(values([[variable("a", "account", { final: true })], [variable("a", "workspace")]])).toEqual([
      "a=account",
    ]);
  });

  it("is told apart by category, and `env` is another name of `shell`", () => {
    const layers = [
      [variable("a", "shell", { category: "env" })],
      [variable("a", "terraform"), variable("a", "other shell", { category: "shell" })],
    ];
    expect(values(layers).sort()).toEqual(["a=other shell", "a=terraform"]);
  });
});

describe("the variables of a run", () => {
  it("reach the agent: of sets, the account, the environment, the workspace, and the run itself", async () => {
    const { sandbox } = box;
    const where = await place(sandbox);
    const workspace = await readyWorkspace(sandbox, where);
    const { data: environment } = (await sandbox.read("workspaces", workspace)).relationships.environment!;
    const add = (key: string, value: string, links: object = {}, attributes: object = {}) =>
      sandbox.create("vars", { key, value, category: "terraform", ...attributes }, links as never);
    await add("everywhere", "account");
    await add("narrowed", "account");
    await add("narrowed", "environment", { environment: environment.id });
    await add("narrowed", "workspace", { workspace });
    await add("SHELL_ONE", "hush", { workspace }, { category: "env", sensitive: true });
    await add("list", "[1]", { workspace }, { hcl: true });
    await add("own", "workspace", { workspace });

    const shared = await sandbox.create("var-sets", { name: unique("set"), "is-shared": true });
    const linked = await sandbox.create("var-sets", { name: unique("set") });
    const other = await sandbox.create("var-sets", { name: unique("set") });
    for (const [set, key] of [
      [shared, "shared_set"],
      [linked, "linked_set"],
      [other, "other_set"],
    ] as const) {
      await sandbox.create(
        "var-set-variables",
        { key, value: "set", category: "terraform" },
        { "var-set": set.id },
      );
    }
    await sandbox.create(
      "var-set-variables",
      { key: "narrowed", value: "set", category: "terraform" },
      { "var-set": shared.id },
    );
    const link = { data: [{ type: "var-sets", id: linked.id }] };
    const at = `workspaces/${workspace}/relationships/var-sets`;
    expect((await sandbox.send("POST", at, link)).status).toBe(204);

    const agent = await ProtocolAgent.join(sandbox, where.token);
    await sandbox.run(workspace, undefined, {
      variables: [{ key: "own", value: "run", category: "terraform" }],
    });
    const { info } = await agent.work();
    const found = Object.fromEntries(
      info.run.variables.map(({ key, ...rest }: { key: string }) => [key, rest]),
    );
    const plain = { category: "terraform", hcl: false, sensitive: false };
    expect(found).toEqual({
      shared_set: { ...plain, value: "set" },
      linked_set: { ...plain, value: "set" },
      everywhere: { ...plain, value: "account" },
      narrowed: { ...plain, value: "workspace" },
      SHELL_ONE: { category: "shell", hcl: false, sensitive: true, value: "hush" },
      list: { ...plain, hcl: true, value: "[1]" },
      own: { ...plain, value: "run" },
    });
  });
});
