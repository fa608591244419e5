/** Provider configurations that cannot be used: told where the user looks, and nobody else waits for it. */
import { describe, expect, it } from "vitest";
import { logOf, reached, useWorkshop, workspaceWith } from "../../agent/workshop.js";
import { ProtocolAgent, place, readyWorkspace } from "../../dispatch/protocol-agent.js";
import { useSandbox } from "../../support/sandbox.js";
import { configuration, link, parameter } from "./provider-cases.js";

const box = useSandbox({ clock: "real" });
const shop = useWorkshop(box);

const DOLLAR = "$";
const PLAIN = 'resource "terraform_data" "a" {}';
const TOKEN = { "scalr-hostname": "scalr.example.com", "scalr-token": "secret-token" };

describe("a run whose provider configuration cannot be used", () => {
  it("ends errored before an agent has it, when credentials are missing, and others continue", async () => {
    const { sandbox } = box;
    const broken = await workspaceWith(sandbox, shop.where, PLAIN);
    const aws = await configuration(sandbox, "aws", { "aws-access-key": "AKIA" });
    await link(sandbox, broken, aws.id);
    const whole = await workspaceWith(sandbox, shop.where, PLAIN);
    const [first, second] = [await sandbox.run(broken), await sandbox.run(whole)];
    expect(await reached(sandbox, first)).toMatchObject({
      status: "errored",
      errorMessage:
        `Provider configuration '${aws.attributes.name}' (${aws.id}) cannot be used: its credentials (access keys) are incomplete: ` +
        "aws-secret-key is not set. Complete it, or unlink it from the workspace.",
    });
    expect((await reached(sandbox, second)).status).toBe("applied");
    await sandbox.update("provider-configurations", aws.id, { "aws-secret-key": "secret" });
    expect((await reached(sandbox, await sandbox.run(broken))).status).toBe("applied");
  });

  it("ends errored when the configuration was withdrawn from its environment, by the link and by the default", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, PLAIN);
    const { environment } = shop.where;
    const other = await sandbox.environment("elsewhere");
    const own = await configuration(sandbox, "scalr", TOKEN);
    const linked = await link(sandbox, workspace, own.id);
    await sandbox.update("provider-configurations", own.id, {}, { environments: [other.id] });
    const { errorMessage } = await reached(sandbox, await sandbox.run(workspace));
    expect(errorMessage).toContain(`it is not available in environment 'env-`);
    const candidates = async () =>
      (await sandbox.sandbox("GET", `workspaces/${workspace}/provider-configurations`)).candidates;
    expect(await candidates()).toMatchObject([{ outcome: "refused", level: "workspace" }]);
    await sandbox.send("DELETE", `provider-configuration-links/${linked}`);
    await sandbox.update("provider-configurations", own.id, { "is-shared": true });
    await sandbox.update("environments", environment, {}, { "default-provider-configurations": [own.id] });
    expect(await candidates()).toMatchObject([{ outcome: "used", level: "environment" }]);
    await sandbox.update("provider-configurations", own.id, {}, { environments: [other.id] });
    const again = await reached(sandbox, await sandbox.run(workspace));
    expect(again.errorMessage).toContain("or remove it from the defaults of environment");
    await sandbox.update("environments", environment, {}, { "default-provider-configurations": [] });
    expect((await reached(sandbox, await sandbox.run(workspace))).status).toBe("applied");
  });

  it("is told by its agent, when the configuration goes bad while the run waits", async () => {
    const { sandbox } = box;
    const where = await place(sandbox);
    const workspace = await readyWorkspace(sandbox, where);
    const aws = await configuration(sandbox, "aws", { "aws-access-key": "AKIA", "aws-secret-key": "secret" });
    await link(sandbox, workspace, aws.id);
    const setKey = (key: string) =>
      sandbox.update("provider-configurations", aws.id, { "aws-secret-key": key });
    const run = await sandbox.run(workspace);
    await reached(sandbox, run, "plan_queued");
    await setKey("");
    // It ends as soon as an agent would get it, and no task is handed out.
    const agent = await ProtocolAgent.join(sandbox, where.token);
    const poll = agent.poll(1);
    expect((await reached(sandbox, run)).errorMessage).toContain("aws-secret-key is not set");
    // Between the handing out of a task and its start, the answer to the start says so.
    await setKey("secret");
    await sandbox.run(workspace);
    const { tasks } = await poll;
    await setKey("");
    const { info } = await agent.start(tasks[0]!);
    expect(info.refusal).toContain("aws-secret-key is not set");
    expect(info.providers).toBeUndefined();
  });

  it("is queued again, when what its plan was made with is deleted before its apply", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, PLAIN, { "auto-apply": false });
    const own = await configuration(sandbox, "scalr", TOKEN);
    const linked = await link(sandbox, workspace, own.id);
    const run = await sandbox.run(workspace);
    await reached(sandbox, run, "planned");
    expect((await sandbox.send("DELETE", `provider-configurations/${own.id}`)).status).toBe(409);
    expect((await sandbox.send("DELETE", `provider-configuration-links/${linked}`)).status).toBe(204);
    expect((await sandbox.send("DELETE", `provider-configurations/${own.id}`)).status).toBe(204);
    await sandbox.send("POST", `runs/${run.id}/actions/apply`);
    const { status, errorMessage } = await reached(sandbox, run);
    expect(status).toBe("errored");
    expect(errorMessage).toBe(
      `The plan was made with provider configuration '${own.attributes.name}' (${own.id}) for provider 'scalr', which the workspace ` +
        "no longer gets: it was deleted, unlinked or replaced since. Queue a new run.",
    );
    expect(await logOf(sandbox, run, "apply")).toContain(`Error: ${errorMessage}`);
    expect((await reached(sandbox, await sandbox.run(workspace), "planned")).status).toBe("planned");
  });

  it("continues without a default that is deleted while it waits, and its log says what it got", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, PLAIN);
    const own = await configuration(sandbox, "scalr", TOKEN);
    const { environment } = shop.where;
    await sandbox.update("environments", environment, {}, { "default-provider-configurations": [own.id] });
    const first = await sandbox.run(workspace);
    expect((await reached(sandbox, first)).status).toBe("applied");
    expect(await logOf(sandbox, first, "plan")).toContain(`It is a default of environment`);
    expect((await sandbox.send("DELETE", `provider-configurations/${own.id}`)).status).toBe(204);
    const second = await sandbox.run(workspace);
    expect((await reached(sandbox, second)).status).toBe("planned_and_finished");
    expect(await logOf(sandbox, second, "plan")).not.toContain("Provider configurations:");
  });
});

describe("what the API refuses", () => {
  it("is a second link with the same alias for the same provider, and an alias that is not a name", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, PLAIN);
    const [one, two] = [
      await configuration(sandbox, "scalr", TOKEN),
      await configuration(sandbox, "scalr", TOKEN),
    ];
    await link(sandbox, workspace, one.id, "west");
    await link(sandbox, workspace, one.id);
    const tried = async (alias: string | null) => {
      const { status, body } = await sandbox.send(
        "POST",
        `workspaces/${workspace}/provider-configuration-links`,
        {
          data: {
            type: "provider-configuration-links",
            attributes: { alias },
            relationships: {
              "provider-configuration": { data: { type: "provider-configurations", id: two.id } },
            },
          },
        },
      );
      return [status, body.errors?.[0].source.pointer, body.errors?.[0].detail];
    };
    expect(await tried("west")).toEqual([
      422,
      "/data/attributes/alias",
      expect.stringMatching(/is already linked to .* under the alias 'west'\./),
    ]);
    expect(await tried(null)).toEqual([
      422,
      "/data/attributes/alias",
      expect.stringMatching(/is already linked to .* without an alias\./),
    ]);
    expect(await tried('x" } resource "')).toEqual([
      422,
      "/data/attributes/alias",
      expect.stringContaining("is not a valid alias of a provider block"),
    ]);
    expect((await tried("east"))[0]).toBe(201);
  });
});

describe("arguments of a custom configuration", () => {
  const SCALR = `
    terraform {
      required_providers {
        scalr = { source = "scalr/scalr" }
      }
    }
    data "scalr_current_account" "a" {}`;

  it("cannot leave their block, whatever they hold", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, SCALR);
    const custom = await configuration(sandbox, "scalr", { "is-custom": true });
    const evil = `"a" }\noutput "stolen" { value = 1 }\nlocals { x = "${DOLLAR}{"`;
    await parameter(sandbox, custom.id, { key: "hostname", value: evil, hcl: true });
    await parameter(sandbox, custom.id, {
      key: "token",
      value: `a"${DOLLAR}{file("/etc/passwd")}`,
      sensitive: true,
    });
    await link(sandbox, workspace, custom.id);
    const run = await sandbox.run(workspace);
    expect((await reached(sandbox, run)).status).toBe("errored");
    const log = await logOf(sandbox, run, "plan");
    expect(log).not.toContain("stolen =");
    expect(log).not.toContain("root:");
  });

  it("are told by name where a sensitive expression refers to something, without their text", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, SCALR);
    const custom = await configuration(sandbox, "scalr", { "is-custom": true });
    await parameter(sandbox, custom.id, {
      key: "token",
      value: `"marked-secret-${DOLLAR}{var.x}"`,
      hcl: true,
      sensitive: true,
    });
    await link(sandbox, workspace, custom.id);
    const run = await sandbox.run(workspace);
    const { errorMessage } = await reached(sandbox, run);
    expect(errorMessage).toContain(
      `Provider configuration '${custom.attributes.name}' (${custom.id}) cannot be used: its argument 'token' is a sensitive expression`,
    );
    expect(`${errorMessage}${await logOf(sandbox, run, "plan")}`).not.toContain("marked-secret");
  });

  it("do not name the block anew", async () => {
    const { sandbox } = box;
    const workspace = await workspaceWith(sandbox, shop.where, SCALR);
    const custom = await configuration(sandbox, "scalr", { "is-custom": true });
    await parameter(sandbox, custom.id, { key: "alias", value: "other" });
    await link(sandbox, workspace, custom.id);
    const { errorMessage } = await reached(sandbox, await sandbox.run(workspace));
    expect(errorMessage).toContain("its argument 'alias' can only be set in the code of a workspace");
  });
});
