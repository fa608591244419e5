import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../../scripts/fidelity/client.mjs";
import { attempt, FACTS } from "../../scripts/fidelity/index.mjs";
import { Scene } from "../../scripts/fidelity/scene.mjs";
import { cli } from "../cli/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { seeded, worldFile } from "../sandbox/world/support.js";
import { useSandbox } from "../support/sandbox.js";
import { providerFacts } from "./provider-facts.js";

/** Every fact that is known of scalr.io, tried with a sandbox over HTTP. */
const box = useSandbox();
let scene: Scene;
beforeAll(() => {
  const { url, token, accountId } = box.sandbox;
  scene = new Scene(new Client({ url, token }), accountId, local);
});
afterAll(async () => expect(await scene.clean()).toEqual([]));

const WORLD = `
account: { id: acc-given, owner: user-given, identity-provider: idp-given }
identity-providers:
  - { id: idp-given, idp-type: scalr }
users:
  - { id: user-given, email: owner@example.com, identity-providers: [idp-given] }
teams:
  - { id: team-given, name: given, identity-provider: idp-given }
roles:
  - { id: role-given, name: user, is-system: true }
access-policies:
  - { account: acc-given, team: team-given, roles: [role-given] }
vcs-providers:
  - { id: vcs-given, name: given, vcs-type: github, token: t }
modules:
  - { id: mod-given, vcs-provider: vcs-given, vcs-repo: { identifier: a/terraform-null-b } }
module-versions:
  - { id: modver-given, version: 1.10.0, module: mod-given }
  - { id: modver-older, version: 1.9.0, module: mod-given }
`;

/** What only a sandbox that this process runs can do. */
const local = {
  ...providerFacts,

  async world() {
    const sandbox = await seeded(worldFile(WORLD));
    const linked = async (path: string, name: string) =>
      (await sandbox.get(path)).body.data.relationships[name].data.id;
    const [role] = await sandbox.list("roles?filter[name]=user");
    const module = await sandbox.read("modules", "mod-given");
    const [policy] = await sandbox.list("access-policies?filter[team]=team-given");
    expect(await linked("teams/team-given", "identity-provider")).toBe("idp-given");
    return {
      role: [role!.id, role!.attributes["is-system"]],
      grants: policy!.relationships.roles!.data[0].id,
      provider: await linked("accounts/acc-given", "identity-provider"),
      owner: await linked("accounts/acc-given", "owner"),
      version: [module.relationships["latest-module-version"]!.data.id, module.attributes.status],
    };
  },

  async planOfAnAgentThatLeft() {
    const { sandbox } = box;
    const where = await place(sandbox);
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: "gone" });
    const run = await sandbox.run(await readyWorkspace(sandbox, where));
    await (await agent.work()).finish({ hasChanges: false });
    await agent.call("POST", "deregister");
    const agents = await sandbox.list(`agents?filter[agent-pool]=${where.pool}`);
    const plan = await sandbox.read("plans", run.relationships.plan!.data.id);
    const name = plan.attributes["execution-details"]["agent-name"];
    return { agents: agents.length, name: name === "gone" ? "the agent's name" : name };
  },

  async namesThatEnvPrints() {
    const { url, token } = box.sandbox;
    const { stdout } = await cli(["env", "--json"], { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
    return Object.keys(JSON.parse(stdout)).filter((name) => name.startsWith("SCALR_ACCOUNT"));
  },
};

describe("what is known of scalr.io", () => {
  it("is a table of E1 to E33, each with where it comes from and how to try it", () => {
    expect(FACTS.map(({ id }) => id)).toEqual(Array.from({ length: 33 }, (_, i) => `E${i + 1}`));
    for (const { id, fact, source, date, tries } of FACTS) {
      expect([fact, source], id).toEqual([
        expect.stringMatching(/\w.*\.$/),
        expect.stringMatching(/ at | 2\./),
      ]);
      expect(date, id).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(tries.length, id).toBeGreaterThan(0);
    }
  });

  const rows = FACTS.flatMap((fact) => fact.tries.map((each) => [fact.id, each.what, fact, each] as const));
  it.each(rows)("%s %s", async (_id, _what, fact, each) => {
    expect(await attempt(fact, each, scene, true)).toEqual({ result: "agrees", seen: each.expected });
  });

  it("is not taken to hold where it does not", async () => {
    const [fact] = FACTS;
    const [each] = fact!.tries;
    const wrong = { ...each!, expected: { status: 200 } };
    expect(await attempt(fact!, wrong, scene, true)).toMatchObject({ result: "differs" });
    const nowhere = new Scene(new Client({ url: "http://127.0.0.1:1", token: "t" }), "acc-1");
    expect(await attempt(fact!, each!, nowhere, true)).toMatchObject({
      result: "failed",
      why: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});
