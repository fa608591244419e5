import type { EntityType } from "./entities.js";
import { naming } from "./refusals.js";

/** The object to delete, as errors name it. */
export interface Deleted {
  readonly type: EntityType;
  readonly id: string;
  readonly name?: string | null;
}

/** An object that is linked to it. Without an id, errors show `as` only. */
export interface Holder {
  readonly as: string;
  readonly id?: string;
  readonly name?: string | null;
}

/** How many objects an error names before it says how many more there are. */
const NAMED = 5;

/** What errors call objects of these types. Objects of other types are shown by name and id only. */
const KINDS: { readonly [T in EntityType]?: string } = {
  "account-ssh-keys": "SSH key",
  "agent-pools": "Agent pool",
  environments: "Environment",
  roles: "Role",
  "storage-profiles": "Storage profile",
  "vcs-providers": "VCS provider",
  workspaces: "Workspace",
};

const named = (id: string, name: string | null | undefined) => (name == null ? id : naming({ id, name }));

const describe = ({ type, id, name }: Deleted) => `${KINDS[type] ? `${KINDS[type]} ` : ""}${named(id, name)}`;

/** R18: why an object with links to it cannot be deleted, naming at most five linked objects, or null. */
export function deletionRefusal(deleted: Deleted, holders: readonly Holder[]): string | null {
  if (holders.length === 0) return null;
  const links = holders.map(({ as, id, name }) => (id === undefined ? as : `${as} ${named(id, name)}`));
  const more = links.length - NAMED;
  const rest = more > 0 ? ` and ${more} more` : "";
  return (
    `${describe(deleted)} is in use and can't be deleted. It is linked to ${links.slice(0, NAMED).join(", ")}${rest}. ` +
    "Unlink it first."
  );
}

/** Why an object cannot be deleted because of an object that would be deleted with it. */
export const refusalAlong = (deleted: Deleted, refusal: string): string =>
  `${describe(deleted)} can't be deleted with all that belongs to it. ${refusal}`;
