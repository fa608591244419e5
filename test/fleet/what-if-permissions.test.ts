import { expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

/** R20, R21: what-if asks under the permissions of whoever calls, and tells what they may read. */

async function scene() {
  const { sandbox } = used;
  const pool = await sandbox.pool(unique("pool"));
  const [mine, other] = [
    await sandbox.environment(unique("mine")),
    await sandbox.environment(unique("other")),
  ];
  const own = await sandbox.workspace(unique("own"), mine.id);
  const hidden = await sandbox.workspace(unique("hidden"), other.id);
  return { pool, mine, other, own, hidden };
}

const linkTo = (workspace: string, pool: string) => ({
  op: "update",
  data: {
    type: "workspaces",
    id: workspace,
    relationships: { "agent-pool": { data: { type: "agent-pools", id: pool } } },
  },
});

it("a change that the caller may not make is refused, with the permission that is missing", async () => {
  const { sandbox } = used;
  const { pool, own, hidden, mine } = await scene();
  const caller = await callerWith(sandbox, ["workspaces:read", "agent-pools:read"], mine.id);
  const ask = async (change: object) =>
    (await caller.send("POST", "/api/sandbox/v1/what-if", { changes: [change] })).body;
  const refused = await ask(linkTo(own.id, pool.id));
  expect(refused.moves).toEqual([]);
  expect(refused.refused).toEqual([{ change: 0, message: expect.stringContaining("'workspaces:update'") }]);
  // What they may not read is not there, rather than forbidden.
  const missing = await ask(linkTo(hidden.id, pool.id));
  expect(missing.refused[0].message).toContain("not found");
  expect(JSON.stringify(missing)).not.toContain(hidden.attributes.name);
});

it("an effect counts the workspaces that the caller may not read, and does not name them", async () => {
  const { sandbox } = used;
  const { pool, own, hidden } = await scene();
  const caller = await callerWith(sandbox, ["agent-pools:*"]);
  const change = { op: "update", data: { type: "agent-pools", id: pool.id, attributes: { default: true } } };
  const all = await sandbox.sandbox("POST", "what-if", { changes: [change] });
  const moved = all.moves.map(({ workspace }: { workspace: { id: string } }) => workspace.id);
  expect(moved).toEqual(expect.arrayContaining([own.id, hidden.id]));
  expect(all.hidden).toBe(0);
  const { body } = await caller.send("POST", "/api/sandbox/v1/what-if", { changes: [change] });
  expect(body).toMatchObject({ moves: [], hidden: moved.length, refused: [] });
  expect(JSON.stringify(body)).not.toContain(own.attributes.name);
});
