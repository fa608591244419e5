import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { unique } from "../api/support.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

/** The page "Capacity": a fleet that is simulated from the browser. */

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

/** Two runs that come at once and take a minute: with one slot the second waits for the first. */
const TRACE = "at,workspace,plan_seconds,apply_seconds\n0,one,60,none\n0,two,60,none\n";

describe.skipIf(browser.missing)("the page Capacity", () => {
  it("simulates a trace that is pasted, and shows the waits of each design, in charts too", async () => {
    const console = await signedIn();
    const { page } = console;
    await console.visit("/capacity");
    await page.getByRole("radio", { name: /^A trace/ }).check();
    await page.getByRole("radio", { name: /^Nothing/ }).check();
    await console.field("Or its text").fill(TRACE);
    await console.field("Pool").fill("private");
    await console.field("Agents").fill("1..2");
    await console.field("Runs at a time").fill("1");
    await console.field("Target").fill("100% within 30s");
    await console.field("Price of an agent for an hour").fill("0.5");
    await console.button("Simulate").click();
    await page.getByRole("heading", { name: "Simulated", exact: true }).waitFor();
    await console.text('Pool private: "private=2 private.slots=1" is enough').waitFor();
    const cells = await page
      .getByRole("row")
      .filter({ hasText: "private=1" })
      .first()
      .getByRole("cell")
      .allTextContents();
    // Two runs: one waits a minute, the other not at all.
    expect(cells.slice(1, 4)).toEqual(["private", "2", "30.0 s"]);
    expect(cells[7]).toBe("60.0 s");
    for (const chart of [
      "Waits by design",
      "Runs in the queue over time",
      "Use of slots by hour",
      "What runs waited for",
    ])
      await page.locator("figure", { hasText: chart }).first().waitFor();
    expect(await page.locator(".chart .cell").count()).toBe(7 * 24);
    const download = page.waitForEvent("download");
    await console.button("Download as JSON").click();
    const figures = JSON.parse(readFileSync((await (await download).path())!, "utf8"));
    expect(figures.designs.map(({ design }: { design: string }) => design)).toEqual([
      "private=1 private.slots=1",
      "private=2 private.slots=1",
    ]);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await console.faults(), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = () =>
      page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    await expect.poll(overflow).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });

    // It has an address, and is found again among those that were simulated before.
    const path = new URL(page.url()).pathname;
    await console.visit("/capacity");
    await console.link("trace.csv").click();
    await page.getByRole("heading", { name: "Simulated", exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
  });

  it("takes a file, and starts from the sandbox's own links", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("linked"));
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("api"), environment.id, {}, pool.id);
    const file = join(temporaryFolder("console-trace-"), "week.csv");
    writeFileSync(
      file,
      `at,workspace,environment,plan_seconds,apply_seconds\n0,${workspace.attributes.name},${environment.attributes.name},5,none\n`,
    );
    const console = await signedIn();
    await console.visit("/capacity");
    await console.page.getByRole("radio", { name: /^A trace/ }).check();
    await console.page.getByLabel("A file").setInputFiles(file);
    await expect.poll(() => console.field("Or its text").inputValue()).toContain(workspace.attributes.name);
    await console.field("Pool").selectOption({ label: pool.attributes.name });
    await console.field("Agents").fill("1");
    await console.button("Simulate").click();
    await console.page.getByRole("heading", { name: "Simulated", exact: true }).waitFor();
    await console.page
      .getByRole("row")
      .filter({ hasText: pool.attributes.name })
      .getByText("1", { exact: true })
      .first()
      .waitFor();
    await console.text("week.csv").waitFor();
  });

  it("says at the field what is wrong, and where in a trace", async () => {
    const console = await signedIn();
    await console.visit("/capacity");
    await console.field("Runs in an hour").fill("many");
    await console.button("Simulate").click();
    await console.text(/'rate' "many": set the runs per hour/).waitFor();
    expect(await console.field("Runs in an hour").getAttribute("aria-invalid")).toBe("true");
    await console.field("Runs in an hour").fill("10");
    await console.field("Target").fill("fast");
    await console.button("Simulate").click();
    await console.text(/'target' "fast": write it as "95% within 30s"/).waitFor();
    await console.page.getByRole("radio", { name: /^A trace/ }).check();
    await console.field("Target").fill("");
    await console.field("Or its text").fill(TRACE.replace("0,two,60", "0,two,-60"));
    await console.button("Simulate").click();
    await console.page.getByRole("heading", { name: "It failed" }).waitFor();
    await console.text(/trace\.csv:3: plan_seconds is negative/).waitFor();
  });

  it("says how it gets on, can be canceled, and shows what it knew", async () => {
    const console = await signedIn();
    await console.visit("/capacity");
    await console.field("Runs in an hour").fill("2000");
    await console.field("Agents").fill("20");
    await console.button("Simulate").click();
    await console.text(/^Design 1 of 1, .*: [1-9][\d,]* runs? of [\d,]+ ended/).waitFor();
    await console.button("Cancel").click();
    await console.page.getByRole("heading", { name: "Stopped before its end" }).waitFor();
    await console.text("It was canceled.").waitFor();
    await console.page.getByRole("row").filter({ hasText: "private" }).first().waitFor();
    expect(await console.button("Cancel").count()).toBe(0);
  });

  it("is the operator's", async () => {
    const { sandbox } = used;
    const caller = await callerWith(sandbox, ["agent-pools:read", "runs:read"]);
    const console = await browser.open(sandbox.url, { token: caller.token });
    await console.visit("/capacity");
    await console.text("This page is the operator's").waitFor();
    const navigation = console.page.getByRole("navigation", { name: "Main" });
    expect(await navigation.getByRole("link", { name: "Capacity" }).count()).toBe(0);
    expect(await navigation.getByRole("link", { name: "What if" }).count()).toBe(1);
  });
});
