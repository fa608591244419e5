import { spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unique } from "../api/support.js";
import { call, REGISTRATION } from "../dispatch/protocol-agent.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();

/** One sign-in does for all: each test begins at an address of its own. */
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

/** Executes a command as somebody would who copied it into a shell, where `scalr-sandbox` is installed. */
function inShell(command: string): void {
  const folder = temporaryFolder("console-shell-");
  const program = join(folder, "scalr-sandbox");
  const main = join(import.meta.dirname, "../../dist/cli/main.js");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(program, 0o755);
  const child = spawn("sh", ["-c", `exec env ${command}`], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder, SCALR_AGENT_DATA_DIR: folder },
    stdio: "ignore",
  });
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await ended;
  });
}

describe.skipIf(browser.missing)("by clicking, as the product page describes it, one can", () => {
  it("create a pool, give environments access, register an agent, and make it the default", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment(unique("dev"));
    const console = await signedIn();
    const name = unique("pool");

    await console.visit("/");
    await console.link("Agent pools").click();
    await console.button("Create agent pool").click();
    await console.field("Name").fill(name);
    await console.button("Create").click();
    await console.page.getByRole("heading", { level: 1, name }).waitFor();
    const pool = [...sandbox.simulator.store.all("agent-pools")].find((each) => each.name === name)!;
    expect(pool).toMatchObject({ vcsEnabled: false, isShared: true });

    await console.link("Environment access").click();
    await console.page.getByRole("radio", { name: /^Some environments/ }).check();
    await console.field(environment.attributes.name).check();
    await console.button("Save access").click();
    await sandbox.until("agent-pools", pool.id, (each) => each?.isShared === false);
    expect(sandbox.simulator.store.get("agent-pools", pool.id)!.environments).toEqual([environment.id]);

    await console.link("Register an agent").click();
    await console.field("Name").fill("build-1");
    await console.button("Create token and show the command").click();
    const command = (await console.page
      .getByRole("figure", { name: "Shell command" })
      .locator("pre")
      .textContent())!;
    expect(command).toContain(`SCALR_URL=${sandbox.url}`);
    expect(command).toContain("SCALR_AGENT_TOKEN=");
    inShell(command);
    await console.text(`joined ${name}`).waitFor();
    await console.link("To the pool's agents").click();
    await console.row("build-1").getByText("idle").waitFor();

    await console.button(`Make default ${name}`).click();
    await console.dialog().getByText("No runs would move.").waitFor();
    await console.dialog().getByRole("button", { name: "Make default", exact: true }).click();
    await console.button(`Remove as default ${name}`).waitFor();
    expect(sandbox.simulator.store.get("accounts", sandbox.accountId)!.defaultAgentPool).toBe(pool.id);

    // R14: an agent that is there cannot be deleted, and the console says so where it was asked.
    await console.button("Delete build-1").click();
    await console.dialog().getByRole("button", { name: "Delete", exact: true }).click();
    await console.dialog().getByText("The agent is idle and can't be deleted.").waitFor();
    await console.dialog().getByRole("button", { name: "Keep" }).click();
  });

  it("create a serverless pool, with a header that is kept secret", async () => {
    const { sandbox } = used;
    const console = await signedIn();
    const name = unique("burst");
    await console.visit("/pools");
    await console.button("Create agent pool").click();
    await console.field("Name").fill(name);
    await console.page.getByRole("checkbox", { name: /^Serverless/ }).check();
    await console.field("Webhook URL").fill("not an address");
    await console.button("Add header").click();
    await console.field("Header").fill("Authorization");
    await console.field("Value").fill("Bearer x");
    await console.field("Sensitive").check();
    await console.field("Webhook URL").fill("https://agents.example.com/start");
    await console.button("Create").click();
    await console.page.getByRole("heading", { level: 1, name }).waitFor();
    const pool = [...sandbox.simulator.store.all("agent-pools")].find((each) => each.name === name)!;
    expect(pool.webhookHeaders).toEqual([{ name: "Authorization", value: "Bearer x", sensitive: true }]);
    await console.link("Settings").click();
    expect(await console.field("Value").inputValue()).toBe("");
    expect(await console.page.content()).not.toContain("Bearer x");
  });

  it("be told at the field what is wrong with a new pool", async () => {
    const { sandbox } = used;
    const taken = await sandbox.pool(unique("taken"));
    const console = await signedIn();
    await console.visit("/pools");
    await console.button("Create agent pool").click();
    await console.field("Name").fill(taken.attributes.name);
    await console.button("Create").click();
    await console.text(/already exists/).waitFor();
    expect(await console.field("Name").getAttribute("aria-invalid")).toBe("true");
    await console.page.keyboard.press("Escape");
    await expect.poll(() => console.dialog().count()).toBe(0);
  });

  it("select a pool in a workspace's settings, and see that its runs go there", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("chosen"));
    const environment = await sandbox.environment(unique("dev"));
    const workspace = await sandbox.workspace(unique("api"), environment.id);
    const console = await signedIn();
    await console.visit(`/workspaces/${workspace.id}/settings`);
    await console.field("Agent pool").selectOption({ label: pool.attributes.name });
    await console.button("Save").click();
    await sandbox.until("workspaces", workspace.id, (each) => each?.agentPool === pool.id);
    await console.visit(`/pools/${pool.id}/workspaces`);
    await console.row(workspace.attributes.name).getByText("linked to it").waitFor();

    // R18: what links to it keeps it.
    await console.button(`Delete ${pool.attributes.name}`).click();
    await console.dialog().getByRole("button", { name: "Delete", exact: true }).click();
    await console
      .dialog()
      .getByText(/^Agent pool .* is in use and can't be deleted/)
      .waitFor();
    expect(await console.dialog().textContent()).toContain(workspace.attributes.name);
    await console.dialog().getByRole("button", { name: "Keep" }).click();
    await sandbox.update("workspaces", workspace.id, {}, { "agent-pool": null });
    await console.button(`Delete ${pool.attributes.name}`).click();
    await console.dialog().getByRole("button", { name: "Delete", exact: true }).click();
    await console.page.getByRole("heading", { level: 1, name: "Agent pools" }).waitFor();
    expect(sandbox.simulator.store.get("agent-pools", pool.id)).toBeUndefined();
  });

  it("make a pool the default of an environment", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("default"));
    const environment = await sandbox.environment(unique("dev"));
    const workspace = await sandbox.workspace(unique("api"), environment.id);
    const console = await signedIn();
    await console.visit(`/environments/${environment.id}/settings`);
    await console.field("Default pool").selectOption({ label: pool.attributes.name });
    await console.button("Save").click();
    await sandbox.until(
      "environments",
      environment.id,
      (each) => each?.defaultWorkspaceAgentPool === pool.id,
    );
    await console.visit(`/pools/${pool.id}/workspaces`);
    await console.row(workspace.attributes.name).getByText("by its environment's default").waitFor();
    const { body } = await sandbox.get(`/api/sandbox/v1/workspaces/${workspace.id}/resolution`);
    expect(body.pool?.id).toBe(pool.id);
  });

  it("create a VCS pool and select it in the settings of a VCS provider", async () => {
    const { sandbox } = used;
    const provider = await sandbox.create("vcs-providers", {
      name: unique("ghe"),
      "vcs-type": "github_enterprise",
      "auth-type": "personal_token",
      url: "https://github.example.com",
      token: "not-a-real-token",
    });
    const console = await signedIn();
    const name = unique("git");
    await console.visit("/pools");
    await console.button("Create agent pool").click();
    await console.page.getByRole("radio", { name: /^VCS/ }).check();
    await console.field("Name").fill(name);
    await console.button("Create").click();
    await console.page.getByRole("heading", { level: 1, name }).waitFor();
    // R5: nothing of runs is offered for it.
    expect(await console.button("Make default").count()).toBe(0);
    await console.link("Integrations").click();
    await console.link(provider.attributes.name).click();
    await console.field("VCS pool").selectOption({ label: name });
    await console.button("Save").click();
    const linked = await sandbox.until("vcs-providers", provider.id, (each) => each?.agentPool != null);
    await console.visit(`/pools/${linked.agentPool}/vcs-providers`);
    await console.link(provider.attributes.name).waitFor();
  });

  it("delete an agent that is offline", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("pool"));
    const token = await sandbox.poolToken(pool.id);
    await call(sandbox.url, "POST", "register", token, { ...REGISTRATION, name: "gone-1" });
    const console = await signedIn();
    await console.visit(`/pools/${pool.id}/agents`);
    await console.row("gone-1").getByText("idle").waitFor();
    // R13: its process ends, and five minutes later it is taken for lost.
    const [agent] = sandbox.simulator.store.find("agents", "pool", pool.id);
    sandbox.simulator.agentEnded(agent!.id);
    await sandbox.advance("5m");
    await console.row("gone-1").getByText("offline").waitFor();
    await console.button("Delete gone-1").click();
    await console.dialog().getByRole("button", { name: "Delete", exact: true }).click();
    await console.text("No agent has joined yet").waitFor();
    expect(sandbox.simulator.store.find("agents", "pool", pool.id)).toEqual([]);
  });

  it("create a token that is shown once, and revoke it", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("pool"));
    const console = await signedIn();
    await console.visit(`/pools/${pool.id}/tokens`);
    await console.button("Create token").click();
    await console.field("Description").fill("for the build machines");
    await console.button("Create").click();
    const secret = (await console.page.getByRole("figure", { name: "Token" }).locator("pre").textContent())!;
    await console.button("Done").click();
    await console.row("for the build machines").waitFor();
    expect(await console.page.content()).not.toContain(secret);
    await console.button("Revoke for the build machines").click();
    await console.dialog().getByRole("button", { name: "Revoke", exact: true }).click();
    await console.text("No token yet").waitFor();
    expect(sandbox.simulator.store.find("access-tokens", "owner", pool.id)).toEqual([]);
  });
});
