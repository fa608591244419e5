import { join } from "node:path";
import { providerVariables } from "../executors/shared/provider-files.js";
import { NETWORK_VARIABLES, passedOn } from "../process/passed-on.js";
import type { RunOptions, StartResponse } from "../protocol/protocol.js";
import type { Scratch } from "./scratch.js";

/** The variables of the agent's environment that tasks get. Everything else is left out, above all the agent's settings and tokens. */
const PASSED_ON = [
  ...NETWORK_VARIABLES,
  "HOME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "SystemRoot",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** The part of the agent's environment that tasks get: where programs are and how the machine is set up, without its secrets. */
export const baseEnvironment = (env: Env): Record<string, string> => passedOn(PASSED_ON, env);

const modeOf = ({ isDry, refreshOnly, refresh }: RunOptions): string => {
  if (isDry) return "dry";
  if (refreshOnly) return "refresh";
  return refresh ? "apply" : "skip_refresh";
};

/**
 * The environment of one task: variables passed on from the agent, facts about the run, the variables that its provider
 * configurations export, and the run's shell variables.
 */
export function taskEnvironment(
  env: Env,
  started: StartResponse,
  { tmpDir, configurationDir, outDir }: Pick<Scratch, "tmpDir" | "configurationDir" | "outDir">,
  url: string,
): Record<string, string> {
  const { phase, run, workspace, environment } = started;
  const shell = run.variables.filter(({ category }) => category === "shell");
  return {
    ...baseEnvironment(env),
    TMPDIR: tmpDir,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    // The default scheme is left out.
    SCALR_HOSTNAME: url.replace(/^https:\/\//, ""),
    SCALR_RUN_ID: run.id,
    SCALR_RUN_SOURCE: run.source,
    SCALR_RUN_MODE: modeOf(run),
    SCALR_RUN_IS_DESTROY: run.isDestroy ? "1" : "0",
    SCALR_RUN_CONTENT_ROOT: join(configurationDir, run.workingDirectory),
    SCALR_TERRAFORM_OPERATION: phase,
    SCALR_WORKSPACE_ID: workspace.id,
    SCALR_WORKSPACE_NAME: workspace.name,
    SCALR_ENVIRONMENT_ID: environment.id,
    SCALR_ENVIRONMENT_NAME: environment.name,
    ...providerVariables(started.providers, outDir),
    ...Object.fromEntries(shell.map(({ key, value }) => [key, value])),
  };
}
