import { requireEntity } from "../../core/authorize.js";
import type { Entities, EntityType } from "../../core/entities.js";
import type { Named } from "../../core/refusals.js";
import type { Caller } from "../../core/resource.js";
import { explainDrift, explainSchedules } from "../../integrations/drift/explain.js";
import { explainHooks } from "../../integrations/hooks/explain.js";
import { explainProviders } from "../../integrations/provider-configurations/resolve.js";
import { explainPool } from "../../pools/resolve.js";
import { demandOf } from "../../runs/dispatch/demand.js";
import type { ExplainedDrifts, ExplainedWaiting } from "../../sandbox/contract/answers.js";
import type { AllPlaces } from "../../sandbox/contract/effect.js";
import { placesOf, readChanges, whatIf } from "../../sandbox/what-if.js";
import type { OperationRequest, SandboxContext } from "./context.js";

/** R4, `GET /workspaces/:id/resolution`: all candidates in order, which one wins, and why the others do not. */
export function explainResolution(context: SandboxContext, { id, caller }: OperationRequest) {
  const { store, accountId } = context.services;
  const workspace = requireShown(context, "workspaces", id, caller);
  return { workspace: { id, name: workspace.name }, ...explainPool(store, accountId, workspace) };
}

/**
 * `GET /workspaces/:id/provider-configurations`: all provider configurations that the workspace's runs could get, which ones they
 * get, and why.
 */
export function explainProviderConfigurations(context: SandboxContext, { id, caller }: OperationRequest) {
  const workspace = requireShown(context, "workspaces", id, caller);
  const explained = explainProviders(context.services.store, workspace);
  return { workspace: { id, name: workspace.name }, ...explained };
}

/** `GET /workspaces/:id/hooks`: the registry hooks that the workspace's runs execute, and its own hooks. */
export function explainWorkspaceHooks(context: SandboxContext, { id, caller }: OperationRequest) {
  const { name, environment, hooks } = requireShown(context, "workspaces", id, caller);
  const own = Object.fromEntries(Object.entries(hooks ?? {}).filter(([, command]) => command));
  return { workspace: { id, name }, ...explainHooks(context.services.store, environment), own };
}

/** `GET /environments/:id/hooks`: the registry hooks that runs in the environment execute. */
export function explainEnvironmentHooks(context: SandboxContext, { id, caller }: OperationRequest) {
  const { name } = requireShown(context, "environments", id, caller);
  return { environment: { id, name }, ...explainHooks(context.services.store, id) };
}

/** `GET /environments/:id/drift`: its schedules, which workspaces they check, why they skip others, and the results. */
export function explainEnvironmentDrift(
  context: SandboxContext,
  { id, caller }: OperationRequest,
): ExplainedDrifts & { environment: Named } {
  const { store, clock } = context.services;
  const { name } = requireShown(context, "environments", id, caller);
  const own = new Set(store.find("workspaces", "environment", id).map((workspace) => workspace.id));
  return {
    environment: { id, name },
    schedules: explainSchedules(store, id, clock.now()),
    found: explainDrift(store, (workspace) => own.has(workspace)),
  };
}

/** `GET /workspaces/:id/drift`: the same for one workspace. */
export function explainWorkspaceDrift(
  context: SandboxContext,
  { id, caller }: OperationRequest,
): ExplainedDrifts & { workspace: Named } {
  const { store, clock } = context.services;
  const { name, environment } = requireShown(context, "workspaces", id, caller);
  const schedules = explainSchedules(store, environment, clock.now()).map((each) => ({
    ...each,
    workspaces: each.workspaces.filter(({ workspace }) => workspace.id === id),
  }));
  return { workspace: { id, name }, schedules, found: explainDrift(store, (workspace) => workspace === id) };
}

/** `GET /agent-pools/:id/demand`: how many tasks need an agent of the pool now, for programs that start and stop agents. */
export function showDemand(context: SandboxContext, { id, caller }: OperationRequest) {
  const pool = requireShown(context, "agent-pools", id, caller);
  const queued = context.dispatch.dispatcher.pools.queued(id);
  return { pool: { id, name: pool.name }, ...demandOf(context.services.store, pool, queued) };
}

/** R12, `GET /runs/:id/waiting`: what the run waits for; null if it does not wait. */
export function explainWaiting(context: SandboxContext, { id, caller }: OperationRequest): ExplainedWaiting {
  const { dispatch } = context;
  const run = requireShown(context, "runs", id, caller);
  return {
    run: id,
    status: run.status,
    position: dispatch.positionInQueue(run),
    waitingFor: dispatch.waitingFor(run),
  };
}

/** The object of a path, if the caller may read it (R21). @throws ApiError 404 */
export function requireShown<T extends EntityType>(
  { services, registry }: SandboxContext,
  type: T,
  id: string,
  caller: Caller | null,
): Entities[T] {
  const compiled = registry.of(type);
  const view = { reader: services.store, now: services.clock.now(), caller: caller!, services };
  return requireEntity(compiled, id, compiled.readPermission, view);
}

/** `POST /what-if`: which workspaces' runs changes would move to another pool, without making the changes. */
export function answerWhatIf({ services, registry }: SandboxContext, { body, caller }: OperationRequest) {
  const { store, accountId, clock } = services;
  const context = { now: clock.now(), caller: caller!, services, params: new URLSearchParams() };
  return whatIf(store, registry, accountId, context, readChanges(body));
}

/** `GET /resolutions`: the pool of every workspace's runs, and why. */
export function listResolutions({ services }: SandboxContext): AllPlaces {
  const places = placesOf(services.store, services.accountId);
  return { workspaces: [...places.values()].map(({ workspace, place }) => ({ ...workspace, ...place })) };
}
