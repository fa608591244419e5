import { describe, expect, it } from "vitest";
import { fromPlain, type Plain, STRING, toPlain } from "../../engine/values/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import { resolvePool } from "../../simulator/pools/resolution-rules.js";

const provider = createScalrProvider({ env: {} });

function call(name: string, ...args: (string | null)[]): Plain {
  const answer = provider.callFunction(
    name,
    args.map((value) => fromPlain(value, STRING)),
  );
  if ("error" in answer) throw new Error(answer.error.text);
  return toPlain(answer.result);
}

describe("winning_pool (R2)", () => {
  const pools = (name: string) => [name, null];
  const combinations = pools("w").flatMap((w) =>
    pools("e").flatMap((e) => pools("a").map((a) => [w, e, a] as const)),
  );

  it.each(combinations)("of %s, %s, %s is what the simulator resolves", (workspace, environment, account) => {
    const all = { isShared: true, environments: [], vcsEnabled: false, isScalrManaged: false };
    const resolution = resolvePool(
      { id: "ws-1", name: "ws", environment: "env-1", agentPool: workspace },
      {
        pool: (id) => ({ ...all, id, name: id }),
        environment: (id) => ({ id, name: id, defaultWorkspaceAgentPool: environment }),
        accountDefault: () => account,
        scalrRunners: () => "runners",
      },
    );
    const { level, pool } = resolution.candidates.find(({ outcome }) => outcome === "won")!;
    const own = level === "scalr-runners" ? null : pool!.id;
    expect(call("winning_pool", workspace, environment, account)).toEqual({ level, pool: own });
  });
});

describe("takes_vcs_pool (R6)", () => {
  it("tells the self-hosted kinds from the others, and refuses what is not a kind", () => {
    expect(call("takes_vcs_pool", "github_enterprise")).toBe(true);
    expect(call("takes_vcs_pool", "github")).toBe(false);
    expect(() => call("takes_vcs_pool", "svn")).toThrow(
      /"svn" is not a kind of VCS provider; the kinds are github/,
    );
  });
});
