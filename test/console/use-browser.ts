import type { Browser } from "playwright-core";
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
