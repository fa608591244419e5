/** Checks R3, R5 and R6 during a plan, if the API shows enough about the linked objects. Otherwise the apply checks them. */

import type { Plain } from "../../../engine/values/index.js";
import { type Resource, toOneId } from "../../client/index.js";
import type { PlanFacts } from "../framework/definition.js";
import type { Finding, PlainObject } from "../framework/index.js";
import { SELF_HOSTED_VCS_TYPES } from "./vcs-types.js";

const naming = ({ id, attributes }: Resource) => `${JSON.stringify(attributes.name)} (${id})`;

/** A link that does not change was checked when it was made. */
export function changedPool(
  attribute: string,
  planned: PlainObject,
  prior: PlainObject | null,
): string | null {
  const pool = planned[attribute];
  return typeof pool === "string" && pool !== prior?.[attribute] ? pool : null;
}

/** R5: a pool on which runs execute. R3: `environment` must have access to it, if one is given. */
export async function runPoolFindings(
  facts: PlanFacts,
  {
    pool: id,
    attribute,
    environment,
  }: { pool: string | null; attribute: string; environment?: Plain | undefined },
): Promise<Finding[]> {
  const pool = id === null ? null : await facts.object("agent-pools", id);
  if (!pool) return [];
  if (pool.attributes["vcs-enabled"] === true) {
    const detail =
      `Agent pool ${naming(pool)} is a VCS pool: its agents connect to VCS providers and execute no runs (R5). Use a pool with ` +
      `vcs_enabled = false.`;
    return [{ summary: "A VCS pool executes no runs", detail, attribute }];
  }
  const allowed = facts.environmentsOf(pool);
  if (typeof environment !== "string" || allowed === undefined || allowed.includes(environment)) return [];
  const found = await facts.object("environments", environment);
  const whom = allowed.length === 0 ? "no environment" : `${allowed.join(", ")} alone`;
  const detail =
    `Agent pool ${naming(pool)} is available to ${whom}, not to environment ${found ? naming(found) : environment} (R3), so the ` +
    `apply will be refused unless something before it gives access: add the environment to the pool's environments or by a ` +
    `scalr_agent_pool_environment_access that this resource depends on, or give another pool.`;
  return [{ severity: "warning", summary: "The environment may not use the agent pool", detail, attribute }];
}

/** R5: a pool whose agents are to serve a VCS provider. */
export async function vcsPoolFindings(
  facts: PlanFacts,
  { pool: id, attribute }: { pool: string | null; attribute: string },
): Promise<Finding[]> {
  const pool = id === null ? null : await facts.object("agent-pools", id);
  if (pool?.attributes["vcs-enabled"] !== false) return [];
  const detail = `Agent pool ${naming(pool)} executes runs, so its agents cannot connect to a VCS provider (R5). Use a pool with vcs_enabled = true.`;
  return [{ summary: "A pool for runs cannot connect to a VCS provider", detail, attribute }];
}

/** R6: a VCS provider of another stack that a link gives a pool. */
export async function selfHostedFindings(
  facts: PlanFacts,
  id: Plain | undefined,
  attribute: string,
): Promise<Finding[]> {
  const provider = await facts.object("vcs-providers", id);
  const type = provider?.attributes["vcs-type"];
  if (!provider || typeof type !== "string" || SELF_HOSTED_VCS_TYPES.includes(type)) return [];
  const detail =
    `VCS provider ${naming(provider)} is of the kind ${type}, whose server scalr.io reaches without agents. Only ` +
    `${SELF_HOSTED_VCS_TYPES.join(", ")} take a pool (R6). Remove this link, or link a VCS provider of such a kind.`;
  return [{ summary: "A VCS pool needs a self-hosted VCS provider", detail, attribute }];
}

/** The environment of a workspace that another stack owns. */
export async function environmentOf(
  facts: PlanFacts,
  workspace: Plain | undefined,
): Promise<string | undefined> {
  const found = await facts.object("workspaces", workspace);
  return found ? (toOneId(found, "environment") ?? undefined) : undefined;
}
