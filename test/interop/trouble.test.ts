import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { unique } from "../api/support.js";
import { program as sandboxProgram } from "../cli/support.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { HEADER } from "./stack.js";
import { succeed, Workdir } from "./workdir.js";

describeWithEach(
  ({ name }) => `trouble, as users of ${name} see it`,
  (program) => {
    const used = useSandbox();

    async function workdir(
      text: string,
      connection: { url: string; token: string } = used.sandbox,
    ): Promise<Workdir> {
      const work = new Workdir(connection, program);
      onTestFinished(() => work.remove());
      work.write("main.tf", HEADER + text);
      await work.init("--dev-overrides").catch(() => {});
      return work;
    }

    it("points at the attribute that is wrong, before anything is asked (R3)", async () => {
      const work = await workdir('resource "scalr_agent_pool" "p" {\n  name         = ""\n}\n');
      const { code, stderr } = await work.run("plan", "-no-color");
      expect(code).toBe(1);
      expect(stderr).toContain("Invalid value for name");
      expect(stderr).toMatch(/on main\.tf line \d+, in resource "scalr_agent_pool" "p":\s+.*name {9}= ""/);
    });

    it("refuses in the plan what the server would, and what two declarations say of one setting (R5)", async () => {
      const vcs = (await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true })).id;
      const [one, two] = [await used.sandbox.pool(unique("one")), await used.sandbox.pool(unique("two"))];
      const workspace = (pool: string) =>
        `resource "scalr_environment" "e" {\n  name = "${unique("env")}"\n}\n` +
        'resource "scalr_workspace" "w" {\n  name           = "w"\n  environment_id = scalr_environment.e.id\n' +
        `  agent_pool_id  = "${pool}"\n}\n`;
      const work = await workdir(workspace(vcs));
      const refused = await work.run("plan", "-no-color");
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("A VCS pool executes no runs");
      expect(refused.stderr).toMatch(/in resource "scalr_workspace" "w":\s+.*agent_pool_id {2}= /);

      const declared = HEADER + workspace(one.id);
      work.write("main.tf", declared);
      await work.plan();
      await work.apply();
      const link =
        'resource "scalr_workspace_agent_pool" "again" {\n  workspace_id  = scalr_workspace.w.id\n' +
        `  agent_pool_id = "${two.id}"\n}\n`;
      work.write("main.tf", declared + link);
      const { id } = (await work.state())["scalr_workspace.w"]!;
      for (const said of [await work.run("plan", "-no-color"), await work.cli("plan")]) {
        expect(said.code).toBe(1);
        const text = (said.stdout + said.stderr).replace(/[│\s]+/g, " ");
        expect(text).toContain("One setting is declared twice");
        expect(text).toContain("with scalr_workspace_agent_pool.again");
        expect(text).toContain(`scalr_workspace "w" (${id}) sets agent_pool_id to "${one.id}"`);
      }
    });

    it("points at the attribute that the server refused, and keeps what was made", async () => {
      const name = unique("taken");
      await used.sandbox.pool(name);
      const work = await workdir(
        `resource "scalr_environment" "e" {\n  name = "${unique("env")}"\n}\n` +
          `resource "scalr_agent_pool" "p" {\n  name = "${name}"\n}\n`,
      );
      const { code, stderr } = await work.run("apply", "-no-color", "-auto-approve");
      expect(code).toBe(1);
      expect(stderr).toContain(`Cannot create agent pool "${name}"`);
      expect(stderr).toMatch(/in resource "scalr_agent_pool" "p":\s+.*name = /);
      expect(Object.keys(await work.state())).toEqual(["scalr_environment.e"]);
    });

    it.each([
      ["a wrong token", () => ({ url: used.sandbox.simulator.url, token: "wrong" }), /401|token/],
      ["a server that is not there", () => ({ url: "http://127.0.0.1:9", token: "t" }), /127\.0\.0\.1:9/],
    ])("names %s and what to do", async (_what, connection, message) => {
      const work = await workdir('data "scalr_current_account" "me" {}\n', connection());
      const { code, stderr } = await work.run("plan", "-no-color");
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/\bat .*\.js:\d+|node:internal/);
    });

    it("leaves a state that the next apply completes from when it is interrupted", async () => {
      const gate = await gateway(used.sandbox.simulator.url, "held");
      const work = await workdir(
        `resource "scalr_environment" "done" {\n  name = "${unique("env")}"\n}\n` +
          `resource "scalr_agent_pool" "held" {\n  name       = "held"\n  depends_on = [scalr_environment.done]\n}\n`,
        { url: gate.url, token: used.sandbox.token },
      );
      const { child, ran } = work.start("apply", "-no-color", "-auto-approve");
      await gate.reached;
      child.kill("SIGINT");
      await new Promise<void>((resolve) => {
        child.stdout!.on("data", (text) => String(text).includes("Stopping operation") && resolve());
      });
      gate.open();
      const { stdout } = await ran;
      expect(stdout).toContain("Gracefully shutting down");
      // What the server made although it was interrupted is in the state.
      const made = Object.keys(await work.state());
      expect(made).toEqual(["scalr_agent_pool.held", "scalr_environment.done"]);
      await work.plan();
      await work.apply();
      expect(Object.values(await work.plan())).toEqual(["no-op", "no-op"]);
    });

    it("plans with a provider whose configuration is known only after the apply", async () => {
      const { url, token } = used.sandbox.simulator;
      const work = await workdir(
        `resource "terraform_data" "where" {\n  input = "${url}"\n}\n` +
          'provider "scalr" {\n  hostname = terraform_data.where.output\n}\n' +
          `resource "scalr_environment" "e" {\n  name = "${unique("env")}"\n}\n`,
        { url: "http://127.0.0.1:9", token },
      );
      expect(await work.plan()).toMatchObject({ "scalr_environment.e": "create" });
      await work.apply();
      expect(Object.values(await work.plan())).toEqual(["no-op", "no-op"]);
    });
  },
);

describeWithEach(
  ({ name }) => `a provider that runs in a debugger, with ${name}`,
  (program) => {
    const used = useSandbox();

    it("is what it connects to, for one command after the other", async () => {
      const work = new Workdir(used.sandbox, program);
      onTestFinished(() => work.remove());
      work.write("main.tf", `${HEADER}resource "scalr_environment" "e" {\n  name = "${unique("env")}"\n}\n`);
      const served = await serve(work);
      work.env.TF_REATTACH_PROVIDERS = served.variable;
      work.env.TF_CLI_CONFIG_FILE = "";
      await succeed(work.run("init", "-no-color"));
      expect(await work.plan()).toEqual({ "scalr_environment.e": "create" });
      await work.apply();
      expect(await work.plan()).toEqual({ "scalr_environment.e": "no-op" });
      served.stop();
      expect((await served.ended)[0]).toBe(0);
    });
  },
);

/** `scalr-sandbox provider serve` as a process. */
async function serve(work: Workdir) {
  const child = spawn(process.execPath, [sandboxProgram, "provider", "serve", "--json"], {
    cwd: work.path,
    env: { ...process.env, ...work.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    variable: JSON.parse(line).TF_REATTACH_PROVIDERS as string,
    stop: () => child.kill("SIGINT"),
    ended,
  };
}

/** Passes everything on to the simulator, but holds the answer to a creation whose body has the word until it is opened. */
async function gateway(target: string, word: string) {
  let reach: () => void;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body }),
    });
    if (request.method === "POST" && body.includes(`"${word}"`)) {
      reach();
      await opened;
    }
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    open,
  };
}
