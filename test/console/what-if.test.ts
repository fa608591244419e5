import { beforeAll, describe, expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

/** The page "What if", and what the dialogs that change links, access, defaults or delete say before they do. */

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

interface Scene {
  readonly build: { readonly id: string; readonly name: string };
  readonly other: { readonly id: string; readonly name: string };
  readonly environment: { readonly id: string; readonly name: string };
  readonly linked: { readonly id: string; readonly name: string };
  readonly free: { readonly id: string; readonly name: string };
}

let scene: Scene;
beforeAll(async () => {
  const { sandbox } = used;
  const named = ({ id, attributes }: { id: string; attributes: Record<string, string> }) => ({
    id,
    name: attributes.name!,
  });
  const build = named(await sandbox.pool(unique("build")));
  const other = named(await sandbox.pool(unique("other")));
  const environment = named(await sandbox.environment(unique("env")));
  const linked = named(await sandbox.workspace(unique("linked"), environment.id, {}, build.id));
  const free = named(await sandbox.workspace(unique("free"), environment.id));
  scene = { build, other, environment, linked, free };
});

describe.skipIf(browser.missing)("the page What if", () => {
  it("asks about changes that are chosen, shows what each would do, and changes nothing", async () => {
    const { sandbox } = used;
    const { build, environment, linked, free } = scene;
    const console = await signedIn();
    const { page } = console;
    const before = sandbox.simulator.store.seq;
    await console.visit("/what-if");
    await console.field("What changes").selectOption({ label: "The account's default pool" });
    await console.field("Pool").selectOption({ label: build.name });
    await console.button("Add the change").click();
    const moved = page.getByRole("region", { name: "Workspaces whose runs would move" });
    await moved
      .getByRole("row")
      .filter({ hasText: free.name })
      .getByText(build.name, { exact: true })
      .waitFor();
    expect(await moved.getByRole("row").filter({ hasText: linked.name }).count()).toBe(0);

    // R3: without access, a workspace that is linked to it has no pool.
    await console.field("What changes").selectOption({ label: "Which environments may use a pool" });
    await console.field("Pool").selectOption({ label: build.name });
    await console.button("Add the change").click();
    await moved.getByRole("row").filter({ hasText: linked.name }).getByText("no pool").waitFor();
    await console.text(/those of 1 of them would have no pool/).waitFor();

    // R18: a refusal stands at its change.
    await console.field("What changes").selectOption({ label: "Delete a pool" });
    await console.field("Pool").selectOption({ label: build.name });
    await console.button("Add the change").click();
    await console.text(/It would be refused: Agent pool .* is in use and can't be deleted/).waitFor();

    // The address says all of it: another browser shows the same.
    const address = new URL(page.url());
    await console.visit(address.pathname + address.search);
    await console.text(`Pool ${build.name} is deleted`).waitFor();
    await console.button(`Remove: Pool ${build.name} is deleted`).click();
    await console.text(`Pool ${build.name} is deleted`).waitFor({ state: "detached" });
    await console.button("Remove all").click();
    await console.text("No change yet").waitFor();

    await console.field("What changes").selectOption({ label: "Delete an environment" });
    await console.field("Environment").selectOption({ label: environment.name });
    await console.button("Add the change").click();
    await console.text(new RegExp(`Deleted with it: .*${free.name}`)).waitFor();
    expect(sandbox.simulator.store.get("environments", environment.id)).toBeDefined();
    expect(sandbox.simulator.store.seq).toBe(before);
  });

  it("is asked again when the world changes, and by the keyboard alone", async () => {
    const { sandbox } = used;
    const { other, environment } = scene;
    const console = await signedIn();
    const { page } = console;
    const changes = [{ kind: "environment-default", environment: environment.id, pool: other.id }];
    await console.visit(`/what-if?changes=${encodeURIComponent(JSON.stringify(changes))}`);
    await console.text(/would move/).waitFor();
    const added = await sandbox.workspace(unique("added"), environment.id);
    await console.row(added.attributes.name).getByText(other.name, { exact: true }).waitFor();
    await sandbox.delete("workspaces", added.id);
    await console.row(added.attributes.name).waitFor({ state: "detached" });
    await console.button(/^Remove: /, false).focus();
    await page.keyboard.press("Enter");
    await console.text("No change yet").waitFor();
    expect(new URL(page.url()).search).toBe("");
  });

  it("takes an address that somebody has spoilt", async () => {
    const console = await signedIn();
    for (const changes of ["{", "5", '[{"kind":"constructor"}]', '[{"kind":"link"}]', "[null]"]) {
      await console.visit(`/what-if?changes=${encodeURIComponent(changes)}`);
      await console.text("No change yet").waitFor();
      expect(console.errors, changes).toEqual([]);
    }
  });
});

describe.skipIf(browser.missing)("before it is confirmed, what would change is shown", () => {
  it("where a pool becomes the account's default, and where one is deleted that something links to", async () => {
    const { build, free } = scene;
    const console = await signedIn();
    await console.visit(`/pools/${build.id}`);
    await console.button(`Make default ${build.name}`).click();
    await console.dialog().getByRole("row").filter({ hasText: free.name }).waitFor();
    expect(await console.faults()).toEqual([]);
    await console.button("Keep").click();
    await console.button(`Delete ${build.name}`).click();
    await console
      .dialog()
      .getByText(/It would be refused: .*Unlink it first/)
      .waitFor();
    await console.button("Keep").click();
    expect(used.sandbox.simulator.store.get("agent-pools", build.id)).toBeDefined();
  });

  it("where a workspace is linked, an environment has another default, and access is withdrawn", async () => {
    const { build, other, environment, linked, free } = scene;
    const console = await signedIn();
    const effect = () => console.page.getByRole("region", { name: "What would change" });
    await console.visit(`/workspaces/${linked.id}/settings`);
    await console.field("Agent pool").selectOption({ label: other.name });
    await effect()
      .getByRole("row")
      .filter({ hasText: build.name })
      .getByText(other.name, { exact: true })
      .waitFor();
    await console.button("Undo").click();
    await effect().waitFor({ state: "detached" });

    await console.visit(`/environments/${environment.id}/settings`);
    await console.field("Default pool").selectOption({ label: other.name });
    await effect().getByRole("row").filter({ hasText: free.name }).waitFor();
    expect(await effect().getByRole("row").filter({ hasText: linked.name }).count()).toBe(0);

    await console.visit(`/pools/${build.id}/access`);
    await console.page.getByRole("radio", { name: /^Some environments/ }).check();
    await effect().getByRole("row").filter({ hasText: linked.name }).getByText("no pool").waitFor();
    await console.field(environment.name).check();
    await effect().getByText("No runs would move.").waitFor();
    expect(await console.faults()).toEqual([]);
  });

  it("where an environment is deleted: what goes with it", async () => {
    const { environment, free, linked } = scene;
    const console = await signedIn();
    await console.visit(`/environments/${environment.id}/settings`);
    await console.button(`Delete environment ${environment.name}`).click();
    const names = [free, linked].map(({ name }) => `${environment.name}/${name}`).join(", ");
    await console.dialog().getByText(`Deleted with it: ${names}`).waitFor();
    await console.button("Keep").click();
    expect(used.sandbox.simulator.store.get("environments", environment.id)).toBeDefined();
  });

  it("and nothing moves when the answer comes", async () => {
    const { free } = scene;
    const console = await signedIn();
    const { page } = console;
    await console.visit(`/pools/${scene.other.id}`);
    await page.evaluate(`window.shifts = 0; new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
    }).observe({ type: "layout-shift", buffered: false })`);
    await console.button(`Make default ${scene.other.name}`).click();
    await console.dialog().getByRole("row").filter({ hasText: free.name }).waitFor();
    // Beyond 0.1 people notice.
    expect(await page.evaluate("window.shifts")).toBeLessThan(0.1);
    await console.button("Keep").click();
  });

  it("to whoever may only see a part: by count, where they may not see the workspaces", async () => {
    const { sandbox } = used;
    const caller = await callerWith(sandbox, ["agent-pools:*"]);
    const console = await browser.open(sandbox.url, { token: caller.token });
    await console.visit(`/pools/${scene.other.id}`);
    await console.button(`Make default ${scene.other.name}`).click();
    await console
      .dialog()
      .getByText(/\d+ more workspaces? that you may not see would be affected/)
      .waitFor();
    expect(await console.dialog().textContent()).not.toContain(scene.free.name);
  });
});
