/** Modules of a registry by the embedded engine: in a terminal, and on an agent by the run's own token. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { builtinProviderFactories as providers } from "../../engine/builtin/index.js";
import { apply, emptyState, loadPlan, plan, planJson, savePlan } from "../../engine/index.js";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";
import { publishGreeting } from "./stage.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
const root = folder();
let source: string | undefined;

// Not before all tests: the Git server goes away with the test that it was made in.
beforeEach(async () => {
  if (source === undefined) ({ source } = await publishGreeting(box.sandbox, root));
});

const hostOf = () => new URL(box.sandbox.simulator.httpsUrl!).host;

const calling = (constraint: string, name = "you", of = source!) => `
module "greeting" {
  source  = "${hostOf()}/${of}"
  version = "${constraint}"
  name    = "${name}"
}
output "greeting" { value = module.greeting.greeting }
`;

/** A folder with a configuration, and an environment that knows the sandbox. */
function open(configuration: string, token: string | null = box.sandbox.simulator.token) {
  const dir = temporaryFolder("engine-");
  writeFileSync(join(dir, "main.tf"), configuration);
  const outside = temporaryFolder("home-");
  writeFileSync(join(outside, "ca.pem"), box.sandbox.simulator.ca!);
  const credentials = token === null ? "" : `credentials "${hostOf()}" { token = "${token}" }\n`;
  writeFileSync(join(outside, "cli.tfrc"), credentials);
  const env = {
    HOME: outside,
    SSL_CERT_FILE: join(outside, "ca.pem"),
    TF_CLI_CONFIG_FILE: join(outside, "cli.tfrc"),
  };
  return { dir, env };
}

const planIn = (where: ReturnType<typeof open>) => plan({ ...where, providers, state: null });
const faults = async (where: ReturnType<typeof open>) =>
  (await planIn(where)).diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);

describe("modules of a registry, by the embedded engine", { timeout: 120_000 }, () => {
  it("are installed where tofu does it, and used from there", async () => {
    const where = open(calling("~> 1.0.0"));
    const { plan: planned, diagnostics } = await planIn(where);
    expect(diagnostics).toEqual([]);
    const manifest = () =>
      JSON.parse(readFileSync(join(where.dir, ".terraform/modules/modules.json"), "utf8"));
    expect(manifest()).toEqual({
      Modules: [
        { Key: "", Source: "", Dir: "." },
        {
          Key: "greeting",
          Source: `${hostOf()}/${source}`,
          Version: "1.0.0",
          Dir: ".terraform/modules/greeting",
        },
      ],
    });
    expect((planJson(planned!) as { configuration: unknown }).configuration).toMatchObject({
      root_module: {
        module_calls: {
          greeting: { source: `${hostOf()}/${source}`, version_constraint: "~> 1.0.0" },
        },
      },
    });
    const { outputs } = await apply(planned!, { providers, currentState: emptyState(), env: where.env });
    expect(outputs.greeting?.value.asString()).toBe("Hello, you");

    // What is installed and fits needs no registry; what does not fit any more is installed again.
    expect((await planIn({ ...where, env: { ...where.env, SSL_CERT_FILE: "" } })).diagnostics).toEqual([]);
    writeFileSync(join(where.dir, "main.tf"), calling(">= 1.1"));
    expect((await planIn(where)).diagnostics).toEqual([]);
    expect(manifest().Modules[1]).toMatchObject({ Version: "1.1.0" });
  });

  it("are the same in a saved plan, whatever is published since", async () => {
    const { store } = box.sandbox.simulator;
    const [newer] = [...store.all("module-versions")].filter(({ version }) => version === "1.1.0");
    const become = (status: string) =>
      store.transact((tx) => tx.update("module-versions", newer!.id, { status }));
    become("pending");
    const where = open(calling(">= 1.0"));
    const { plan: planned } = await planIn(where);
    const saved = savePlan(planned!);
    become("ok");
    // Elsewhere, where nothing is installed yet.
    rmSync(join(where.dir, ".terraform"), { recursive: true });
    const { outputs, diagnostics } = await apply(loadPlan(saved, { dir: where.dir, providers }), {
      providers,
      currentState: emptyState(),
      env: where.env,
    });
    expect(diagnostics).toEqual([]);
    expect(outputs.greeting?.value.asString()).toBe("Hello, you");
  });

  it("say why they cannot be installed, at the call", async () => {
    expect(await faults(open(calling("~> 7.0")))).toEqual([
      expect.stringMatching(
        /^Unresolvable module version constraint: .* which matches the given version constraint "~> 7\.0"\. It has 1\.1\.0, 1\.0\.0\.$/,
      ),
    ]);
    const nothing = await faults(open(calling("1.0.0", "you", "nobody/nothing/null")));
    expect(nothing).toEqual([
      expect.stringContaining(`cannot be found in the module registry at ${hostOf()}`),
    ]);
    expect(await faults(open(calling("1.0.0"), null))).toEqual([expect.stringContaining("answered 401")]);
    const untrusting = open(calling("1.0.0"));
    expect(await faults({ ...untrusting, env: { ...untrusting.env, SSL_CERT_FILE: "" } })).toEqual([
      expect.stringContaining(`The host ${hostOf()} cannot be asked`),
    ]);
    expect(await faults(open(calling("not a version")))).toEqual([
      expect.stringContaining("Invalid version constraint"),
    ]);
  });

  describe("on an agent", () => {
    let where: Workshop;
    const atEnd = afterSuite();
    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: "embedded" }, atEnd);
    });

    it("are installed by the run's own token", async () => {
      const { sandbox } = box;
      const id = await workspaceWith(sandbox, where, calling("~> 1.1", "agent"));
      const queued = await sandbox.run(id);
      const run = await reached(sandbox, queued);
      const log = await logOf(sandbox, queued, "plan");
      expect(run.status, log).toBe("applied");
      expect(await logOf(sandbox, queued, "apply")).toContain("Good day, agent");
    });
  });
});
