import { describe, expect, it } from "vitest";
import { agentDeletionRefusal, agentStatus } from "../../simulator/agents/agent-status-rules.js";
import { deletionRefusal, refusalAlong } from "../../simulator/core/deletion-rules.js";

describe("R18: why something that is linked to cannot be deleted", () => {
  const pool = { type: "agent-pools", id: "apool-1", name: "small" } as const;
  const holder = (n: number) => ({ as: "workspace", id: `ws-${n}`, name: `api-${n}` });
  const refusal = (what: string, links: string) =>
    `${what} is in use and can't be deleted. It is linked to ${links}. Unlink it first.`;

  it("nothing keeps what nobody is linked to", () => expect(deletionRefusal(pool, [])).toBeNull());

  it("names at most five, then counts", () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, n) => `workspace 'api-${n}' (ws-${n})`).join(", ");
    const holders = (count: number) => Array.from({ length: count }, (_, n) => holder(n));
    expect(deletionRefusal(pool, holders(1))).toBe(refusal("Agent pool 'small' (apool-1)", named(1)));
    expect(deletionRefusal(pool, holders(5))).toBe(refusal("Agent pool 'small' (apool-1)", named(5)));
    expect(deletionRefusal(pool, holders(6))).toBe(
      refusal("Agent pool 'small' (apool-1)", `${named(5)} and 1 more`),
    );
  });

  it("names a holder without an id by its kind, and one without a name by its id", () => {
    const holders = [
      { as: "the account" },
      { as: "environment", id: "env-1" },
      { as: "tag", id: "tag-1", name: null },
    ];
    expect(deletionRefusal(pool, holders)).toBe(
      refusal("Agent pool 'small' (apool-1)", "the account, environment env-1, tag tag-1"),
    );
  });

  it.each([
    ["account-ssh-keys", "SSH key 'x' (id-1)"],
    ["environments", "Environment 'x' (id-1)"],
    ["roles", "Role 'x' (id-1)"],
    ["storage-profiles", "Storage profile 'x' (id-1)"],
    ["vcs-providers", "VCS provider 'x' (id-1)"],
    ["workspaces", "Workspace 'x' (id-1)"],
    ["tags", "'x' (id-1)"],
  ] as const)("calls an object of type %s %s", (type, what) => {
    const deleted = { type, id: "id-1", name: "x" };
    expect(deletionRefusal(deleted, [{ as: "the account" }])).toBe(refusal(what, "the account"));
    expect(refusalAlong(deleted, "It holds a state.")).toBe(
      `${what} can't be deleted with all that belongs to it. It holds a state.`,
    );
  });

  it("calls an object without a name by its id", () => {
    expect(refusalAlong({ type: "tags", id: "tag-1" }, "No.")).toBe(
      "tag-1 can't be deleted with all that belongs to it. No.",
    );
  });
});

describe("R13, R14: an agent's status", () => {
  it("is busy or idle while it is in contact, and what is stored otherwise", () => {
    expect(agentStatus({ condition: "online" }, 0)).toBe("idle");
    expect(agentStatus({ condition: "online" }, 1)).toBe("busy");
    expect(agentStatus({ condition: "offline" }, 1)).toBe("offline");
    expect(agentStatus({ condition: "errored" }, 0)).toBe("errored");
  });

  it("lets only one that is offline or errored be deleted", () => {
    expect(agentDeletionRefusal("busy")).toBe("The agent is busy and can't be deleted.");
    expect(agentDeletionRefusal("idle")).toBe("The agent is idle and can't be deleted.");
    expect(agentDeletionRefusal("offline")).toBeNull();
    expect(agentDeletionRefusal("errored")).toBeNull();
  });
});
