import { join } from "node:path";
import { root, run, sandbox } from "../shared/processes.mjs";

const built = (path) => import(join(root, "dist", path));

/**
 * Who does the work: each makes, in a folder that holds a configuration, `apply`, `refresh` (a plan that reads everything and finds
 * nothing to change) and `destroy`, and resolves with the milliseconds that it took. `prepare` is not measured.
 */

/** The embedded engine as somebody's program or test uses it: in a process that runs already. */
export async function engineInProcess({ url, token }) {
  const { plan, apply } = await built("engine/index.js");
  const { createScalrProvider, SCALR_PROVIDER_SOURCE } = await built("provider/resources/index.js");
  const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
  const providers = { [SCALR_PROVIDER_SOURCE]: () => createScalrProvider({ env }) };
  const states = new Map();
  const planned = async (dir, mode) => {
    const made = await plan({ dir, providers, state: states.get(dir) ?? null, mode, env: {} });
    return checked(made).plan;
  };
  const change = async (dir, mode) => {
    const done = await apply(await planned(dir, mode), { providers, env: {} });
    states.set(dir, done.state);
    checked(done);
  };
  return {
    name: "engine, in process",
    prepare: async () => {},
    apply: (dir) => timed(() => change(dir, "normal")),
    refresh: (dir) => timed(async () => unchanged((await planned(dir, "normal")).hasChanges)),
    destroy: (dir) => timed(() => change(dir, "destroy")),
  };
}

/** The embedded engine as a command, with the start of its process. */
export async function engineAsCommand({ url, token }) {
  const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
  const time = async (cwd, ...args) => (await sandbox(args, { cwd, env })).milliseconds;
  return {
    name: "engine, scalr-sandbox",
    prepare: async () => {},
    apply: (dir) => time(dir, "apply", "--auto-approve"),
    refresh: (dir) => time(dir, "plan", "--detailed-exitcode"),
    destroy: (dir) => time(dir, "destroy", "--auto-approve"),
  };
}

/** OpenTofu with this project's provider. */
export async function tofu({ url, token }, program) {
  const environment = (dir) => ({
    SCALR_HOSTNAME: url,
    SCALR_TOKEN: token,
    TF_CLI_CONFIG_FILE: join(dir, "mirror", "cli.tfrc"),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  });
  const call = (dir, ...args) => run(program, [...args, "-no-color"], { cwd: dir, env: environment(dir) });
  const time = async (dir, ...args) => (await call(dir, ...args)).milliseconds;
  return {
    name: "tofu, this provider",
    async prepare(dir) {
      await sandbox(["provider", "install", "--folder", join(dir, "mirror")], { cwd: dir });
      await call(dir, "init");
    },
    apply: (dir) => time(dir, "apply", "-auto-approve"),
    refresh: (dir) => time(dir, "plan", "-detailed-exitcode"),
    destroy: (dir) => time(dir, "destroy", "-auto-approve"),
  };
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function checked(outcome) {
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.summary}: ${one.detail}`).join("\n"));
  return outcome;
}

function unchanged(hasChanges) {
  if (hasChanges) throw new Error("The second plan is not empty.");
}
