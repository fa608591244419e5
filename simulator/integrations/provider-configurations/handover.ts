import { randomBytes } from "node:crypto";
import type { ProvidedConfiguration, ProviderHandover } from "../../../agent/protocol/protocol.js";
import type { Run, Task, Workspace } from "../../core/entities.js";
import type { Reader, Tx } from "../../core/schema.js";
import type { Issuer } from "../../platform/identity/issuer.js";
import { claimsOf, type Workload } from "./claims-rules.js";
import {
  type Configuration,
  type Credentials,
  credentialsOf,
  type Parameter,
  tokenNeed,
} from "./credentials-rules.js";
import type { ProviderCandidate } from "./resolution-rules.js";
import { parametersOf, providersFor } from "./resolve.js";
import { secretTexts } from "./secret-rules.js";
import { changeSincePlan, plannedWith, remembered, usedOf } from "./use-rules.js";

/** The provider configurations that a task gets, as they are stored when it starts. */
export interface Selection {
  readonly chosen: readonly Chosen[];
  readonly workload: Workload;
  /** Lifetime of tokens in seconds: as long as the phase may take. */
  readonly lifetime: number;
}

interface Chosen {
  readonly candidate: ProviderCandidate;
  readonly configuration: Configuration;
  readonly parameters: readonly Parameter[];
}

/** Minutes that a phase of a run may take if the workspace sets no limit. */
const DEFAULT_TIMEOUT = 60;

function workloadOf(reader: Reader, run: Run, phase: Task["phase"], workspace: Workspace): Workload {
  const environment = reader.get("environments", workspace.environment)!;
  const tags = workspace.tags.map((id) => reader.get("tags", id)?.name ?? id);
  return {
    account: reader.get("accounts", environment.account)!,
    environment,
    workspace,
    run: run.id,
    phase,
    tags,
  };
}

/**
 * Chooses the provider configurations of a task that starts, and stores with its run which ones its plan uses. Returns the
 * reason if the task must not be executed.
 */
export function selectProviders(tx: Tx, { run: id, phase }: Task): Selection | { readonly refusal: string } {
  const run = tx.get("runs", id)!;
  const workspace = tx.get("workspaces", run.workspace)!;
  const resolution = providersFor(tx, workspace);
  if (resolution.error !== undefined) return { refusal: resolution.error };
  let used = usedOf(resolution);
  if (phase === "apply") {
    const planned = run.providerConfigurations ?? [];
    const refusal = changeSincePlan(planned, used);
    if (refusal !== null) return { refusal };
    used = plannedWith(planned, used);
  } else if (used.length > 0) tx.update("runs", id, { providerConfigurations: remembered(used) });
  const chosen = used.map((candidate) => {
    const configuration = tx.get("provider-configurations", candidate.configuration.id)!;
    return { candidate, configuration, parameters: parametersOf(tx, configuration.id) };
  });
  const lifetime = (workspace.runOperationTimeout ?? DEFAULT_TIMEOUT) * 60;
  return { chosen, workload: workloadOf(tx, run, phase, workspace), lifetime };
}

/** What the agent gets, including tokens; undefined if there is nothing. @throws IdentityKeyError */
export async function handOver(
  { chosen, workload, lifetime }: Selection,
  issuer: Issuer,
): Promise<ProviderHandover | undefined> {
  if (chosen.length === 0) return undefined;
  const folder = `folder-${randomBytes(12).toString("hex")}`;
  const configurations: ProvidedConfiguration[] = [];
  // If two configurations export the same variable, the one without an alias wins, then the order of aliases decides.
  const exporting = [...chosen].sort((a, b) => compare(a.candidate.alias ?? "", b.candidate.alias ?? ""));
  const exported = new Map<string, Chosen>();
  const made = new Map<Chosen, { readonly credentials: Credentials; readonly token: string }>();
  for (const each of exporting) {
    const need = tokenNeed(each.configuration);
    const token = need === null ? "" : await issuer.token(claimsOf(workload, need), lifetime);
    const credentials = credentialsOf(each.configuration, each.parameters, { token, folder });
    made.set(each, { credentials, token });
    if (each.configuration.exportShellVariables !== true) continue;
    for (const name of Object.keys(credentials.variables)) if (!exported.has(name)) exported.set(name, each);
  }
  for (const each of chosen) {
    const { credentials, token } = made.get(each)!;
    const applyOnly = each.configuration.applyOnly === true;
    const withheld = applyOnly && workload.phase === "plan";
    const variables = Object.entries(credentials.variables).filter(([name]) => exported.get(name) === each);
    configurations.push({
      ...each.candidate.configuration,
      provider: each.candidate.provider!,
      alias: each.candidate.alias,
      reason: each.candidate.reason,
      applyOnly,
      arguments: credentials.arguments.map(
        ({ path, value, hcl = false, sensitive = false, yields = false }) => ({
          path,
          value: withheld ? "" : value,
          hcl,
          sensitive: sensitive || applyOnly,
          yields,
        }),
      ),
      variables: withheld ? {} : Object.fromEntries(variables),
      files: withheld ? {} : credentials.files,
      secrets: withheld ? [] : secretTexts(credentials, token),
    });
  }
  return { folder, configurations };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
