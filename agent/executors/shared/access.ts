import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunAccess } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";

/** The part of a CLI configuration that gives a program the run's own token. */
export const credentials = (access: RunAccess | null): string =>
  (access?.hosts ?? [])
    .map((host) => `credentials ${JSON.stringify(host)} {\n  token = ${JSON.stringify(access!.token)}\n}\n`)
    .join("");

/** The task's environment for what executes in this process: with files that say how the run reaches its server. */
export function environmentWithAccess({ access, env, outDir }: TaskOrder): TaskOrder["env"] {
  if (access === null) return env;
  const [configuration, authority] = [join(outDir, "cli.tfrc"), join(outDir, "authority.pem")];
  const { NODE_EXTRA_CA_CERTS: own } = env;
  const others = own !== undefined && existsSync(own) ? [readFileSync(own, "utf8")] : [];
  writeFileSync(configuration, credentials(access), { mode: 0o600 });
  writeFileSync(authority, [access.ca, ...others].join("\n"));
  return { TF_CLI_CONFIG_FILE: configuration, ...env, NODE_EXTRA_CA_CERTS: authority };
}
