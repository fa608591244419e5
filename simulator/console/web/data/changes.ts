import { account, environmentName, poolName, workspacePath } from "./derived.js";

/** A hypothetical change of links, access or defaults, or a deletion. */
export type AskedChange =
  /** Null takes the default away, or the link. */
  | { readonly kind: "account-default"; readonly pool: string | null }
  | { readonly kind: "environment-default"; readonly environment: string; readonly pool: string | null }
  | { readonly kind: "link"; readonly workspace: string; readonly pool: string | null }
  /** Null shares the pool with every environment. */
  | { readonly kind: "access"; readonly pool: string; readonly environments: readonly string[] | null }
  | { readonly kind: "delete-pool"; readonly pool: string }
  | { readonly kind: "delete-environment"; readonly environment: string }
  | { readonly kind: "delete-workspace"; readonly workspace: string };

/** An operation of the API (of JSON:API's atomic operations). */
type Operation = Readonly<Record<string, unknown>>;

const one = (pool: string | null) => ({ data: pool === null ? null : { type: "agent-pools", id: pool } });
const update = (type: string, id: string, rest: object): Operation => ({
  op: "update",
  data: { type, id, ...rest },
});
const remove = (type: string, id: string): Operation => ({ op: "remove", ref: { type, id } });

/** The change as an operation; null if there is nothing to remove. */
export function operationOf(change: AskedChange): Operation | null {
  switch (change.kind) {
    case "account-default": {
      const id = change.pool ?? account()?.defaultAgentPool ?? null;
      return id === null
        ? null
        : update("agent-pools", id, { attributes: { default: change.pool !== null } });
    }
    case "environment-default":
      return update("environments", change.environment, {
        relationships: { "default-workspace-agent-pool": one(change.pool) },
      });
    case "link":
      return update("workspaces", change.workspace, { relationships: { "agent-pool": one(change.pool) } });
    case "access": {
      const data = (change.environments ?? []).map((id) => ({ type: "environments", id }));
      return update("agent-pools", change.pool, {
        attributes: { "is-shared": change.environments === null },
        relationships: { environments: { data } },
      });
    }
    case "delete-pool":
      return remove("agent-pools", change.pool);
    case "delete-environment":
      return remove("environments", change.environment);
    case "delete-workspace":
      return remove("workspaces", change.workspace);
  }
}

/** The change in words. */
export function wordsOf(change: AskedChange): string {
  switch (change.kind) {
    case "account-default":
      return change.pool === null
        ? "The account has no default pool"
        : `The account's default pool is ${poolName(change.pool)}`;
    case "environment-default":
      return change.pool === null
        ? `Environment ${environmentName(change.environment)} has no default pool`
        : `The default pool of environment ${environmentName(change.environment)} is ${poolName(change.pool)}`;
    case "link":
      return change.pool === null
        ? `Workspace ${workspacePath(change.workspace)} is linked to no pool`
        : `Workspace ${workspacePath(change.workspace)} is linked to pool ${poolName(change.pool)}`;
    case "access": {
      const names = change.environments?.map(environmentName);
      const who = names === undefined ? "every environment" : names.join(", ") || "no environment";
      return `Pool ${poolName(change.pool)} is available in ${who}`;
    }
    case "delete-pool":
      return `Pool ${poolName(change.pool)} is deleted`;
    case "delete-environment":
      return `Environment ${environmentName(change.environment)} is deleted`;
    case "delete-workspace":
      return `Workspace ${workspacePath(change.workspace)} is deleted`;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);

/** The required members of each kind. An address may have been written by hand. */
const MEMBERS: Readonly<Record<AskedChange["kind"], Readonly<Record<string, (value: unknown) => boolean>>>> =
  {
    "account-default": { pool: isTextOrNull },
    "environment-default": { environment: isText, pool: isTextOrNull },
    link: { workspace: isText, pool: isTextOrNull },
    access: {
      pool: isText,
      environments: (value) => value === null || (Array.isArray(value) && value.every(isText)),
    },
    "delete-pool": { pool: isText },
    "delete-environment": { environment: isText },
    "delete-workspace": { workspace: isText },
  };

/** The changes in an address. Invalid ones are ignored. */
export function changesIn(text: string | null): readonly AskedChange[] {
  try {
    const given: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(given) ? given.filter(isChange) : [];
  } catch {
    return [];
  }
}

function isChange(value: unknown): value is AskedChange {
  if (typeof value !== "object" || value === null) return false;
  const { kind } = value as { readonly kind?: unknown };
  if (!isText(kind) || !Object.hasOwn(MEMBERS, kind)) return false;
  const members = MEMBERS[kind as AskedChange["kind"]];
  return Object.entries(members).every(([name, fits]) => fits((value as Record<string, unknown>)[name]));
}
