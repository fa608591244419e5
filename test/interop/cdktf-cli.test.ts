import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { linkDependencies } from "../../cli/demo/stage/package-links.js";
import { cliConfiguration } from "../../provider/plugin/cli-configuration.js";
import { installInMirror, NULL } from "../../provider/plugin/mirror.js";
import { cleanEnvironment, cli, type Ran, ranOf } from "../cli/support.js";
import { type AtEnd, afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { tofu } from "../support/tofu.js";
import { succeed } from "./workdir.js";

const root = join(import.meta.dirname, "../..");
const program = join(import.meta.dirname, "tools/cdktf/node_modules/cdktf-cli/bundle/bin/cdktf");

/** An example as somebody copies it, in a folder of its own, and cdktf's own program there. */
class App {
  readonly folder: string;
  readonly env: Record<string, string>;

  constructor(example: string, { url, token }: { url: string; token: string }, atEnd: AtEnd) {
    const home = temporaryFolder("cdktf-cli-", atEnd);
    this.folder = join(home, "app");
    cpSync(join(root, "examples", example), this.folder, {
      recursive: true,
      filter: (source) => !/cdktf\.out|tfstate/.test(source),
    });
    linkDependencies(this.folder, ["@cdktf/provider-null"]);
    this.env = {
      SCALR_HOSTNAME: url,
      SCALR_TOKEN: token,
      TF_CLI_CONFIG_FILE: join(home, "mirror", "cli.tfrc"),
      TERRAFORM_BINARY_NAME: tofu!,
      CHECKPOINT_DISABLE: "1",
      CI: "1",
      HOME: home,
    };
  }

  /** As people install the Scalr provider; the null provider of a registry is stood in for by the one that agents give tofu. */
  async install(): Promise<void> {
    const mirror = join(this.folder, "../mirror");
    await succeed(this.sandbox("provider", "install", "--folder", mirror));
    installInMirror(mirror, NULL, "3.2.4");
    const sources = ["registry.scalr.io/scalr/scalr", ...NULL.sources];
    writeFileSync(join(mirror, "cli.tfrc"), cliConfiguration(mirror, sources));
  }

  sandbox(...args: string[]): Promise<Ran> {
    return cli(args, { cwd: this.folder, env: this.env });
  }

  /** What cdktf prints of tofu's output is not all of it, and differs from time to time: nothing is judged by that. */
  cdktf(verb: string, ...flags: string[]): Promise<Ran> {
    return succeed(this.start(process.execPath, [program, verb, ...flags], this.folder));
  }

  /** What tofu itself says, where cdktf prepared it: 0 when nothing is to be changed, 2 when something is. */
  async planned(stack: string): Promise<number | null> {
    await this.cdktf("diff", "--skip-provider-lock");
    const folder = join(this.folder, "cdktf.out/stacks", stack);
    return (await this.start(tofu!, ["plan", "-detailed-exitcode"], folder)).code;
  }

  /** Addresses of what the state of a stack holds. */
  held(stack: string): string[] {
    const state = JSON.parse(readFileSync(join(this.folder, `terraform.${stack}.tfstate`), "utf8"));
    return state.resources.map(({ type, name }: { type: string; name: string }) => `${type}.${name}`).sort();
  }

  private start(command: string, args: readonly string[], cwd: string): Promise<Ran> {
    const env = { ...cleanEnvironment(), ...this.env };
    return ranOf(spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] }));
  }
}

/** What stands in the way, if anything does. */
const missing = !tofu
  ? "OpenTofu is not built; node scripts/interop-tools.mjs builds it"
  : !existsSync(program)
    ? "cdktf-cli is not installed; npm ci --ignore-scripts --prefix test/interop/tools/cdktf installs it"
    : null;

describe.skipIf(missing !== null)(
  `cdktf's own program, driving tofu${missing ? ` (skipped: ${missing})` : ""}`,
  { timeout: 300_000 },
  () => {
    const used = useSandbox();
    const atEnd = afterSuite();

    describe("with the quickstart", () => {
      let app: App;
      beforeAll(async () => {
        app = new App("quickstart", used.sandbox, atEnd);
        await app.install();
      });
      const names = async (type: string) =>
        (await used.sandbox.list(`${type}?page[size]=100`)).map(({ attributes }) => attributes.name);

      it("deploys what its cdktf.json declares, and then finds nothing to change", async () => {
        await app.cdktf(
          "deploy",
          "--auto-approve",
          "--skip-provider-lock",
          "--outputs-file=outputs.json",
          "--outputs-file-include-sensitive-outputs",
        );
        expect(app.held("quickstart")).toHaveLength(30);
        expect(await names("agent-pools")).toEqual(expect.arrayContaining(["private", "shared", "vcs"]));
        expect(await names("workspaces")).toHaveLength(18);
        const outputs = JSON.parse(readFileSync(join(app.folder, "outputs.json"), "utf8"));
        expect(outputs.quickstart.private_pool_token).toMatch(/^\S{20,}$/);
        expect(await app.planned("quickstart")).toBe(0);
      });

      it("leaves a state that the embedded engine continues with, and takes it back", async () => {
        const plan = await app.sandbox("plan", "--detailed-exitcode");
        expect(plan.code, plan.stdout + plan.stderr).toBe(0);
        await succeed(app.sandbox("apply", "--auto-approve"));
        expect(await app.planned("quickstart")).toBe(0);
      });

      it("destroys all of it", async () => {
        await app.cdktf("destroy", "--auto-approve", "--skip-provider-lock");
        expect(app.held("quickstart")).toEqual([]);
        expect(await names("workspaces")).toEqual([]);
      });
    });

    it("deploys the workload that is declared in cdktf", async () => {
      const app = new App("workload-in-cdktf", used.sandbox, atEnd);
      await app.install();
      await app.cdktf("deploy", "--auto-approve", "--skip-provider-lock");
      expect(app.held("release")).toEqual(
        ["america", "build", "canary", "europe"].map((name) => `null_resource.${name}`),
      );
    });
  },
);
