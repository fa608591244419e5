import { describe, expect, it } from "vitest";
import { reached, workspaceWith } from "../agent/workshop.js";
import { unique } from "../api/support.js";
import { createHook, environmentWith, hookStage, settled } from "../integrations/hooks/stage.js";
import { afterSuite } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox({ clock: "real" });
const root = folder();
const atEnd = afterSuite();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("hooks of the registry in the console", () => {
  it("show on the pages of environment, workspace and run, with their commit and what is wrong", async () => {
    const stage = await hookStage(used.sandbox, root, atEnd, { "lint.sh": "echo linted\n" });
    const hook = await createHook(stage, "lint");
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("dev"), [[hook, ["pre-plan", "post-apply"]]]);
    const place = { environment, pool: stage.where.pool };
    const workspace = await workspaceWith(used.sandbox, place, 'output "a" { value = 1 }', {
      hooks: { "pre-init": "echo mine" },
    });
    const run = await used.sandbox.run(workspace);
    await reached(used.sandbox, run);
    const sha = used.sandbox.simulator.store.find("vcs-revisions", "follower", hook.id)[0]!.commitSha!;
    const console = await signedIn();
    const text = async () => (await console.page.locator("main").textContent()) ?? "";
    await console.visit(`/workspaces/${workspace}/hooks`);
    await expect.poll(text).toContain(`acme/hooks (main) at ${sha.slice(0, 7)}`);
    expect(await text()).toContain("echo mine");
    await console.visit(`/runs/${run.id}/details`);
    await expect.poll(text).toContain(`lint (pre-plan) from acme/hooks at ${sha.slice(0, 7)}`);
    await console.visit(`/environments/${environment}/hooks`);
    await expect.poll(text).toContain("pre-plan, post-apply");
    // What is wrong with it appears while one looks.
    await used.sandbox.update("hooks", hook.id, { "scriptfile-path": "gone.sh" });
    await expect.poll(text).toContain("has no file 'gone.sh'");
    expect(await text()).toContain("A run would end errored: Hook 'lint'");
    expect(console.errors).toEqual([]);
  });
});
