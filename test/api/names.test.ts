import { describe, expect, it } from "vitest";
import { faultOfName } from "../../simulator/core/values.js";
import { call, place, REGISTRATION } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

/** What no name needs, by what it is. */
const HARMFUL: Readonly<Record<string, string>> = {
  "a newline": "a\nb",
  "a carriage return": "a\rb",
  "a tab": "a\tb",
  "an escape": "a\u001b[2Jb",
  "a C1 control character": "a\u009bb",
  "a bell": "a\u0007",
  "a mark that turns the direction": "a\u202eb",
  "a line separator": "a\u2028b",
};

const WORSE = { NUL: "a\u0000b", "half of a character": "a\ud800b" };

describe("a name", () => {
  it.each(Object.entries({ ...HARMFUL, ...WORSE }))(
    "with %s is refused, wherever it is given",
    async (_what, name) => {
      const { sandbox } = box;
      const environment = await sandbox.environment(`env-${Math.random()}`);
      const env = { data: { type: "environments", id: environment.id } };
      const bodies = [
        ["environments", { name }, {}],
        ["agent-pools", { name }, {}],
        ["workspaces", { name }, { environment: env }],
        ["vars", { key: name, value: "v", category: "terraform" }, {}],
        ["teams", { name }, {}],
        ["tags", { name }, {}],
        ["roles", { name, permissions: [] }, {}],
      ] as const;
      for (const [type, attributes, relationships] of bodies) {
        const account = { data: { type: "accounts", id: sandbox.accountId } };
        const { status, body } = await sandbox.send("POST", `/api/iacp/v3/${type}`, {
          data: { type, attributes, relationships: { account, ...relationships } },
        });
        expect({ type, status }).toEqual({ type, status: 422 });
        expect(JSON.stringify(body)).toMatch(/control characters|NUL or half of a character/);
      }
      const { token } = await place(sandbox);
      const joined = await call(sandbox.url, "POST", "register", token, { ...REGISTRATION, name });
      expect(joined.status).toBe(422);
    },
  );

  it("in any script, with joined characters, has no fault of this kind", () => {
    for (const name of ["prod – Zürich", "日本語", "👩‍👩‍👧", "קידוד"]) expect(faultOfName(name)).toBeNull();
  });
});

describe("a text", () => {
  it("may have several lines, and neither NUL nor half of a character", async () => {
    const { sandbox } = box;
    const { id } = await sandbox.pool("described");
    const workspace = await sandbox.workspace("w", (await sandbox.environment("texts")).id);
    const set = (value: string) =>
      sandbox.send("POST", "/api/iacp/v3/vars", {
        data: {
          type: "vars",
          attributes: { key: `k${Math.random()}`.replace(".", ""), value, category: "terraform" },
          relationships: { workspace: { data: { type: "workspaces", id: workspace.id } } },
        },
      });
    expect((await set("one\n\ttwo\u001b")).status).toBe(201);
    for (const value of Object.values(WORSE)) expect((await set(value)).status).toBe(422);
    expect(id).toBeTruthy();
  });
});
