import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, onTestFinished, vi } from "vitest";
import { browserOrNull } from "./chromium.js";
import { Console, type OpenOptions } from "./console-page.js";

/** A browser for the file in which it is awaited. */
export async function useBrowser() {
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
  const browser = await browserOrNull();
  const shared: Promise<Console>[] = [];
  // A browser that the tests cannot start leaves them out; they say so.
  afterAll(async () => {
    for (const console of shared) await (await console).close();
    await browser?.close();
  });
  return {
    missing: browser === null,
    /** A browser profile of its own, in which nobody is signed in, for the test that calls it. */
    async context(): Promise<BrowserContext> {
      const context = await (browser as Browser).newContext();
      context.setDefaultTimeout(100_000);
      onTestFinished(() => context.close());
      return context;
    },
    /** Signs in again, for the test that calls it. */
    async open(url: string, options: OpenOptions): Promise<Console> {
      const opened = await Console.open(browser as Browser, url, options);
      onTestFinished(() => opened.close());
      return opened;
    },
    /** Signs in when it is first asked for, for all tests of the file. */
    once(where: () => { readonly url: string } & OpenOptions): () => Promise<Console> {
      return () => {
        if (shared.length === 0) shared.push(Console.open(browser as Browser, where().url, where()));
        return shared[0]!;
      };
    },
  };
}
