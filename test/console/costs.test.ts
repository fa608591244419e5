import { describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { ProtocolAgent, place } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

const COST = {
  error: null,
  prior: "10",
  proposed: "12.5",
  delta: "2.5",
  resources: 3,
  matched: 2,
  unmatched: 1,
};

describe.skipIf(browser.missing)("what a run costs", () => {
  it.each([
    [COST, "$12.5, now $10 (change: $2.5)"],
    [{ ...COST, error: "Infracost failed: exit code 1." }, "Infracost failed: exit code 1."],
  ])("is on its page as its agent reports it", async (cost, text) => {
    const { sandbox } = used;
    const where = await place(sandbox);
    const agent = await ProtocolAgent.join(sandbox, where.token);
    const workspace = await sandbox.workspace(unique("costs"), where.environment, {}, where.pool);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    const run = await sandbox.run(workspace.id);
    const task = await agent.work();
    const console = await signedIn();
    await console.visit(`/runs/${run.id}/details`);
    const shown = async () => (await console.page.locator("main").textContent()) ?? "";
    await expect.poll(shown).toContain("not estimated");
    expect((await task.finish({ hasChanges: true, cost })).status).toBe(204);
    await expect.poll(shown).toContain(text);
    expect(console.errors).toEqual([]);
  });
});
