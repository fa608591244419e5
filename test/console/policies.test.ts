import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { PolicyStage, policyFile, rego } from "../integrations/policies/stage.js";
import { afterSuite } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const root = folder();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("policies in the console", () => {
  const atEnd = afterSuite();
  let stage: PolicyStage;
  beforeAll(async () => {
    stage = await PolicyStage.open(used.sandbox, root, atEnd);
  });

  it("are shown with their group, and on a run's page with what they say and a way past them", async () => {
    const { sandbox } = used;
    const where = await place(sandbox);
    const sha = stage.push({
      "scalr-policy.hcl": policyFile({ sizes: "soft-mandatory", names: "advisory" }),
      "sizes.rego": rego("true", "no"),
      "names.rego": rego("true", "no"),
    });
    const group = await stage.group(unique("guard"), {}, [where.environment]);
    await stage.fetched(group, sha);
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: unique("agent") });
    const run = await sandbox.run(await readyWorkspace(sandbox, where));
    const task = await agent.work();

    const console = await signedIn();
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await console.visit(`/integrations/${stage.provider}`);
    await expect.poll(text).toContain("soft-mandatory");

    await task.call("POST", "checking", { attempt: task.offer.attempt });
    await console.visit(`/runs/${run.id}/policies`);
    await expect.poll(text).toContain("After the plan");
    expect(await text()).toContain("not evaluated");
    const results = [
      { group, policy: "sizes", messages: ["It is too large."], duration: 1 },
      { group, policy: "names", messages: ["It is too short.", "It is too plain."], duration: 1 },
    ];
    await task.finish({ policies: [{ stage: "policy_check", skipped: false, duration: 2, results }] });
    await expect.poll(text).toContain("It is too large.");
    await expect.poll(text).toContain("policy-checks:override");
    for (const part of [
      "needs override",
      "soft failed",
      "advisory failed",
      "It is too plain.",
      "policy-checks:override",
    ])
      expect(await text()).toContain(part);
    await console.page.getByRole("button", { name: "Override" }).click();
    await expect.poll(text).toContain("needs confirmation");
    expect(sandbox.simulator.store.get("runs", run.id)!.status).toBe("planned");
    expect(await text()).toContain("overridden");
    expect(await console.page.getByRole("button", { name: "Override" }).count()).toBe(0);
    expect(console.errors).toEqual([]);
  });

  it("are shown as pull requests propose them, with whose runs they would stop", async () => {
    const { sandbox } = used;
    const where = await place(sandbox);
    const sha = stage.push({
      "proposed/scalr-policy.hcl": policyFile({ sizes: "advisory" }),
      "proposed/sizes.rego": rego("false", "no"),
    });
    const repo = { "vcs-repo": { identifier: "acme/policies", path: "proposed" } };
    const group = await stage.group(unique("guard"), repo, [where.environment]);
    await stage.fetched(group, sha);
    const workspace = await readyWorkspace(sandbox, where);
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: unique("agent") });
    const commit = stage.propose(
      12,
      { "proposed/scalr-policy.hcl": policyFile({ sizes: "hard-mandatory" }) },
      "Be strict",
    );
    const task = await agent.work();

    const console = await signedIn();
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await console.visit(`/integrations/${stage.provider}`);
    await expect.poll(text).toContain("Be strict");
    expect(await text()).toContain(commit.slice(0, 7));
    const results = [{ group, policy: "sizes", messages: ["It is too large."], duration: 1 }];
    await task.finish({ policies: [{ stage: "policy_check", skipped: false, duration: 2, results }] });
    await expect.poll(text).toContain("1 of 1 workspace would be stopped");
    const { name } = sandbox.simulator.store.get("workspaces", workspace)!;
    await console.page.getByRole("link", { name: new RegExp(`/${name}$`) }).click();
    await expect.poll(text).toContain("hard failed");
    expect(await text()).toContain("It is too large.");
    expect(console.errors).toEqual([]);
  });
});
