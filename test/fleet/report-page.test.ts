import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { type DesignFigures, generated, htmlReport, parseDesigns, simulate } from "../../fleet/index.js";
import { browserOrNull } from "../console/chromium.js";
import { temporaryFolder } from "../support/process.js";

const browser = await browserOrNull();
afterAll(() => browser?.close());

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A report of two days, with names that would be markup if they were not escaped. */
async function report(): Promise<string> {
  const workload = generated({
    rate: "60",
    days: 2,
    workspaces: 20,
    plan: "60s",
    apply: "60s",
    confirm: null,
    dry: 0,
    seed: 1,
  });
  const designs = parseDesigns({
    agents: ["<b>pool</b>=1..3"],
    slots: ["1"],
    quota: undefined,
    leave: "drain",
  });
  const results: DesignFigures[] = [];
  const target = { part: 0.95, within: 30_000 };
  for await (const figures of simulate({ world: null, workload, designs, target, price: 1 }))
    results.push(figures);
  const about = {
    title: "<script>alert(1)</script>",
    designs: results,
    answers: [{ text: "Enough & more" }],
  };
  return htmlReport({ ...about, target: "95% within 30s", origin: null, partial: false });
}

it.skipIf(browser === null)(
  "opens in a browser: charts, nothing from elsewhere, accessible in light and dark, and on a phone",
  async () => {
    const file = join(temporaryFolder("report-page-"), "report.html");
    writeFileSync(file, await report());
    const context = await browser!.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const requests: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    await page.getByRole("heading", { name: "Pool <b>pool</b>" }).waitFor();
    expect(await page.locator("figure svg").count()).toBe(3);
    // Each line has points, each of the 168 hours a cell with its use, and they are drawn in their colours.
    expect(await page.locator(".line").count()).toBe(3 + 3);
    expect(await page.locator(".cell title").first().textContent()).toMatch(/^Mon 00:00: \d+ %$/);
    expect(await page.locator(".cell").count()).toBe(168);
    const colour = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).stroke`);
    const light = await colour(".line.series-0");
    expect(light).not.toBe(await colour(".line.series-1"));
    await page.evaluate(AXE);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const faults = await page.evaluate(
        `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + " at " + nodes.map(({ target }) => target.join(" ")).slice(0, 3)))`,
      );
      expect(faults, colorScheme).toEqual([]);
    }
    expect(await colour(".line.series-0")).not.toBe(light);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(errors).toEqual([]);
    await context.close();
  },
);
