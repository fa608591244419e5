import { describe, expect, it } from "vitest";
import { startSimulator } from "../../../simulator/server.js";
import { temporaryFolder } from "../../support/process.js";
import { startSandbox } from "../../support/sandbox.js";
import { refusalOf, worldFile } from "./support.js";

/** A world, and what is said of it: the place, and a part of the text. */
const FAULTS: Readonly<Record<string, readonly [string, readonly (readonly [string, RegExp])[]]>> = {
  "no YAML": ["tags:\n  - name: [a\n", [["3:1", /./]]],
  "a key twice": ["tags: []\ntags: []\n", [["2:1", /unique/]]],
  "no mapping": ["- a\n", [["1:1", /mapping of types/]]],
  "an unknown type": ["environmets: []\n", [["1:1", /Did you mean 'environments'\?/]]],
  "a type that nobody creates": ["runs: []\n", [["1:1", /no 'runs'.*There are: account, /]]],
  "no list": ["tags:\n  name: a\n", [["2:3", /'tags' must be a list/]]],
  "no object": ["tags:\n  - a\n", [["2:5", /must be an object/]]],
  "an unknown field": ["tags:\n  - nmae: a\n", [["2:5", /tags\[0\].*no 'nmae'. Did you mean 'name'\?/]]],
  "a read-only field": [
    "environments:\n  - name: a\n    created-at: 2030-01-01T00:00:00Z\n",
    [["3:5", /environments\[0\] 'a': 'created-at' is read-only/]],
  ],
  "an id of another type": ["tags:\n  - { id: env-1, name: a }\n", [["2:7", /begin with 'tag-'/]]],
  "an id that is not text": ["tags:\n  - { id: 7, name: a }\n", [["2:7", /begin with 'tag-'/]]],
  "an id twice": [
    "tags:\n  - { id: tag-1, name: a }\n  - { id: tag-1, name: b }\n",
    [["3:7", /'tag-1' already/]],
  ],
  "a name twice": ["tags:\n  - name: a\n  - name: a\n", [["3:5", /'a' already exists/]]],
  "a missing field": ["agent-pools:\n  - { id: apool-1 }\n", [["2:5", /'name' is required/]]],
  "a value of the wrong type": [
    "workspaces:\n  - { name: a, environment: env-1, auto-apply: 1 }\nenvironments:\n  - { id: env-1, name: e }\n",
    [["2:36", /workspaces\[0\] 'a': /]],
  ],
  "a link to nothing": [
    "workspaces:\n  - { name: a, environment: env-x }\n",
    [["2:16", /'env-x' not found/]],
  ],
  "a list with a link to nothing": [
    "environments:\n  - name: a\n    tags:\n      - tag-1\n      - tag-2\ntags:\n  - { id: tag-1, name: t }\n",
    [["5:9", /'tag-2' not found/]],
  ],
  "a link that is not an id": [
    "workspaces:\n  - { name: a, environment: [x] }\n",
    [["2:16", /must be the id of an object/]],
  ],
  "links that are not a list": [
    "environments:\n  - { name: a, tags: t }\n",
    [["2:16", /must be a list of ids/]],
  ],
  "an as-it-is that is neither": ["as-it-is: perhaps\n", [["1:11", /'as-it-is' must be true or false/]]],
  "a rule that is broken (R3)": [
    `environments:
  - { id: env-1, name: one }
  - { id: env-2, name: two }
agent-pools:
  - { id: apool-1, name: pool, environments: [env-1] }
workspaces:
  - name: a
    environment: env-2
    agent-pool: apool-1
`,
    [["9:5", /workspaces\[0\] 'a': .*pool.*two/]],
  ],
  "objects that need each other": [
    "vars:\n  - { key: a, category: shell, workspace: ws-1 }\nworkspaces:\n  - { id: ws-1, name: w, environment: env-1 }\n",
    [["4:26", /'env-1' not found/]],
  ],
  "an account that cannot be set so": [
    "account: { created-at: x }\n",
    [["1:12", /no 'created-at' that can be set/]],
  ],
  "an account id that is not text": ["account: { id: [] }\n", [["1:12", /'id' must be a text/]]],
  "tokens that open nothing": [
    "tokens:\n  - { owner: user-x, secret: short }\n  - { owner: user-y, secret: long enough, colour: red, expires-in: 0 }\n",
    [
      ["2:7", /'owner' must be the id of a user/],
      ["2:22", /at least 8 characters/],
      ["3:7", /'owner'/],
      ["3:22", /without spaces/],
      ["3:43", /no 'colour'/],
      ["3:56", /'expires-in'/],
    ],
  ],
  "a secret twice": [
    "users:\n  - { id: user-a, email: a@b }\ntokens:\n  - { owner: user-a, secret: same-secret }\n  - { owner: user-a, secret: same-secret }\n",
    [["5:22", /another token has the same 'secret'/]],
  ],
  "several faults at once": [
    "tags:\n  - nmae: a\nworkspaces:\n  - nmae: b\nfoo: []\n",
    [
      ["2:5", /tags/],
      ["4:5", /workspaces/],
      ["5:1", /foo/],
    ],
  ],
};

describe("what is wrong with a described world is said with its place", () => {
  it.each(Object.keys(FAULTS))("%s", async (name) => {
    const [text, expected] = FAULTS[name]!;
    const said = await refusalOf(text);
    expect(said.map((line) => /^world\.yaml:(\d+:\d+): /.exec(line)?.[1])).toEqual(
      expected.map(([place]) => place),
    );
    for (const [i, [, message]] of expected.entries()) expect(said[i]).toMatch(message);
  });

  it("not more than twenty at once", async () => {
    const said = await refusalOf(`tags:\n${"  - nmae: a\n".repeat(30)}`);
    expect([said.length, said.at(-1)]).toEqual([21, "10 more."]);
  });

  it("a file that is not there", async () => {
    await expect(startSandbox({ seed: "/nowhere/world.yaml" })).rejects.toThrow(
      /^\/nowhere\/world\.yaml:1:1: The file cannot be read/,
    );
  });
});

it("makes nothing of a world that cannot be made whole", async () => {
  const dataDir = temporaryFolder();
  const options = { dataDir, runners: false, logLevel: "error" } as const;
  const broken = worldFile("environments:\n  - { id: env-1, name: one }\ntags:\n  - name: ''\n");
  await expect(startSimulator({ ...options, seed: broken })).rejects.toMatchObject({ name: "SeedError" });
  const corrected = worldFile("environments:\n  - { id: env-1, name: one }\ntags:\n  - name: t\n");
  const simulator = await startSimulator({ ...options, seed: corrected });
  expect(simulator.seeded).toBe(2);
  await simulator.close();
});

it("belongs to one account", async () => {
  const file = worldFile("account: { id: acc-one }\n");
  await expect(startSandbox({ seed: file, accountId: "acc-two" })).rejects.toThrow(
    /describes account 'acc-one'/,
  );
});

it.each([
  ["agent-pools:\n  - { id: apool-a, name: Build }\n", "apool-a", "the agent pool Build (apool-a)"],
  ["service-accounts:\n  - { id: sa-a, name: robot }\n", "sa-a", "the service account robot (sa-a)"],
  ["users:\n  - { id: user-a, email: ada@b.test, username: ada }\n", "user-a", "the user ada (user-a)"],
])("says whose token the administrator cannot have: %s", async (objects, owner, named) => {
  const world = `${objects}tokens:\n  - { owner: ${owner}, secret: same-secret }\n`;
  const [message] = await refusalOf(world, { token: "same-secret" });
  expect(message).toContain(`is already the token of ${named}.`);
  expect(message).not.toContain("same-secret");
});
