import { describe, expect, it } from "vitest";
import { document, unique } from "../api/support.js";
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
    const { status } = await sandbox.send(
      "POST",
      "integrations/datadog",
      document("datadog-integrations", { name: unique("datadog"), "api-key": "the-key" }),
    );
    expect(status).toBe(201);
    const key = await sandbox.create("gpg-keys", { name: unique("key"), "ascii-armor": "-----BEGIN" });
    await card.waitFor();
    const rows = () => card.getByRole("row").allInnerTexts();
    await card.getByText("gpg-keys").waitFor();
    expect((await rows()).slice(1)).toEqual([
      expect.stringMatching(/datadog-integrations\s+1\s+Events of runs, .* are sent to Datadog\./),
      expect.stringMatching(/gpg-keys\s+1\s+Signatures of private providers are verified with it\./),
    ]);
    await sandbox.delete("gpg-keys", key.id);
    await card.getByText("gpg-keys").waitFor({ state: "detached" });
    const [datadog] = await sandbox.list("integrations/datadog");
    await sandbox.delete("integrations/datadog", datadog!.id);
    await card.waitFor({ state: "detached" });
    expect(console.errors).toEqual([]);
  });
});
