import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskPhase } from "../protocol/protocol.js";
import { engineExecutor } from "./engine.js";
import type { ExecutorHost, TaskOrder } from "./shared/executor.js";
import { programsOfProcess } from "./shared/programs.js";

/**
 * Runs a plan and its apply twice in an empty folder, which is removed, so that the first real run executes compiled code. Stops
 * between two phases once `isUsed`.
 */
export async function warmUp(dir: string, isUsed: () => boolean): Promise<void> {
  try {
    writeFileSync(join(dir, "main.tf"), WARM_UP);
    const host: ExecutorHost = {
      signal: new AbortController().signal,
      programs: programsOfProcess,
      log: () => {},
      stateGrown: () => {},
      checking: () => {},
    };
    const engine = engineExecutor(null);
    const artifact = (name: string) => (existsSync(join(dir, name)) ? join(dir, name) : null);
    for (const phase of ["plan", "apply", "plan", "apply"] as const) {
      if (isUsed()) return;
      const planPath = phase === "apply" ? artifact("plan") : null;
      await engine[phase]({ ...warmUpOrder(dir, phase), statePath: artifact("state"), planPath }, host);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const WARM_UP = `
variable "name" {
  default = "a"
}
resource "terraform_data" "a" {
  input            = upper(var.name)
  triggers_replace = [timestamp()]
}
output "a" {
  value = terraform_data.a.output
}
`;

const warmUpOrder = (dir: string, phase: TaskPhase): TaskOrder => ({
  phase,
  run: {
    id: "run-warm-up",
    isDestroy: false,
    isDry: false,
    autoApply: true,
    refresh: true,
    refreshOnly: false,
    targetAddrs: [],
    replaceAddrs: [],
    workingDirectory: "",
    varFiles: [],
    variables: [],
    iacPlatform: "opentofu",
    iacVersion: "auto",
    source: "api",
    hooks: {},
    maskSensitive: true,
  },
  executor: { kind: "embedded" },
  tools: [],
  configurationDir: dir,
  statePath: null,
  planPath: null,
  isPrepared: false,
  outDir: dir,
  policies: null,
  scans: null,
  env: {},
  cacheDir: null,
  sharedDir: dir,
  access: null,
  providers: null,
  registryHooks: [],
  hookTreesDir: "",
  checksDir: "",
  hooksDir: null,
});
