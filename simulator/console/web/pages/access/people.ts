import type { AccessPolicy } from "../../../../core/entities.js";
import { environmentName, workspacePath } from "../../data/derived.js";
import { world } from "../../data/world.js";
import type { Option } from "../../parts/fields.js";

const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label);

/** The users to choose from, by email. */
export const users = (): readonly Option[] =>
  world
    .all("users")
    .map(({ id, email }) => ({ value: id, label: email }))
    .sort(byLabel);

/** The service accounts to choose from. */
export const serviceAccounts = (): readonly Option[] =>
  world
    .all("service-accounts")
    .map(({ id, name }) => ({ value: id, label: `${name} (service account)` }))
    .sort(byLabel);

/** The teams to choose from. */
export const teams = (): readonly Option[] =>
  world
    .all("teams")
    .map(({ id, name }) => ({ value: id, label: `${name} (team)` }))
    .sort(byLabel);

/** The scopes below the account: environments, each with its workspaces. */
export const places = (): readonly Option[] => [
  ...world
    .all("environments")
    .map(({ id, name }) => ({ value: id, label: `Environment ${name}` }))
    .sort(byLabel),
  ...world
    .all("workspaces")
    .map(({ id }) => ({ value: id, label: `Workspace ${workspacePath(id)}` }))
    .sort(byLabel),
];

/** The role's name, or its id where the caller may not see it. */
export const roleName = (id: string): string => world.get("roles", id)?.name ?? id;

/** To whom a policy grants. */
export function subjectOf({ user, team, serviceAccount }: AccessPolicy): string {
  if (user !== null) return world.get("users", user)?.email ?? user;
  if (team !== null) return `${world.get("teams", team)?.name ?? team} (team)`;
  return `${world.get("service-accounts", serviceAccount)?.name ?? serviceAccount} (service account)`;
}

/** Where a policy grants. */
export function scopeOf({ environment, workspace }: AccessPolicy): string {
  if (workspace !== null) return `Workspace ${workspacePath(workspace)}`;
  return environment === null ? "Account" : `Environment ${environmentName(environment)}`;
}
