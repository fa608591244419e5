import { describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

describe.skipIf(browser.missing)("what is kept as data only", () => {
  it("is named on the page of integrations for as long as the account has it", async () => {
    const { sandbox } = used;
    const console = await signedIn();
    await console.visit("/integrations");
    const card = console.page.getByRole("table", { name: "Types without an effect" });
    await console.page.getByText("There is no VCS provider yet").waitFor();
    expect(await card.count()).toBe(0);
    const key = await sandbox.create("gpg-keys", { name: unique("key"), "ascii-armor": "-----BEGIN" });
    await card.waitFor();
    expect(await card.getByRole("row").nth(1).allInnerTexts()).toEqual([
      expect.stringMatching(/gpg-keys\s+1\s+Signatures of private providers are verified with it\./),
    ]);
    await sandbox.delete("gpg-keys", key.id);
    await card.waitFor({ state: "detached" });
    expect(console.errors).toEqual([]);
  });
});
