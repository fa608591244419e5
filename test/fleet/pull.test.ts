import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cli, typed } from "../cli/support.js";
import { frontOf } from "../support/front.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { type PlayedHost, playHost } from "./account.js";

interface Places {
  readonly workspaces: readonly {
    readonly name: string;
    readonly environment: { readonly name: string };
    readonly pool: { readonly id: string; readonly name: string } | null;
    readonly reason: string;
  }[];
}

/** Where runs go and why, in an order of their own. The Scalr runners are a pool of each sandbox's own. */
const placesIn = ({ workspaces }: Places) =>
  workspaces
    .map(({ name, environment, pool, reason }) => {
      const why = pool?.name === "scalr-runners" ? reason.replaceAll(pool.id, "") : reason;
      return `${environment.name}/${name}: ${pool?.name ?? "none"}. ${why}`;
    })
    .sort();

// biome-ignore lint/suspicious/noExplicitAny: what a command printed.
type Answer = any;
const moveOf = ({ workspace, from, to }: Answer) => `${workspace.id}: ${from.pool?.name} to ${to.pool?.name}`;

const POPULATION = { pools: 20, environments: 50, workspaces: 5_000 };

describe("an account of 5,000 workspaces, read over HTTPS", () => {
  const atEnd = afterSuite();
  let host: PlayedHost;
  let folder: string;
  const run = (...args: string[]) => cli(args, { cwd: folder, env: host.env });
  /** Below the comment that says when it was written. */
  const worldIn = (name: string) => readFileSync(join(folder, name), "utf8").split("\n").slice(2).join("\n");
  /** Adds a fault to the host. */
  const fault = (given: object) => host.sandbox.sandbox("POST", "faults", given);

  beforeAll(async () => {
    folder = temporaryFolder("pull-", atEnd);
    host = await playHost(join(folder, "host"), POPULATION);
    atEnd(() => host.sandbox.close());
  });

  it("becomes a world file, with progress and by GET requests alone", { timeout: 120_000 }, async () => {
    host.requests();
    const ran = await run("pull", "--hostname", host.hostname, "--out", "world.yaml");
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toBe("Wrote world.yaml: 20 pools, 50 environments, 5000 workspaces.\n");
    expect(ran.stderr).toContain(`Read from https://${host.hostname}: 21 agent pools`);
    expect(ran.stderr).toContain("5,000 workspaces");
    const requests = host.requests();
    expect(requests.length).toBeGreaterThan(50);
    expect([...new Set(requests.map(({ method }) => method))]).toEqual(["GET"]);
    expect(existsSync(join(folder, "world.yaml.part"))).toBe(false);

    const text = readFileSync(join(folder, "world.yaml"), "utf8");
    expect(text).not.toContain(host.sandbox.simulator.token);
    expect(text.match(/^ {2}- \{ id: ws-/gm)).toHaveLength(5_000);
    const there = placesIn(await host.sandbox.sandbox("GET", "resolutions"));
    for (const from of [
      ["--world", "world.yaml"],
      ["--hostname", host.hostname],
    ]) {
      const explained = await run("explain", "--all", ...from, "--json");
      expect(placesIn(JSON.parse(explained.stdout)), from[0]).toEqual(there);
    }
  });

  it("answers what-if as the host itself would, which is not changed", { timeout: 120_000 }, async () => {
    const { store } = host.sandbox.simulator;
    const before = store.seq;
    host.requests();
    const ask = ["what-if", "--account-default", "pool-2", "--access", "pool-0=environment-1", "--json"];
    const ran = await run(...ask, "--hostname", host.hostname);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain("5,000 workspaces");
    expect([...new Set(host.requests().map(({ method }) => method))]).toEqual(["GET"]);
    expect(store.seq).toBe(before);
    const asked = JSON.parse(ran.stdout);
    expect(asked.moves.length).toBeGreaterThan(1_000);
    const env = { SCALR_HOSTNAME: host.sandbox.simulator.url, SCALR_TOKEN: host.sandbox.simulator.token };
    const itself = JSON.parse((await typed(ask, { env })).stdout);
    const shown = ({ moves, ...rest }: Answer) => ({ moves: moves.map(moveOf).sort(), ...rest });
    expect(shown(asked)).toEqual(shown(itself));
  });

  it("waits as long as the host asks for, and says so", { timeout: 120_000 }, async () => {
    await fault({ path: "/api/iacp/v3/workspaces", status: 429, retryAfter: 1, count: 2 });
    const ran = await run("pull", "--hostname", host.hostname, "--out", "limited.yaml");
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr.match(/asks for a pause of 1 s\. Reading continues after it\./g)).toHaveLength(2);
    expect(worldIn("limited.yaml")).toBe(worldIn("world.yaml"));
  });

  it("says how far it is while a slow host answers", { timeout: 120_000 }, async () => {
    // A page takes its time: together more than the two seconds after which something is said.
    const slow = (path: string) =>
      path.startsWith("/api/iacp/v3/workspaces")
        ? new Promise<undefined>((resolve) => setTimeout(resolve, 60, undefined))
        : undefined;
    const front = await frontOf(host.sandbox.simulator.url, slow, atEnd);
    const ran = await run("pull", "--hostname", front, "--out", "slow.yaml");
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toMatch(/Reading from http.*: [1-4],\d00 of 5,000 workspaces/);
    expect(worldIn("slow.yaml")).toBe(worldIn("world.yaml"));
  });

  it("continues where it failed, and leaves no file that looks whole", { timeout: 120_000 }, async () => {
    let isDown = true;
    let asked = 0;
    const front = await frontOf(
      host.sandbox.simulator.url,
      (path) => {
        if (!path.startsWith("/api/iacp/v3/workspaces")) return undefined;
        asked += 1;
        return isDown && asked > 10 ? { status: 403 } : undefined;
      },
      atEnd,
    );
    const out = join(folder, "resumed.yaml");
    writeFileSync(out, "# An older one.\n");
    const failed = await run("pull", "--hostname", front, "--out", "resumed.yaml");
    expect(failed).toMatchObject({ code: 6, stdout: "" });
    expect(failed.stderr).toContain(
      "Reading stopped after 1,000 of 5,000 workspaces. Nothing was made of it.",
    );
    expect(failed.stderr).toContain("the same command continues from there");
    expect(readFileSync(out, "utf8")).toBe("# An older one.\n");
    expect(statSync(`${out}.part`).mode & 0o777).toBe(0o600);

    isDown = false;
    asked = 0;
    const ran = await run("pull", "--hostname", front, "--out", "resumed.yaml");
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain("Continuing an earlier attempt from");
    expect(asked).toBe(40);
    expect(worldIn("resumed.yaml")).toBe(worldIn("world.yaml"));
    expect(existsSync(`${out}.part`)).toBe(false);
  });
});
