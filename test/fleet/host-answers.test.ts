import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { typed } from "../cli/support.js";
import { frontOf, type Meddling } from "../support/front.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { type PlayedHost, playHost } from "./account.js";

// biome-ignore lint/suspicious/noExplicitAny: what a host answers is what these tests spoil.
type Answer = any;

const atWorkspaces =
  (change: (body: Answer) => Answer): Meddling =>
  (path) =>
    path.startsWith("/api/iacp/v3/workspaces") ? (change as never) : undefined;

/** What a host answers, and what is said of it. */
const answers: readonly (readonly [string, Meddling, number, string])[] = [
  [
    "that lists fewer than it counts",
    atWorkspaces((body) => ({ ...body, data: body.data.slice(1) })),
    1,
    "The workspaces cannot be read completely: in 3 attempts the host reported another number of them than it listed",
  ],
  [
    "without data",
    atWorkspaces(() => ({ hello: "world" })),
    1,
    "The answer to page 1 of the workspaces is not a list of scalr.io: it has no 'data'",
  ],
  [
    "whose objects lack ids",
    atWorkspaces((body) => ({ ...body, data: body.data.map(() => ({ type: "workspaces" })) })),
    1,
    "one of its objects lacks an 'id' or a 'type'",
  ],
  [
    "whose pages lead back",
    atWorkspaces((body) => ({ ...body, meta: { pagination: { "next-page": 1, "total-count": 300 } } })),
    1,
    "its next page is 1",
  ],
  [
    "that is a web page",
    (path) => (path.includes("workspaces") ? { status: 200, body: "<html>" } : undefined),
    5,
    "answers, but not as scalr.io does",
  ],
  [
    "that the token may not read",
    (path) => (path.includes("workspaces") ? { status: 403 } : undefined),
    6,
    "its permissions do not allow this",
  ],
  [
    "that asks for a pause of an hour",
    (path) => (path.includes("workspaces") ? { status: 429, headers: { "retry-after": "3600" } } : undefined),
    1,
    "would take longer than five minutes",
  ],
  [
    "without the pools that workspaces are linked to",
    (path) =>
      path.startsWith("/api/iacp/v3/agent-pools")
        ? (((body: Answer) => ({ data: [], meta: {}, links: body.links })) as never)
        : undefined,
    1,
    "is not among those that the token can read. Give it the permission agent-pools:read",
  ],
];

describe("an answer", () => {
  const atEnd = afterSuite();
  let host: PlayedHost;
  beforeAll(async () => {
    const folder = temporaryFolder("answers-", atEnd);
    host = await playHost(join(folder, "host"), { pools: 4, environments: 3, workspaces: 250 });
    atEnd(() => host.sandbox.close());
  });
  const at = async (meddle: Meddling) => frontOf(host.sandbox.simulator.url, meddle, onTestFinished);

  it.each(answers)(
    "%s ends pull, what-if and simulate with a message, and no report",
    async (_, meddle, code, message) => {
      const hostname = await at(meddle);
      const folder = temporaryFolder();
      const out = join(folder, "world.yaml");
      const commands = [
        ["pull", "--hostname", hostname, "--out", out],
        ["what-if", "--hostname", hostname, "--account-default", "none"],
        ["simulate", "--from", hostname, "--agents", "pool-0=1"],
      ];
      for (const command of commands) {
        const ran = await typed(command, { env: host.env, cwd: folder });
        expect(ran, command[0]).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(message) });
      }
      expect(existsSync(out)).toBe(false);
    },
  );

  it("from scalr.io is asked in a copy of its account", async () => {
    const hostname = await at((path) => (path.startsWith("/api/sandbox") ? { status: 404 } : undefined));
    const env = { ...host.env, SCALR_HOSTNAME: hostname };
    const ran = await typed(["explain", "environment-1/workspace-1"], { env });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain(`${hostname} is not a sandbox: its account is read into one in memory`);
    expect(ran.stdout).toContain("Runs execute on pool-0");
  });

  it("is not asked for with the token of another host", async () => {
    const hostname = await at(() => undefined);
    const env = { ...host.env, SCALR_HOSTNAME: "other.example" };
    const ran = await typed(["explain", "--all", "--hostname", hostname], { env });
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("SCALR_TOKEN goes with SCALR_HOSTNAME"),
    });
  });

  it("cannot be asked for without a token", async () => {
    const ran = await typed(["pull", "--hostname", "https://scalr.invalid", "--out", "x"], {
      cwd: temporaryFolder(),
    });
    expect(ran).toMatchObject({ code: 6, stderr: expect.stringContaining("SCALR_TOKEN") });
  });
});
