import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { callerWith } from "../access/people.js";
import { unique } from "../api/support.js";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import type { Console } from "./console-page.js";
import { useBrowser } from "./use-browser.js";

/** From an empty sandbox to a run with a live log, by clicks and one command that is pasted; and back to the beginning. */

const browser = await useBrowser();

async function empty(): Promise<{ sandbox: Sandbox; console: Console }> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return { sandbox, console: await browser.open(sandbox.url, { token: sandbox.token }) };
}

/** Executes a command as somebody would who copied it into a shell, where `scalr-sandbox` is installed. */
function paste(command: string): void {
  const folder = temporaryFolder("console-first-");
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
    const ended = once(child, "close");
    child.kill("SIGTERM");
    await ended;
  });
}

const steps = (console: Console) => console.page.getByRole("region", { name: "First steps" });

describe.skipIf(browser.missing)("the first minute", () => {
  it("leads from nothing over a world and an agent to a run that executes, with its log", async () => {
    const { sandbox, console } = await empty();
    const { page } = console;
    await console.button("Load the world agent pools").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await console.faults(), colorScheme).toEqual([]);
    }
    await console.button("Load the world agent pools").click();
    await steps(console).getByText("There are environments, workspaces and pools.").waitFor();
    const { store } = sandbox.simulator;
    expect([...store.all("workspaces")].length).toBeGreaterThan(0);

    await steps(console)
      .getByRole("link", { name: /^Register an agent in / })
      .click();
    await console.button("Create token and show the command").click();
    const command = page.getByRole("figure", { name: "Shell command" }).locator("pre");
    paste((await command.textContent())!);
    await console.text(/joined /).waitFor();
    await console.link("Overview").click();
    await steps(console).getByRole("listitem").filter({ hasText: "An agent, done" }).waitFor();

    await console.button("Queue the run").click();
    await console.link("Follow its log").click();
    await page
      .getByRole("log")
      .getByText(/one task/)
      .first()
      .waitFor();
    const [run] = [...store.all("runs")];
    expect(run!.message).toBe("Example one-task");
    await sandbox.until("runs", run!.id, (each) => ["planned", "applied"].includes(each?.status ?? ""));
    // E24: in lists it says where it executed.
    await console.visit("/runs");
    await console.row("Example one-task").getByText("build-1").waitFor();
  });

  it("offers others what they may do, and nothing that would be refused", async () => {
    const { sandbox } = await empty();
    const reader = await callerWith(sandbox, ["agent-pools:read", "runs:read", "workspaces:read"]);
    const looking = await browser.open(sandbox.url, { token: reader.token });
    await looking.text("No run yet").waitFor();
    expect(await steps(looking).count()).toBe(0);

    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id);
    const starter = await callerWith(sandbox, [
      "agent-pools:*",
      "environments:read",
      "workspaces:read",
      "runs:*",
    ]);
    const starting = await browser.open(sandbox.url, { token: starter.token });
    await starting.button("Queue the run").click();
    await starting.link("Follow its log").waitFor();
    expect([...sandbox.simulator.store.find("runs", "workspace", workspace.id)].length).toBe(1);
    expect(await starting.button(/^Load the world/, false).count()).toBe(0);
  });
});

describe.skipIf(browser.missing)("a queue that is stuck", () => {
  it("says since when each run waits, also for a confirmation", async () => {
    const { sandbox, console } = await empty();
    const pool = await sandbox.pool(unique("pool"));
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id, {}, pool.id);
    const planned = await sandbox.workspace(unique("planned"), environment.id, {}, pool.id);
    await sandbox.upload(workspace.id, { "main.tf": "" });
    await sandbox.run(workspace.id, await sandbox.upload(workspace.id, { "main.tf": "" }));
    const { id } = await sandbox.run(planned.id, await sandbox.upload(planned.id, { "main.tf": "" }));
    await sandbox.advance("7m");
    const { store, clock } = sandbox.simulator;
    // As if its plan had just been made.
    store.transact((tx) => {
      const statusTimestamps = { ...tx.get("runs", id)!.statusTimestamps, "planned-at": clock.now() };
      tx.update("runs", id, { status: "planned", statusTimestamps });
    });
    await sandbox.advance("3m");
    await console.visit("/runs?view=queue");
    await console.row(workspace.attributes.name).getByText("waits 10 min").waitFor();
    await console.visit("/runs?view=confirmation");
    await console.row(planned.attributes.name).getByText("waits 3 min").waitFor();
    await console.visit("/");
    await console.text("3 min ago").waitFor();
    expect(await console.faults()).toEqual([]);
  });
});

describe.skipIf(browser.missing)("a reset for the next lesson", () => {
  it("takes an edited world file, keeps the agents, and sets the clock back", async () => {
    const { sandbox, console } = await empty();
    const { page } = console;
    const { store, clock } = sandbox.simulator;
    const file = join(temporaryFolder("console-world-"), "lesson.yaml");
    writeFileSync(file, "environments:\n  - name: lesson\n");
    await sandbox.pool(unique("gone"));
    await sandbox.advance("30d");
    const ahead = clock.now();
    await console.visit("/sandbox/snapshots");
    await page.getByRole("radio", { name: /^A world file/ }).check();
    await console.text("Choose a file first.").waitFor();
    await console.field("World file").setInputFiles(file);
    await console.text("lesson.yaml, 31 B").waitFor();
    await page.getByRole("checkbox", { name: /^Keep the agents/ }).check();
    await page.getByRole("checkbox", { name: /^Set the clock back/ }).check();
    expect(await console.faults()).toEqual([]);
    await console.button("Reset the sandbox").click();
    await console.dialog().getByText("the agents stay").waitFor();
    await console.dialog().getByRole("button", { name: "Reset", exact: true }).click();
    await console.text("The world file is loaded").waitFor();
    expect([...store.all("environments")].map(({ name }) => name)).toEqual(["lesson"]);
    expect(clock.now()).toBeLessThan(ahead);

    // A file with a fault changes nothing, and the dialog says where the fault is.
    writeFileSync(file, "environments:\n  - nme: lesson\n");
    // The same file again, as it is now.
    const chooser = page.waitForEvent("filechooser");
    await console.field("World file").click();
    await (await chooser).setFiles(file);
    await console.text("lesson.yaml, 30 B").waitFor();
    await console.button("Reset the sandbox").click();
    await console.dialog().getByRole("button", { name: "Reset", exact: true }).click();
    await console
      .dialog()
      .getByText(/lesson\.yaml:2/)
      .waitFor();
    expect([...store.all("environments")].length).toBe(1);
  });

  it("goes to an example world, and to nothing", async () => {
    const { sandbox, console } = await empty();
    const { store } = sandbox.simulator;
    await console.visit("/sandbox/snapshots");
    await console.page.getByRole("radio", { name: /^An example world/ }).check();
    await console.field("Example").selectOption({ label: "agent pools" });
    await console.button("Reset the sandbox").click();
    await console.dialog().getByRole("button", { name: "Reset", exact: true }).click();
    await console.text("The example world is loaded").waitFor();
    expect([...store.all("environments")].map(({ name }) => name)).toContain("production");
    await console.page.getByRole("radio", { name: /^Nothing/ }).check();
    await console.button("Reset the sandbox").click();
    await console.dialog().getByRole("button", { name: "Reset", exact: true }).click();
    await console.text("The sandbox is empty again").waitFor();
    expect([...store.all("environments")]).toEqual([]);
  });
});

describe.skipIf(browser.missing)("a sign-in that is refused", () => {
  it("says why, and what to do in the browser", async () => {
    const { sandbox } = await empty();
    const pool = await sandbox.pool(unique("pool"));
    const secret = await sandbox.poolToken(pool.id);
    const { who } = await sandbox.sandbox("GET", "session");
    const own = await sandbox.sandbox("POST", `users/${who.id}/sign-in`, { "expires-in": 1 });
    const console = await browser.open(sandbox.url, { token: sandbox.token });
    await console.button("Sign out").click();
    const refused = async (token: string, why: RegExp) => {
      await console.field("Token").fill(token);
      await console.button("Sign in").click();
      await console.page.getByRole("alert").getByText(why).waitFor();
      expect(await console.page.getByRole("alert").textContent()).toContain("scalr-sandbox open");
    };
    await refused("mistyped", /has no such token/);
    await refused(secret, new RegExp(`token of agent pool '${pool.attributes.name}'`));
    await sandbox.advance("2m");
    await refused(own.token, /expired on/);
    await sandbox.delete("access-tokens", own.id);
    await refused(own.token, /was revoked/);
    expect(await console.faults()).toEqual([]);
  });
});
