/** How provider configurations reach a run, whatever executes it: the embedded engine here, real programs in `test/interop`. */
import { expect, it } from "vitest";
import { logOf, reached, type Workshop, workspaceWith } from "../../agent/workshop.js";
import type { Resource } from "../../api/support.js";
import type { Sandbox } from "../../support/sandbox.js";

export interface Bench {
  readonly sandbox: Sandbox;
  readonly where: Workshop;
}

let count = 0;

/** A provider configuration that every environment may use. */
export const configuration = (
  sandbox: Sandbox,
  providerName: string,
  attributes: object,
): Promise<Resource> =>
  sandbox.create("provider-configurations", {
    name: `${providerName}-${++count}`,
    "provider-name": providerName,
    "is-shared": true,
    ...attributes,
  });

/** Links a configuration to a workspace. */
export async function link(sandbox: Sandbox, workspace: string, id: string, alias?: string): Promise<string> {
  const reply = await sandbox.send("POST", `workspaces/${workspace}/provider-configuration-links`, {
    data: {
      type: "provider-configuration-links",
      attributes: alias === undefined ? {} : { alias },
      relationships: { "provider-configuration": { data: { type: "provider-configurations", id } } },
    },
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.data.id;
}

/** An argument of a custom configuration. */
export async function parameter(sandbox: Sandbox, of: string, attributes: object): Promise<void> {
  const data = { type: "provider-configuration-parameters", attributes };
  const reply = await sandbox.send("POST", `provider-configurations/${of}/parameters`, { data });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
}

const REQUIRED = `
  terraform {
    required_providers {
      scalr = { source = "scalr/scalr" }
    }
  }`;

const environmentNames = async (sandbox: Sandbox) =>
  (await sandbox.list("environments?page[size]=100")).map(({ attributes }) => attributes.name);

/** The logs of a run's plan and apply. */
export const logsOf = async (sandbox: Sandbox, run: Resource) =>
  `${await logOf(sandbox, run, "plan")}${run.relationships.apply?.data ? await logOf(sandbox, run, "apply") : ""}`;

export function providerCases(bench: Bench): void {
  it("manages the sandbox itself with the credentials of its configuration", async () => {
    const { sandbox, where } = bench;
    const made = `made-${++count}`;
    const text = `${REQUIRED}
      resource "scalr_environment" "a" { name = "${made}" }
      resource "scalr_workspace" "a" {
        name           = "${made}"
        environment_id = scalr_environment.a.id
      }`;
    const workspace = await workspaceWith(sandbox, where, text);
    const own = await configuration(sandbox, "scalr", {
      "scalr-hostname": sandbox.url,
      "scalr-token": sandbox.token,
    });
    await link(sandbox, workspace, own.id);
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const log = await logsOf(sandbox, run);
    expect(end, log).toMatchObject({ status: "applied", errorMessage: null });
    expect(await environmentNames(sandbox)).toContain(made);
    expect(log).toContain(`'${own.attributes.name}' (${own.id}), for provider scalr. Workspace`);
    expect(log).not.toContain(sandbox.token);
  });

  it("hands the arguments of a custom configuration to the blocks of their alias", async () => {
    const { sandbox, where } = bench;
    const [first, second] = [`first-${++count}`, `second-${++count}`];
    const text = `${REQUIRED}
      provider "scalr" {
        alias    = "there"
        hostname = "unreachable.invalid"
      }
      resource "scalr_environment" "a" { name = "${first}" }
      resource "scalr_environment" "b" {
        provider = scalr.there
        name     = "${second}"
      }`;
    const workspace = await workspaceWith(sandbox, where, text);
    for (const alias of [undefined, "there"]) {
      const custom = await configuration(sandbox, "scalr", { "is-custom": true });
      await parameter(sandbox, custom.id, { key: "hostname", value: `"${sandbox.url}"`, hcl: true });
      await parameter(sandbox, custom.id, { key: "token", value: sandbox.token, sensitive: true });
      await link(sandbox, workspace, custom.id, alias);
    }
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const log = await logsOf(sandbox, run);
    expect(end, log).toMatchObject({ status: "applied" });
    expect(await environmentNames(sandbox)).toEqual(expect.arrayContaining([first, second]));
    expect(log).toContain("for provider scalr.there.");
  });

  it("exports variables only where the configuration says so", async () => {
    const { sandbox, where } = bench;
    const look = 'echo "key=[$AWS_ACCESS_KEY_ID] secret=[$AWS_SECRET_ACCESS_KEY] client=[$ARM_CLIENT_ID]"';
    const workspace = await workspaceWith(
      sandbox,
      where,
      `resource "terraform_data" "a" {
         provisioner "local-exec" { command = "echo \\"command [$AWS_ACCESS_KEY_ID] [$ARM_CLIENT_ID]\\"" }
       }`,
      { hooks: { "pre-plan": look } },
    );
    const exported = await configuration(sandbox, "aws", {
      "aws-access-key": "AKIA-EXPORTED",
      "aws-secret-key": "the-aws-secret",
      "aws-credentials-type": "access_keys",
      "export-shell-variables": true,
    });
    const kept = await configuration(sandbox, "azurerm", {
      "azurerm-client-id": "the-client",
      "azurerm-client-secret": "the-client-secret",
      "azurerm-tenant-id": "the-tenant",
    });
    for (const { id } of [exported, kept]) await link(sandbox, workspace, id);
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const log = await logsOf(sandbox, run);
    expect(end, log).toMatchObject({ status: "applied" });
    expect(log).toContain("key=[AKIA-EXPORTED] secret=[***] client=[]");
    expect(log).toContain("command [AKIA-EXPORTED] []");
    expect(log).toContain("not used: the code has no provider azurerm.");
  });

  it("gives an apply what a plan may not have", async () => {
    const { sandbox, where } = bench;
    const made = `made-${++count}`;
    const text = `${REQUIRED}
      resource "scalr_environment" "a" { name = "${made}" }`;
    const workspace = await workspaceWith(sandbox, where, text, {
      hooks: { "pre-plan": 'echo "plan [$SCALR_TOKEN]"', "pre-apply": 'echo "apply [$SCALR_TOKEN]"' },
    });
    const own = await configuration(sandbox, "scalr", {
      "scalr-hostname": sandbox.url,
      "scalr-token": sandbox.token,
      "apply-only": true,
      "export-shell-variables": true,
    });
    await link(sandbox, workspace, own.id);
    const run = await sandbox.run(workspace);
    const end = await reached(sandbox, run);
    const log = await logsOf(sandbox, run);
    expect(end, log).toMatchObject({ status: "applied" });
    expect(log).toContain("plan []");
    expect(log).toContain("apply [***]");
    expect(log).toContain("for provider scalr, in its apply only.");
  });
}
