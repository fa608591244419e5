import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { addressOf, furnish, type Objects, PAGES } from "./pages.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

/** The buttons that somebody has to scroll to the right for. */
const OUT_OF_SIGHT = `[...document.querySelectorAll("main button")]
  .filter((each) => each.getBoundingClientRect().right > (each.closest(".card") ?? document.body).getBoundingClientRect().right)
  .map((each) => each.textContent)`;
const CUT_TABS = `[...document.querySelectorAll(".tabs")]
  .filter((tabs) => {
    const [all, current] = [tabs, tabs.querySelector("[aria-current]")].map((each) => each?.getBoundingClientRect());
    return current !== undefined && (current.right > all.right + 1 || current.left < all.left - 1);
  })
  .map((tabs) => tabs.textContent)`;

let objects: Objects;
beforeAll(async () => {
  objects = await furnish(used.sandbox);
});

describe.skipIf(browser.missing)("every page", () => {
  it.each(Object.entries(PAGES))(
    "%s is accessible in light and dark, and fits a phone",
    async (_name, path) => {
      const console = await signedIn();
      const { page } = console;
      await page.setViewportSize({ width: 1280, height: 900 });
      await console.visit(addressOf(path, objects));
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await console.faults(), colorScheme).toEqual([]);
      }
      expect(await page.evaluate(OUT_OF_SIGHT), "buttons beyond the edge of a desktop").toEqual([]);
      expect(
        await page.evaluate("document.querySelector('main').innerText"),
        "a text as it is typed",
      ).not.toContain("`");
      await page.setViewportSize({ width: 360, height: 740 });
      // What is drawn to measure is drawn again after the window has changed.
      const overflow = () =>
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      await expect.poll(overflow, { message: "pixels beyond a phone's width", timeout: 10_000 }).toBe(0);
      await page.reload();
      await console.visit(addressOf(path, objects));
      expect(await page.evaluate(CUT_TABS), "the current tab, cut off on a phone").toEqual([]);
      expect(console.errors.splice(0)).toEqual([]);
      expect(console.strays).toEqual([]);
    },
  );

  it("can be used by keyboard alone: skip the navigation, open a dialog, leave it, and be where one was", async () => {
    const console = await signedIn();
    const { page } = console;
    await page.setViewportSize({ width: 1280, height: 900 });
    await console.visit("/pools");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toContain("Skip");
    await console.button("Create agent pool").focus();
    await page.keyboard.press("Enter");
    await console.dialog().waitFor();
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    expect(await console.faults()).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("Create agent pool");
  });
});

describe.skipIf(browser.missing)("however much there is", () => {
  it("a thousand runs and two hundred agents are drawn as far as they are in sight, and scroll without a jam", async () => {
    const { sandbox } = used;
    const { store } = sandbox.simulator;
    const workspace = await sandbox.workspace(unique("busy"), objects.environment!, {}, objects.pool);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    const { id } = await sandbox.run(workspace.id);
    const run = store.get("runs", id)!;
    const seen = store.get("agent-pools", objects.pool!)!;
    store.transact((tx) => {
      for (let i = 0; i < 1_000; i += 1) {
        const status = i % 3 === 0 ? "errored" : "applied";
        tx.insert({
          ...run,
          id: `run-many${i}`,
          status,
          message: `Number ${i}`,
          sequence: 10_000 + i,
        });
      }
      for (let i = 0; i < 200; i += 1)
        tx.insert({
          type: "agents",
          id: `agent-many${i}`,
          name: `agent-${i}`,
          pool: seen.id,
          createdAt: run.createdAt,
          lastSeenAt: run.createdAt,
          condition: "offline",
          errorMessage: null,
          concurrency: 5,
          os: "linux",
          cpuPlatform: "linux_amd64",
          driver: "local",
          runtime: "unknown",
          version: "0.1.0",
          sessionToken: `at-many${i}`,
          idleSince: run.createdAt,
        });
    });
    await store.flushed();
    const console = await signedIn();
    const { page } = console;
    await page.setViewportSize({ width: 1280, height: 900 });
    await console.visit("/runs");
    await console.text("Number 999").waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(80);
    // From one end to the other in steps, each drawn before the next: how long the slowest took.
    const slowest = await page.evaluate(`new Promise((done) => {
      const frame = document.querySelector(".table-frame");
      let worst = 0, before = performance.now(), steps = 0;
      const step = (now) => {
        worst = Math.max(worst, now - before);
        before = now;
        if (++steps > 40) done(worst); else { frame.scrollTop = frame.scrollHeight * steps / 40; requestAnimationFrame(step); }
      };
      requestAnimationFrame(step);
    })`);
    // A frame of a list that drew all of it takes longer even where nothing else runs.
    expect(slowest).toBeLessThan(2_000);
    await console.text("Number 0").waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("number 77");
    await expect.poll(() => page.getByRole("row").count()).toBe(12);
    await console.visit(`/pools/${objects.pool}/agents`);
    await console.text("agent-0").waitFor();
    expect(await page.getByRole("row").count()).toBeLessThan(80);
  });
});
