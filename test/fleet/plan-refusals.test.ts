import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ran, typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { withWorkspace } from "./one-workspace.js";

const BASE = withWorkspace("api");
const TOO_LONG = "n".repeat(300);

const STATE = {
  version: 4,
  terraform_version: "1.10.0",
  serial: 1,
  lineage: "kept",
  outputs: {},
  resources: [
    {
      mode: "managed",
      type: "null_resource",
      name: "a",
      provider: 'provider["registry.opentofu.org/hashicorp/null"]',
      instances: [{ attributes: { id: "1" } }],
    },
  ],
};

/** What is printed of refusals. */
const refusalsIn = ({ stdout }: Ran) =>
  (/^ *Will be refused:[\s\S]*/m.exec(stdout)?.[0] ?? "")
    .split("Will be refused: ")
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "");

describe("what a plan's host will refuse", () => {
  const given = useSandbox();

  const idOf = async (type: string, name: string) =>
    (await given.sandbox.list(type)).find(({ attributes }) => attributes.name === name)!.id;

  /** A folder whose configuration was applied to the host, and how to run commands in it. */
  async function stack() {
    const cwd = temporaryFolder("plan-refusals-");
    const env = { SCALR_HOSTNAME: given.sandbox.url, SCALR_TOKEN: given.sandbox.token };
    const run = (...args: string[]) => typed(args, { cwd, env });
    const write = (text: string) => writeFileSync(join(cwd, "main.tf"), text);
    await given.sandbox.sandbox("POST", "reset");
    write(BASE);
    const made = await run("apply", "--auto-approve");
    expect(made.code, made.stderr).toBe(0);
    return { run, write };
  }

  it("is named once, with what needs it", async () => {
    const { run, write } = await stack();
    write(`${BASE.replace(/\n}\n$/, "\n  agent_pool_id = scalr_agent_pool.inside.id\n}\n")}
resource "scalr_environment" "long" {
  name                            = "${TOO_LONG}"
  default_workspace_agent_pool_id = scalr_agent_pool.private.id
}
resource "scalr_agent_pool" "inside" {
  name         = "inside"
  environments = [scalr_environment.long.id]
}
resource "scalr_workspace" "inside" {
  name           = "inside"
  environment_id = scalr_environment.long.id
}
resource "scalr_workspace_agent_pool" "inside" {
  workspace_id  = scalr_workspace.inside.id
  agent_pool_id = scalr_agent_pool.inside.id
}
resource "scalr_agent_pool" "long" {
  name = "${TOO_LONG}"
}`);
    const planned = await run("plan");
    expect(planned.code, planned.stderr).toBe(0);
    expect(refusalsIn(planned)).toEqual([
      "scalr_environment.long. Value must have at most 255 characters; it has 300. 4 other resources wait for " +
        "it: scalr_agent_pool.inside, scalr_workspace.api, scalr_workspace.inside and 1 more.",
      "scalr_agent_pool.long. Value must have at most 255 characters; it has 300.",
    ]);

    const { stdout } = await run("plan", "--json");
    const effect = stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line))
      .find(({ type }) => type === "effect");
    const message = expect.stringContaining("at most 255 characters");
    expect(effect.refused).toEqual([
      {
        address: "scalr_environment.long",
        message,
        waiting: [
          "scalr_agent_pool.inside",
          "scalr_workspace.api",
          "scalr_workspace.inside",
          "scalr_workspace_agent_pool.inside",
        ],
      },
      { address: "scalr_agent_pool.long", message, waiting: [] },
    ]);
  });

  it("is named once where an object takes the place of one that stays", async () => {
    const { run } = await stack();
    await given.sandbox.workspace(
      "of-another-stack",
      await idOf("environments", "production"),
      {},
      await idOf("agent-pools", "private"),
    );
    const planned = await run("plan", "--replace", "scalr_agent_pool.private");
    expect(refusalsIn(planned)).toEqual([
      expect.stringMatching(
        /^scalr_agent_pool\.private\. Agent pool 'private' \(apool-\w+\) is in use.* Unlink it first\.$/,
      ),
    ]);
  });

  it("is named once where a workspace stays, and its environment with it", async () => {
    const { run, write } = await stack();
    const workspace = await idOf("workspaces", "api");
    const state = Buffer.from(JSON.stringify(STATE)).toString("base64");
    await given.sandbox.create("state-versions", { state }, { workspace });
    write("");
    const planned = await run("plan", "--destroy");
    expect(refusalsIn(planned)).toEqual([
      expect.stringMatching(
        /^scalr_workspace\.api\. .*'api'.* 1 other resource waits for it: scalr_environment\.production\.$/,
      ),
    ]);
  });
});
