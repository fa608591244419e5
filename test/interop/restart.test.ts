/** The sandbox stops in the middle of a run that somebody follows in a terminal. */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { joinedAgent } from "../agent/agent-process.js";
import { Gate } from "../agent/workshop.js";
import { Api } from "../api/support.js";
import { cleanEnvironment } from "../cli/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { freePort } from "../support/shared-simulator.js";
import { block, Command } from "./terminal.js";

describeWithEach(
  ({ name }) => `a run that ${name} follows`,
  (program) => {
    it("continues when the sandbox is killed and started again, and its state is whole", async () => {
      const folder = temporaryFolder();
      const dataDir = join(folder, ".scalr-sandbox");
      const ports = ["--port", String(await freePort()), "--https-port", String(await freePort())];
      // The program knows the token from its own configuration, so a restart may make no new one.
      const options = ["--data-dir", dataDir, "--token", "a-token-of-our-own", ...ports];
      const first = await up(...options);
      const api = new Api(first.url, first.token, first.accountId);
      const pool = await api.create("agent-pools", { name: "p" });
      const environment = await api.create(
        "environments",
        { name: "dev" },
        { "default-workspace-agent-pool": pool.id },
      );
      const { token } = (await api.create(`agent-pools/${pool.id}/access-tokens`)).attributes;
      await joinedAgent("a", token, { SCALR_AGENT_EXECUTOR: "embedded" });

      const host = new URL(first.httpsUrl!).host;
      const work = join(folder, "work");
      mkdirSync(work);
      const gate = new Gate();
      writeFileSync(
        join(work, "main.tf"),
        `${block("cloud", host, "dev", { name: "app" })}
         resource "terraform_data" "a" {
           provisioner "local-exec" {
             command = "${gate.command("a")}"
           }
         }`,
      );
      writeFileSync(join(work, "cli.tfrc"), `credentials "${host}" {\n  token = "${first.token}"\n}\n`);
      const env = {
        ...cleanEnvironment(),
        SSL_CERT_FILE: join(dataDir, "tls/ca.pem"),
        TF_CLI_CONFIG_FILE: join(work, "cli.tfrc"),
        CHECKPOINT_DISABLE: "1",
      };
      const start = (...args: string[]) =>
        new Command(spawn(program.path!, args, { cwd: work, env, stdio: ["pipe", "pipe", "pipe"] }));
      expect((await start("init").ended).code).toBe(0);
      const apply = start("apply", "-auto-approve");
      await gate.until(() => gate.begun("a"));
      await first.kill("SIGKILL");
      const second = await up(...options);
      gate.open();
      await apply.ended;

      const again = new Api(
        second.url,
        readFileSync(join(dataDir, "admin-token"), "utf8").trim(),
        second.accountId,
      );
      const workspace = (await again.list(`workspaces?filter[environment]=${environment.id}`))[0]!;
      await gate.until(async () => {
        const [run] = await again.list(`runs?filter[workspace]=${workspace.id}&filter[status]=applied`);
        return run !== undefined;
      });
      const listed = start("state", "list");
      expect((await listed.ended).code, apply.shown).toBe(0);
      expect(listed.shown).toContain("terraform_data.a");
    });
  },
);
