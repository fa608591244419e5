import { describe, expect, it } from "vitest";
import { ProtocolAgent } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

/** R16, R19: a token that is revoked ends what came by it. */
describe("R16: revoking a pool's token", () => {
  it("stops the agents that joined by it, ends what they were running, and leaves the others alone", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool("revoked");
    const environment = await sandbox.environment("revoked-env");
    const workspace = await sandbox.workspace("revoked-ws", environment.id, {}, pool.id);
    const version = await sandbox.upload(workspace.id, { "main.tf": 'resource "terraform_data" "a" {}\n' });
    const path = `agent-pools/${pool.id}/access-tokens`;
    const [leaked, kept] = [await sandbox.create(path, { name: "leaked" }), await sandbox.create(path)];
    const agent = await ProtocolAgent.join(sandbox, leaked.attributes.token, { name: "leaked" });
    const run = await sandbox.run(workspace.id, version);
    await agent.work();
    const other = await ProtocolAgent.join(sandbox, kept.attributes.token, { name: "kept" });
    const poll = await agent.opened(4);

    expect((await sandbox.delete("access-tokens", leaked.id)).status).toBe(204);
    expect((await poll.answer).stop).toMatchObject({ reason: "agent-deleted" });
    expect((await agent.heartbeat()).status).toBe(401);
    expect((await other.heartbeat()).status).toBe(200);
    const left = await sandbox.list(`agents?filter[agent-pool]=${pool.id}`);
    expect(left.map(({ attributes }) => attributes.name)).toEqual(["kept"]);
    expect((await sandbox.read("runs", run.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringMatching(
        new RegExp(`Agent 'leaked' .* the token by which it joined, ${leaked.id} \\(leaked\\), was revoked`),
      ),
    });
  });
});
