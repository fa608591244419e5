import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FACTS } from "../../scripts/fidelity/index.mjs";
import { cleanEnvironment, type Ran, ranOf } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { startSecure } from "../tls/support.js";

const root = join(import.meta.dirname, "..", "..");

function probe(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, "scripts", "probe.mjs"), ...args], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ranOf(child as never);
}

/** A sandbox that the probe knows by its address and its authority alone, as it would know scalr.io. */
async function host() {
  const simulator = await startSecure();
  const file = join(temporaryFolder(), "ca.pem");
  writeFileSync(file, simulator.ca);
  const { host: hostname } = new URL(simulator.httpsUrl);
  return {
    simulator,
    args: ["--hostname", hostname, "--ca-file", file],
    env: { SCALR_TOKEN: simulator.token },
    hostname,
  };
}

describe("npm run probe", () => {
  it("tries every fact that harms nobody over HTTPS, and leaves nothing behind", async () => {
    const { simulator, args, env, hostname } = await host();
    const count = () => simulator.store.types.reduce((sum, type) => sum + simulator.store.count(type), 0);
    const before = count();
    const { code, stdout, stderr } = await probe([...args, "--json"], env);
    expect([code, stderr]).toEqual([0, ""]);
    const { summary, left, results, host: asked, account } = JSON.parse(stdout);
    expect([asked, account, left]).toEqual([hostname, simulator.accountId, []]);
    expect(summary).toMatchObject({ differs: 0, failed: 0 });
    const skipped = FACTS.flatMap((fact) =>
      fact.tries.filter((each) => each.harm ?? fact.harm ?? fact.local).map(({ what }) => what),
    );
    expect(results.filter((row: { result: string }) => row.result === "skipped")).toEqual(
      skipped.map((what) => expect.objectContaining({ what, why: expect.stringMatching(/\w/) })),
    );
    expect(results).toHaveLength(FACTS.flatMap(({ tries }) => tries).length);
    expect(stdout).not.toContain(simulator.token);
    // What was run is kept for a while, and all else is gone.
    expect(count()).toBe(before);
  });

  it("says what differs, and what it expected", async () => {
    const { simulator, args, env } = await host();
    // A host that answers otherwise than scalr.io.
    await fetch(`${simulator.url}/api/sandbox/v1/faults`, {
      method: "POST",
      headers: { Authorization: `Bearer ${simulator.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ method: "GET", path: "/api/iacp/v3/agent-pools/ap-123", status: 418 }),
    });
    const { code, stdout } = await probe([...args, "--only", "e1"], env);
    expect(code).toBe(1);
    expect(stdout).toContain("E1  DIFFERS  GET agent-pools/ap-123\n");
    expect(stdout).toMatch(/expected \{"status":404,.*\n {6}seen {5}\{"status":418/);
    expect(stdout).toContain("2 agree, 1 differ, 0 could not be tried, 0 skipped.");
  });

  it("refuses what it cannot use, and says what to do", async () => {
    const { args, env, hostname } = await host();
    const refused = async (given: readonly string[], variables: Readonly<Record<string, string>> = env) => {
      const { code, stderr } = await probe(given, variables);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused([])).toContain("Say which host to ask");
    expect(await refused(args, {})).toContain("Set SCALR_TOKEN");
    expect(await refused(["--hostname", "https://a.test"])).toContain("not 'https://a.test'");
    expect(await refused([...args, "--only", "E99"])).toContain("There is no fact E99. There are: E1, ");
    expect(await refused([...args, "--colour"])).toContain("--colour");
    expect(await refused(["--hostname", hostname])).toContain("--ca-file");
    expect(await refused(args, { SCALR_TOKEN: "wrong" })).toContain("answered 401");
    expect((await probe(["--help"])).stdout).toContain("Exit codes: 0 all agree");
  });
});
