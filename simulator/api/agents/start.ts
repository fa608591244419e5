import { randomBytes } from "node:crypto";
import {
  HOOK_NAMES,
  type InputKind,
  type RunOptions,
  type RunVariable,
  type StartResponse,
} from "../../../agent/protocol/protocol.js";
import { hashOf } from "../../access/tokens.js";
import type { Run, Task, Workspace } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { selectHooks } from "../../integrations/hooks/handover.js";
import { selectPolicies } from "../../integrations/policies/selection.js";
import {
  handOver,
  type Selection,
  selectProviders,
} from "../../integrations/provider-configurations/handover.js";
import { selectScans } from "../../integrations/scans/selection.js";
import { IdentityKeyError } from "../../platform/identity/key.js";
import { isCurrent } from "../../runs/dispatch/orders.js";
import { taskStarted } from "../../runs/run-life.js";
import { categoryOf } from "../../workspaces/variable-rules.js";
import { variablesOf } from "../../workspaces/variables.js";
import type { ApiServices } from "../http/services.js";
import { runAccess } from "../tfe/run-callers.js";
import { callingAgent, noLongerCurrent } from "./callers.js";
import { countField, readFields } from "./fields.js";
import { smallInputs } from "./inputs.js";
import { type Handler, sendJson } from "./route.js";

/** The workspace's variables and those of the run, which take precedence. */
function variablesFor(reader: Reader, run: Run): RunVariable[] {
  const own = run.variables.map(ownVariable);
  const isOwn = (category: string, key: string) =>
    own.some((variable) => variable.category === category && variable.key === key);
  const inherited = variablesOf(reader, run.workspace)
    .map((variable) => ({
      key: variable.key,
      value: variable.value ?? "",
      category: categoryOf(variable),
      hcl: variable.hcl,
      sensitive: variable.sensitive,
    }))
    .filter(({ category, key }) => !isOwn(category, key));
  return [...inherited, ...own];
}

const ownVariable = (variable: Run["variables"][number]): RunVariable => ({
  key: String(variable.key),
  value: String(variable.value ?? ""),
  category: variable.category === "shell" ? "shell" : "terraform",
  hcl: variable.hcl === true,
  sensitive: variable.sensitive === true,
});

function hooksOf({ hooks }: Workspace): RunOptions["hooks"] {
  const given = HOOK_NAMES.map((name) => [name, hooks?.[name]] as const).filter(([, command]) => command);
  return Object.fromEntries(given);
}

function describe(reader: Reader, task: Task, jobToken: string): StartResponse {
  const run = reader.get("runs", task.run)!;
  const workspace = reader.get("workspaces", run.workspace)!;
  const environment = reader.get("environments", workspace.environment)!;
  const version = reader.get("configuration-versions", run.configurationVersion);
  const inputs: InputKind[] = ["configuration"];
  if ((task.baseState ?? null) !== null) inputs.push("state");
  if (task.phase === "apply") inputs.push("plan");
  return {
    jobToken,
    phase: task.phase,
    run: {
      id: run.id,
      isDestroy: run.isDestroy,
      isDry: run.isDry,
      autoApply: run.autoApply,
      refresh: run.refresh,
      refreshOnly: run.refreshOnly,
      targetAddrs: run.targetAddrs,
      replaceAddrs: run.replaceAddrs,
      workingDirectory: [version?.path, workspace.workingDirectory]
        .map((path) => path?.replace(/^\/+/, ""))
        .filter(Boolean)
        .join("/"),
      varFiles: workspace.varFiles,
      variables: variablesFor(reader, run),
      iacPlatform: workspace.iacPlatform,
      iacVersion: workspace.terraformVersion,
      source: run.source,
      hooks: hooksOf(workspace),
      maskSensitive: environment.maskSensitiveOutput,
    },
    workspace: { id: workspace.id, name: workspace.name },
    environment: { id: environment.id, name: environment.name },
    inputs,
  };
}

/** The provider configurations of a task, or why the task must not be executed. */
async function providersOf(
  selection: ReturnType<typeof selectProviders>,
  { issuer }: ApiServices,
): Promise<Pick<StartResponse, "providers" | "refusal">> {
  if ("refusal" in selection) return selection;
  try {
    const providers = await handOver(selection as Selection, issuer);
    return providers === undefined ? {} : { providers };
  } catch (error) {
    if (!(error instanceof IdentityKeyError)) throw error;
    return { refusal: error.message };
  }
}

const hooksFor = (
  selected: ReturnType<typeof selectHooks>,
): Pick<StartResponse, "registryHooks" | "refusal"> => {
  if ("refusal" in selected) return selected;
  return selected.hooks.length === 0 ? {} : { registryHooks: selected.hooks };
};

/**
 * `POST tasks/:id/start`: from here on the task is never assigned again (R17). An agent that did not get the response
 * may repeat the request; each response has a new job token that replaces the previous one.
 */
export function start(services: ApiServices): Handler {
  const { store, clock } = services;
  return async (req, res) => {
    callingAgent(services, req);
    const fields = await readFields(req, res);
    const attempt = countField(fields, "attempt");
    const holds = Array.isArray(fields.holds) ? fields.holds : [];
    const { id } = req.params;
    const agent = callingAgent(services, req);
    services.dispatch.called(agent);
    const jobToken = randomBytes(32).toString("base64url");
    const started = store.transact((tx) => {
      const task = tx.get("tasks", id);
      if (!isCurrent(task, agent.id, attempt)) throw noLongerCurrent(id, attempt);
      if (task.status === "assigned") taskStarted(tx, task, hashOf(jobToken), clock.now());
      else tx.update("tasks", id, { jobTokenHash: hashOf(jobToken) });
      const current = tx.get("tasks", id)!;
      const selection = selectProviders(tx, current);
      const policies = selectPolicies(tx, current, clock.now());
      const scans = selectScans(tx, current);
      const hooks = selectHooks(tx, current);
      return { described: describe(tx, current, jobToken), selection, policies, scans, hooks };
    });
    const { described, selection, policies, scans, hooks } = started;
    const providers = {
      ...scans,
      ...policies,
      ...(await providersOf(selection, services)),
    };
    const missing = described.inputs.filter((kind) => !holds.includes(kind));
    // If a file is missing or damaged, the request for it fails.
    const inline = await smallInputs(services, store.get("tasks", id)!, missing).catch(() => ({}));
    await store.flushed();
    const access = runAccess(services, store.get("tasks", id)!);
    sendJson(res, {
      ...described,
      ...hooksFor(hooks),
      ...providers,
      inline,
      ...(access !== null && { access }),
    } satisfies StartResponse);
  };
}
