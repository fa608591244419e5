import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Relay } from "../../cli/demo/stage/relay.js";
import { callerWith } from "../access/people.js";
import { AgentProcess } from "../agent/agent-process.js";
import { unique } from "../api/support.js";
import { temporaryFolder } from "../support/process.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";
import { useBrowser } from "./use-browser.js";

const used = useSandbox();
const browser = await useBrowser();
const signedIn = browser.once(() => ({ url: used.sandbox.url, token: used.sandbox.token }));

/** Three lines, one of them in colours, and then nothing until the file `go` is there. */
const SLOW = (go: string) => `
resource "null_resource" "slow" {
  provisioner "local-exec" {
    command = "printf 'first line\\\\n\\\\033[32mgreen line\\\\033[0m\\\\n'; while [ ! -f ${go} ]; do sleep 0.1; done; echo last line"
  }
}`;

describe.skipIf(browser.missing)("what happens shows by itself", () => {
  it("within a second of the event, and without asking", async () => {
    const { sandbox } = used;
    const console = await signedIn();
    await console.visit("/pools");
    const asked: string[] = [];
    const note = (request: { url(): string }) => asked.push(request.url());
    console.page.on("request", note);
    const took: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const name = unique("appears");
      const pool = await sandbox.pool(name);
      // From the answer on, which comes when the commit is on disk, as the event does.
      const start = performance.now();
      await console.link(name).waitFor();
      took.push(performance.now() - start);
      await sandbox.update("agent-pools", pool.id, { name: `${name}-renamed` });
      await console.link(`${name}-renamed`).waitFor();
      await sandbox.delete("agent-pools", pool.id);
      await console.link(`${name}-renamed`).waitFor({ state: "detached" });
    }
    console.page.off("request", note);
    // A machine that is busy with other tests may be late; what polls would ask, and be late each time.
    expect(Math.min(...took)).toBeLessThan(1_000);
    expect(asked).toEqual([]);
  });

  it("a run with its log as it is written, in colours, until it is confirmed and applied", async () => {
    const { sandbox } = used;
    const console = await signedIn();
    const folder = temporaryFolder("console-run-");
    const pool = await sandbox.pool(unique("pool"));
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id, { "auto-apply": false }, pool.id);
    await sandbox.upload(workspace.id, { "main.tf": SLOW(join(folder, "go")) });
    const { id } = await sandbox.run(workspace.id, undefined, { message: "Release it" });

    await console.visit(`/runs/${id}`);
    await console.text(/Waits for:.*is online/).waitFor();
    const agent = new AgentProcess({
      SCALR_AGENT_TOKEN: await sandbox.poolToken(pool.id),
      SCALR_AGENT_NAME: unique("agent"),
    });
    await console.link("Changes").click();
    await console.text("null_resource.slow").waitFor();
    await console.button("Confirm and apply").click();
    await console.link("Apply log").click();
    const log = console.page.getByRole("log");
    await log.getByText("green line", { exact: true }).waitFor();
    expect(await log.getByText("green line", { exact: true }).getAttribute("class")).toContain("fg-2");
    const last = log.getByText("null_resource.slow (local-exec): last line", { exact: true });
    expect(await last.count()).toBe(0);
    await console.page.getByRole("searchbox", { name: "Search in the log" }).fill("line");
    await console.text(/^1 of \d+$/).waitFor();
    const download = console.page.waitForEvent("download");
    await console.button("Download").click();
    expect((await download).suggestedFilename()).toMatch(/^apply-.*\.log$/);

    temporaryFile(join(folder, "go"));
    await last.waitFor();
    await console.page.locator(".page-head").getByText("applied", { exact: true }).waitFor();
    await agent.kill("SIGTERM");
  });

  it("runs that are canceled or discarded, by whoever may", async () => {
    const { sandbox } = used;
    const console = await signedIn();
    const environment = await sandbox.environment(unique("env"));
    const pool = await sandbox.pool(unique("pool"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id, {}, pool.id);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    const { id } = await sandbox.run(workspace.id);
    await console.visit(`/runs/${id}`);
    await console.button("Cancel this run").click();
    await console.dialog().getByRole("button", { name: "Cancel", exact: true }).click();
    await console.page.locator(".page-head").getByText("canceled").waitFor();
    expect(await console.button("Cancel this run").count()).toBe(0);
  });
});

describe.skipIf(browser.missing)("after a lost connection", () => {
  it("it continues where it was, and after a restart of the simulator asks to sign in, and is right again", async () => {
    const dataDir = temporaryFolder("console-restart-");
    let sandbox = await startSandbox({ dataDir });
    const { port } = sandbox.simulator;
    const relay = await Relay.start(port);
    onTestFinished(() => relay.close());
    const console = await browser.open(relay.url, { token: sandbox.token });
    await console.visit("/pools");
    const [stays, goes] = [await sandbox.pool(unique("stays")), await sandbox.pool(unique("goes"))];
    await console.link(goes.attributes.name).waitFor();
    relay.cut();
    await console.text("Connection lost, trying again").waitFor();
    await sandbox.delete("agent-pools", goes.id);
    const comes = await sandbox.pool(unique("comes"));
    relay.mend();
    await console.link(comes.attributes.name).waitFor();
    await console.text("Live").waitFor();
    await console.link(goes.attributes.name).waitFor({ state: "detached" });

    await sandbox.close();
    sandbox = await startSandbox({ dataDir, port });
    await sandbox.delete("agent-pools", comes.id);
    await console.text("This browser is no longer signed in.").waitFor();
    await console.signIn(sandbox.token);
    await console.link(stays.attributes.name).waitFor();
    expect(await console.link(comes.attributes.name).count()).toBe(0);
    // What the browser says of connections that were refused meanwhile is not a fault of the page.
    console.errors.splice(0);
    await sandbox.close();
  });
});

describe.skipIf(browser.missing)("somebody who may not do everything", () => {
  it("sees the controls that are theirs, and those come and go as what they may do changes", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("pool"));
    const caller = await callerWith(sandbox, ["agent-pools:read", "runs:read"]);
    const console = await browser.open(sandbox.url, { token: caller.token });
    await console.visit(`/pools/${pool.id}`);
    await console.page.getByRole("heading", { level: 1, name: pool.attributes.name }).waitFor();
    for (const name of [`Make default ${pool.attributes.name}`, `Delete ${pool.attributes.name}`])
      expect(await console.button(name).count(), name).toBe(0);
    expect(await console.link("Register an agent").count()).toBe(0);
    expect(await console.page.getByRole("link", { name: "Environments" }).count()).toBe(0);

    const [policy] = await sandbox.list(
      `access-policies?filter[service-account]=${(await whoIs(caller)).id}`,
    );
    const role = await sandbox.create("roles", { name: unique("role") }, { permissions: ["agent-pools:*"] });
    await sandbox.update("access-policies", policy!.id, {}, { roles: [role.id] });
    await console.button(`Delete ${pool.attributes.name}`).waitFor();
    await console.link("Register an agent").waitFor();
  });

  it("is asked to sign in again when their token is revoked, and is nobody after signing out", async () => {
    const { sandbox } = used;
    const caller = await callerWith(sandbox, ["agent-pools:read"]);
    const console = await browser.open(sandbox.url, { token: caller.token });
    await console.visit("/pools");
    await sandbox.delete("access-tokens", (await whoIs(caller)).token);
    await console.field("Token").waitFor();
    await console.page
      .getByRole("status")
      .getByText(/was revoked/)
      .waitFor();
    expect(await console.faults()).toEqual([]);

    await console.field("Token").fill("no-such-token");
    await console.button("Sign in").click();
    await console.text(/This sandbox has no such token/).waitFor();
    await console.field("Token").fill(sandbox.token);
    await console.button("Sign in").click();
    await console.page.getByRole("heading", { level: 1, name: "Agent pools" }).waitFor();
    await console.button("Sign out").click();
    await console.field("Token").waitFor();
    await console.page.reload();
    await console.field("Token").waitFor();
  });
});

const temporaryFile = (path: string) => writeFileSync(path, "");

/** Whose token a client uses, and which it is. */
async function whoIs(caller: Awaited<ReturnType<typeof callerWith>>): Promise<{ id: string; token: string }> {
  return (await caller.get("/api/sandbox/v1/session")).body.who;
}
