/** Finds violations of R3, R5 and R6 that the stack itself shows. The API finds all others. */
import { Token } from "cdktf";
import type { Construct } from "constructs";
import { SELF_HOSTED_VCS_TYPES } from "../resources/shared/vcs-types.js";
import {
  type AgentPoolEnd,
  declaredIn,
  type EnvironmentEnd,
  expressionOf,
  idOf,
  nameOf,
  sameObject,
  type VcsProviderEnd,
  type WorkspaceEnd,
} from "./ends.js";
import { accessesTo, ownEnvironmentsOf } from "./environment-access.js";

/** R5, R3: why the workspace cannot be linked to the pool. */
export function workspaceMistakes(scope: Construct, workspace: WorkspaceEnd, pool: AgentPoolEnd): string[] {
  const what = `workspace ${nameOf(scope, workspace)}`;
  const declared = declaredIn(scope, "workspace", workspace) ?? workspace;
  const environment = typeof declared === "string" ? undefined : declared.environmentIdInput;
  return [
    ...runPoolMistakes(scope, pool, what),
    ...(environment === undefined ? [] : accessMistakes(scope, pool, environment, `${what} is in`)),
  ];
}

/** R5, R3: why the pool cannot be the environment's default. */
export function environmentMistakes(
  scope: Construct,
  environment: EnvironmentEnd,
  pool: AgentPoolEnd,
): string[] {
  const what = `environment ${nameOf(scope, environment)}`;
  return [
    ...runPoolMistakes(scope, pool, `${what} as its default`),
    ...accessMistakes(scope, pool, idOf(environment), "it is to be the default of"),
  ];
}

/** R5: why the pool cannot execute runs. `what` names the object that is linked to it. */
export function runPoolMistakes(scope: Construct, pool: AgentPoolEnd, what: string): string[] {
  if (isVcsPool(scope, pool) !== true) return [];
  return [
    `agent pool ${nameOf(scope, pool)} is a VCS pool, which cannot be linked to ${what} (R5). Link a pool without vcsEnabled, or ` +
      `use this one with a VcsPoolLink.`,
  ];
}

/** R5, R6: why the VCS provider cannot be linked to the pool. */
export function vcsMistakes(scope: Construct, provider: VcsProviderEnd, pool: AgentPoolEnd): string[] {
  const mistakes: string[] = [];
  const what = `VCS provider ${nameOf(scope, provider)}`;
  if (isVcsPool(scope, pool) === false) {
    mistakes.push(
      `agent pool ${nameOf(scope, pool)} is a pool for runs, which cannot be linked to ${what} (R5). Declare a pool with ` +
        `vcsEnabled: true for it.`,
    );
  }
  const declared = declaredIn(scope, "vcsProvider", provider) ?? provider;
  const type = typeof declared === "string" ? undefined : declared.vcsTypeInput;
  const known = type !== undefined && !Token.isUnresolved(type);
  if (known && !SELF_HOSTED_VCS_TYPES.includes(type)) {
    mistakes.push(
      `${what} is of the type "${type}", whose server Scalr can reach itself. Only ${SELF_HOSTED_VCS_TYPES.join(", ")} take a ` +
        `pool (R6). Remove the link, or correct vcsType.`,
    );
  }
  return mistakes;
}

/** R3: whether the pool is, or may be, restricted to some environments. */
export function isRestricted(scope: Construct, pool: AgentPoolEnd): boolean {
  return environmentsOf(scope, pool) !== "all";
}

function isVcsPool(scope: Construct, pool: AgentPoolEnd): boolean | undefined {
  const declared = declaredIn(scope, "agentPool", pool);
  const lookup = typeof pool === "string" ? undefined : pool.vcsEnabledInput;
  const input = declared ? (declared.vcsEnabledInput ?? false) : lookup;
  return typeof input === "boolean" ? input : undefined;
}

/** The ids of the environments with access, or `all`; undefined if the stack does not show it. */
function environmentsOf(scope: Construct, pool: AgentPoolEnd): readonly string[] | "all" | undefined {
  const declared = declaredIn(scope, "agentPool", pool);
  if (!declared) return undefined;
  const single = declared.environmentIdInput;
  const own = ownEnvironmentsOf(declared) ?? (single === undefined ? [] : [single]);
  if (Token.isUnresolved(own)) return undefined;
  const ids = [...own, ...accessesTo(scope, pool).map((one) => idOf(one.environment))];
  return ids.length === 0 || own.includes("*") ? "all" : ids;
}

function accessMistakes(
  scope: Construct,
  pool: AgentPoolEnd,
  environment: string,
  relation: string,
): string[] {
  const allowed = environmentsOf(scope, pool);
  if (allowed === undefined || allowed === "all") return [];
  const wanted = expressionOf(scope, environment);
  const isRefused = allowed.every((id) => sameObject(expressionOf(scope, id), wanted) === false);
  if (!isRefused) return [];
  const owners = allowed.map((id) => nameOf(scope, id)).join(", ");
  return [
    `agent pool ${nameOf(scope, pool)} is available to ${owners} alone, but ${relation} ${nameOf(scope, environment)} (R3). ` +
      `Declare an EnvironmentAccess for that environment, or link another pool.`,
  ];
}
