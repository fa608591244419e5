import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { callerWith, grant, roleOf, serviceAccount, tokenFor } from "../access/people.js";
import { expectRefusal, unique } from "../api/support.js";
import { ProtocolAgent } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

/** The one page of the tests that need no other caller, at an address. */
async function at(path: string): Promise<Page> {
  const opened = await signedIn();
  await opened.visit(path);
  return opened.page;
}

const go = (page: Page, path: string) => page.goto(used.sandbox.url + path);

/** The page of another caller. */
async function as(token: string, path: string): Promise<Page> {
  const opened = await browser.open(used.sandbox.url, { token });
  await opened.visit(path);
  return opened.page;
}

describe.skipIf(browser.missing)("the console", () => {
  let environment: string;
  let workspace: string;
  let pool: string;

  beforeAll(async () => {
    const { sandbox } = used;
    environment = (await sandbox.environment("development")).id;
    pool = (await sandbox.pool("private")).id;
    workspace = (await sandbox.workspace("api", environment, {}, pool)).id;
  });

  const button = (page: Page, name: string | RegExp) =>
    page.getByRole("button", { name, exact: true }).first();
  const step = (page: Page, level: string) => page.locator(`.step[data-level=${level}]`);
  const row = (page: Page, name: string | RegExp) => page.getByRole("row", { name });

  test.each([
    ["/environments", "Create environment"],
    ["/workspaces", "Create workspace"],
    ["/integrations", "Add VCS provider"],
    ["/access/roles", "Create role"],
    ["/access/policies", "Grant roles"],
    ["/access/tokens", "Create token"],
    ["/sandbox/snapshots", "Reset the sandbox"],
    ["/sandbox/audit", /^Details of change/],
  ])("the dialog of %s is accessible, and Escape leaves it", async (path, name) => {
    const page = await at(path);
    await button(page, name).click();
    await page.getByRole("dialog").waitFor();
    expect(await (await signedIn()).faults()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("an environment is created by keyboard alone, and gets a default pool in its settings (R2)", async () => {
    const { sandbox } = used;
    const page = await at("/environments");
    const name = unique("staging");
    await button(page, "Create environment").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Create environment" }).waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name, exact: true }).waitFor();
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Default pool").selectOption({ label: "private" });
    await button(page, "Save").click();
    await page.getByText("Saved", { exact: true }).last().waitFor();
    const id = new URL(page.url()).pathname.split("/")[2]!;
    const { relationships } = await sandbox.read("environments", id);
    expect(relationships["default-workspace-agent-pool"]!.data).toEqual({ type: "agent-pools", id: pool });
    await go(page, "/environments");
    await row(page, name).getByRole("link", { name: "private" }).waitFor();
  });

  test("a refusal is shown where it belongs, in the API's words", async () => {
    const page = await at("/environments");
    await button(page, "Create environment").click();
    await page.getByLabel("Name", { exact: true }).fill("development");
    await button(page, "Create").click();
    const field = page.getByLabel("Name", { exact: true });
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByRole("alert").textContent()).toContain("already exists");
  });

  test("a workspace shows where its runs execute, why nowhere else, and follows every change (R2 to R4)", async () => {
    const { sandbox } = used;
    const ours = await sandbox.environment(unique("path"));
    const fallback = await sandbox.pool(unique("fallback"));
    const theirs = await sandbox.pool(unique("theirs"), [environment]);
    const page = await at("/workspaces");
    await button(page, "Create workspace").click();
    await page.getByLabel("Name", { exact: true }).fill("web");
    await page.getByRole("dialog").getByLabel("Environment").selectOption(ours.id);
    await button(page, "Create").click();
    await page.getByRole("link", { name: "Where runs execute" }).click();
    await step(page, "scalr-runners").getByText("runs execute here").waitFor();
    expect(await step(page, "workspace").textContent()).toContain("is not linked to a pool");

    await sandbox.update("environments", ours.id, {}, { "default-workspace-agent-pool": fallback.id });
    await step(page, "environment").getByText("runs execute here").waitFor();
    expect(await step(page, "scalr-runners").textContent()).toContain("overridden");

    await page.getByRole("link", { name: "Settings" }).click();
    const unavailable = page.locator(`option[value=${theirs.id}]`);
    expect(await unavailable.textContent()).toContain("not available in this environment");
    expect(await unavailable.isDisabled()).toBe(true);
    await page.getByLabel("Agent pool").selectOption(pool);
    await button(page, "Save").click();
    await page.getByText("Saved", { exact: true }).last().waitFor();
    await page.getByRole("link", { name: "Where runs execute" }).click();
    await step(page, "workspace").getByRole("link", { name: "private" }).waitFor();

    // R3: access that is withdrawn later fails closed, and the page says so.
    await sandbox.update("agent-pools", pool, { "is-shared": false }, { environments: [environment] });
    await step(page, "workspace").getByText("refused").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("would end errored");
    await sandbox.update("agent-pools", pool, { "is-shared": true });

    await button(page, "Start a run").click();
    await page.getByText("No configuration versions available").waitFor();
  });

  test("workspaces are found by name, environment and pool, and the address keeps the filter", async () => {
    const { sandbox } = used;
    const quiet = await sandbox.environment(unique("quiet"));
    await sandbox.workspace("needle", quiet.id);
    const page = await at("/workspaces?q=needle");
    await page.getByRole("link", { name: "needle", exact: true }).waitFor();
    const names = () => page.locator("tbody tr td:first-child").allInnerTexts();
    expect(await names()).toEqual(["needle"]);
    await page.getByLabel("Filter workspaces").fill("");
    await page.getByLabel("Environment").selectOption(quiet.id);
    await expect.poll(names).toEqual(["needle"]);
    expect(page.url()).toContain(`environment=${quiet.id}`);
    await page.getByLabel("Executes on").selectOption({ label: "private" });
    await page.getByText("No workspace fits the filter").waitFor();
  });

  test("a VCS provider is added, and given a VCS pool where its kind takes one (R6)", async () => {
    const { sandbox } = used;
    const attributes = { name: unique("vcs-pool"), "vcs-enabled": true };
    const vcs = (await sandbox.create("agent-pools", attributes)).id;
    const page = await at("/integrations");
    await button(page, "Add VCS provider").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("self-hosted");
    await dialog.getByLabel("Address").fill("https://gitlab.example");
    await dialog.getByLabel("Token").fill("secret");
    await dialog.getByLabel("Kind").selectOption("github");
    expect(await dialog.getByLabel("VCS pool").count()).toBe(0);
    await dialog.getByLabel("Kind").selectOption("gitlab_enterprise");
    await button(page, "Add").click();
    await page.getByRole("heading", { name: "self-hosted" }).waitFor();
    const select = page.getByLabel("VCS pool");
    expect(await select.locator("option").allInnerTexts()).not.toContain("private");
    await select.selectOption(vcs);
    await button(page, "Save").click();
    await page.getByText("Saved", { exact: true }).last().waitFor();
    const id = new URL(page.url()).pathname.split("/")[2]!;
    expect((await sandbox.read("vcs-providers", id)).relationships["agent-pool"]!.data.id).toBe(vcs);

    // Its agents are busy with what they do there.
    const agent = await ProtocolAgent.join(sandbox, await sandbox.poolToken(vcs), { name: "git-agent" });
    const { id: linked } = await sandbox.create(
      "workspaces",
      { name: "from-git", "vcs-repo": { identifier: "acme/app" } as never },
      { environment, "vcs-provider": id },
    );
    await sandbox.get(`workspaces/${linked}/actions/resync`);
    await at(`/pools/${vcs}/agents`);
    await row(page, /git-agent.*idle/).waitFor();
    await agent.call("POST", "vcs/poll", { running: [], slots: 5, wait: 0 });
    await row(page, /git-agent.*busy/).waitFor();
  });

  test("a role is made and granted, and what follows from it is explained (R21)", async () => {
    const { sandbox } = used;
    const account = await serviceAccount(sandbox);
    const { name } = (await sandbox.read("service-accounts", account)).attributes;
    const page = await at("/access/roles");
    await button(page, "Create role").click();
    await page.getByLabel("Name", { exact: true }).fill("releaser");
    await page.getByLabel("Find permissions").fill("runs:");
    await page.getByLabel(/^runs:create/).check();
    await button(page, "Save").click();
    await row(page, /releaser/).waitFor();

    await page.getByRole("link", { name: "Access policies" }).click();
    await button(page, "Grant roles").click();
    await page.getByLabel("To whom").selectOption(account);
    await page.getByLabel("Where").selectOption(environment);
    await page.getByLabel("releaser").check();
    await button(page, "Grant").click();
    await page.getByRole("link", { name: new RegExp(`What may ${name}`) }).click();

    await page.getByText("may do nothing here").waitFor();
    await page.getByLabel("Where").selectOption(workspace);
    await row(page, /runs:create.*releaser/).waitFor();
    expect(await row(page, /releaser.*Granted/).textContent()).toContain("which includes this");
    await page.getByLabel("Show those that are missing too").check();
    await row(page, /runs:apply.*no/).waitFor();

    const [policy] = await sandbox.list(`access-policies?filter[service-account]=${account}`);
    await sandbox.delete("access-policies", policy!.id);
    await page.getByText("Nothing is granted").waitFor();
  });

  test("a token is shown once, opens the API, and opens nothing once it is revoked", async () => {
    const { sandbox } = used;
    const page = await at("/access/tokens");
    await button(page, "Create token").click();
    await page.getByLabel("Description").fill("for the pipeline");
    await button(page, "Create").click();
    const secret = await page.getByRole("figure", { name: "Token" }).locator("pre").textContent();
    const caller = sandbox.as(secret!.trim());
    expect((await caller.get("environments")).status).toBe(200);
    await button(page, "Done").click();
    expect(await page.content()).not.toContain(secret!.trim());
    await row(page, /for the pipeline/)
      .getByRole("button", { name: /^Revoke/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await row(page, /for the pipeline/).waitFor({ state: "detached" });
    expect((await caller.get("environments")).status).toBe(401);
  });

  test("who may only read sees no control that changes anything, and nothing that is the operator's", async () => {
    const { sandbox } = used;
    const reader = await callerWith(sandbox, ["*:read"]);
    const page = await as(reader.token, "/environments");
    await page.getByRole("link", { name: "development" }).waitFor();
    expect(await page.getByRole("button", { name: /create/i }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Sandbox", exact: true }).count()).toBe(0);
    await go(page, `/workspaces/${workspace}/settings`);
    await page.getByLabel("Agent pool").waitFor();
    expect(await page.getByLabel("Agent pool").isDisabled()).toBe(true);
    for (const name of ["Save", "Delete", "Start a run", "Lock"])
      expect(await button(page, name).count(), name).toBe(0);
    await go(page, "/sandbox");
    await page.getByText("This page is the operator's").waitFor();
    expectRefusal(await reader.tryUpdate("workspaces", workspace, { "auto-apply": true }), { status: 403 });

    // A grant counts at once, without a reload.
    await go(page, `/workspaces/${workspace}/settings`);
    await page.getByLabel("Agent pool").waitFor();
    const { body } = await reader.get("/api/sandbox/v1/session");
    await grant(sandbox, body.who.id, workspace, [await roleOf(sandbox, ["workspaces:update"])]);
    await button(page, "Save").waitFor();
  });

  test("the clock is advanced, and says what fell due and what comes next (R13)", async () => {
    const { sandbox } = used;
    const lost = await sandbox.pool(unique("lost"));
    const agent = await ProtocolAgent.join(sandbox, await sandbox.poolToken(lost.id), { name: "doomed" });
    const page = await at("/sandbox");
    const next = page.getByRole("region", { name: "What happens next", exact: true });
    await agent.lose(sandbox);
    await next.getByRole("row", { name: /doomed/ }).waitFor();
    await button(page, "Advance 5 minutes").click();
    const due = page.getByRole("region", { name: "1 deadline fell due", exact: true });
    expect(await due.getByRole("row", { name: /doomed/ }).textContent()).toMatch(/agent offline[\s\S]*R13/);
    await next.getByRole("row", { name: /agent removed.*doomed/ }).waitFor();
    await page.getByLabel("Another span").fill("soon");
    await button(page, "Advance").click();
    await page.getByText("must be a time span").waitFor();
    const before = await page.locator("[data-clock]").textContent();
    await page.getByLabel("Another span").fill("1d");
    await button(page, "Advance").click();
    await expect.poll(() => page.locator("[data-clock]").textContent()).not.toBe(before);
    expect([...sandbox.simulator.store.find("agents", "pool", lost.id)]).toEqual([]);
  });

  test("a fault is added, strikes, and is cleared", async () => {
    const { sandbox } = used;
    const page = await at("/sandbox/faults");
    await page.getByLabel("Path").fill("tags");
    await page.getByLabel("Status", { exact: true }).fill("42");
    await button(page, "Add fault").click();
    await page.getByText("'status' must be").waitFor();
    await page.getByLabel("Status", { exact: true }).fill("503");
    await button(page, "Add fault").click();
    await row(page, /tags.*answers 503/).waitFor();
    expect((await sandbox.get("tags")).status).toBe(503);
    await button(page, "Count again").click();
    await row(page, /answers 503 100 % 1/).waitFor();
    await button(page, "Clear all").click();
    await page.getByText("Nothing goes wrong on purpose").waitFor();
    expect((await sandbox.get("tags")).status).toBe(200);
  });

  test("a snapshot is saved and restored, and the page shows what was", async () => {
    const { sandbox } = used;
    const page = await at("/sandbox/snapshots");
    await page.getByLabel("Name", { exact: true }).fill("before");
    await button(page, "Save").click();
    await row(page, /before/).waitFor();
    const later = await sandbox.environment(unique("later"));
    await page.getByRole("link", { name: "Environments" }).click();
    const link = page.getByRole("link", { name: later.attributes.name });
    await link.waitFor();
    await page.goBack();
    await row(page, /before/)
      .getByRole("button", { name: /^Restore/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await page.getByText("Everything is as it was in before").waitFor();
    await page.getByRole("link", { name: "Environments" }).click();
    await page.getByRole("link", { name: "development" }).waitFor();
    await link.waitFor({ state: "detached" });
    expect(sandbox.simulator.store.get("environments", later.id)).toBeUndefined();
  });

  test("the audit log follows what happens, filters it, and tells what changed", async () => {
    const { sandbox } = used;
    const page = await at("/sandbox/audit");
    const name = unique("watched");
    const { id } = await sandbox.create("tags", { name });
    await row(page, new RegExp(`created tags ${name}`)).waitFor();
    const reply = await sandbox.tryUpdate("tags", id, { name: `${name}-2` });
    await page.getByLabel("Name, id or request id").fill(reply.headers.get("x-request-id")!);
    await row(page, new RegExp(`updated tags ${name}-2`)).waitFor();
    await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
    await button(page, /^Details of change/).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.getByRole("row", { name: /^name/ }).textContent()).toContain(`"${name}-2"`);
    expect(await dialog.textContent()).toContain(`PATCH /api/iacp/v3/tags/${id}`);
    await page.keyboard.press("Escape");
    await page.getByLabel("Name, id or request id").fill("");
    await page.getByLabel("Action").selectOption("deleted");
    await page.getByLabel("Type").selectOption("roles");
    await page.getByText("No change fits the filters").waitFor();
  });

  test("a token of a service account sees of the world what it may read", async () => {
    const { sandbox } = used;
    const [mine, other] = [
      await sandbox.environment(unique("mine")),
      await sandbox.environment(unique("other")),
    ];
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, mine.id, [await roleOf(sandbox, ["environments:*", "workspaces:*"])]);
    const page = await as(await tokenFor(sandbox, account), "/environments");
    await page.getByRole("link", { name: mine.attributes.name }).waitFor();
    expect(await page.getByRole("link", { name: other.attributes.name }).count()).toBe(0);
    await go(page, `/environments/${other.id}`);
    await page.getByText("not yours to see").waitFor();
  });
});
