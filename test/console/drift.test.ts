import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reached, workshop, workspaceWith } from "../agent/workshop.js";
import { unique } from "../api/support.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

// However busy the machine is when a day passes at once, the agent is not taken for lost.
const used = useSandbox({ offlineAfter: 365 * 24 * 3_600_000 });
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("drift in the console", () => {
  it("shows on the pages of environment and workspace, with the next look and what differs", async () => {
    const { sandbox } = used;
    const where = await workshop(sandbox);
    const environment = (await sandbox.environment(unique("prod"))).id;
    const file = join(temporaryFolder("drift-"), "file");
    const text = `resource "local_file" "it" {\n  filename = "${file}"\n  content = "hello"\n}`;
    const workspace = await workspaceWith(sandbox, { environment, pool: where.pool }, text);
    expect(await reached(sandbox, await sandbox.run(workspace))).toMatchObject({ status: "applied" });
    const { status } = await sandbox.send("POST", "drift-detection-schedules", {
      data: {
        type: "drift-detection-schedule",
        attributes: { schedule: "daily" },
        relationships: { environment: { data: { type: "environments", id: environment } } },
      },
    });
    expect(status).toBe(201);
    const console = await signedIn();
    const shown = async () => (await console.page.locator("main").textContent()) ?? "";
    await console.visit(`/environments/${environment}/drift`);
    await expect.poll(shown).toContain("daily, refresh-only");
    expect(await shown()).toContain("Nothing was looked at yet");
    rmSync(file);
    await sandbox.advance("25h");
    await expect.poll(shown).toContain("1 resource differs: local_file.it");
    expect(await shown()).toContain("which queued 1 run");
    await console.visit(`/workspaces/${workspace}/drift`);
    await expect.poll(shown).toContain("1 resource differs: local_file.it");
    expect(console.errors).toEqual([]);
  });
});
