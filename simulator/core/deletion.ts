/**
 * One ordered table says what a deletion does to all other objects. A deletion runs in the transaction of its request,
 * as a whole or not at all:
 *
 * 1. Find all objects that are deleted with the object, from the object outward (`goes`).
 * 2. Reject the deletion if an object that stays is linked to one of them (`holds`), or if a rule of its type
 *    forbids it (`deletion.refuse`).
 * 3. From the outermost inward, end what belongs to each object (`deletion.leaving`, such as an agent's tasks, R19),
 *    clear the links to it (`unlinked`), and delete it.
 */
import type { AnyEntity, Registry } from "./compile.js";
import { deletionRefusal, type Holder, refusalAlong } from "./deletion-rules.js";
import type { Entities, EntityType } from "./entities.js";
import { conflict } from "./errors.js";
import { camelCase, contractOf, storedLinks, typeOfModel } from "./kept-types/fields.js";
import { DATA_TYPES, specOf } from "./kept-types/table.js";
import type { Operation } from "./resource.js";
import { INDEXES, type Reader, type Tx } from "./schema.js";

/** One kind of link to a type, and what happens to the objects that have it when their target is deleted. */
export interface DeletionRow {
  /** The type of the deleted object. */
  readonly of: EntityType;
  /** The type of the linked objects, and the index that finds them. */
  readonly type: EntityType;
  readonly by: string;
  /** `goes`: they are deleted too. `unlinked`: their link is cleared. `holds`: the deletion is rejected (409). */
  readonly effect: "goes" | "unlinked" | "holds";
  /** The field that holds the link, to be cleared. */
  readonly field?: string;
  /** What errors call an object that prevents the deletion. */
  readonly as?: string;
}

type Index = readonly [type: EntityType, by: string];

const goes = (of: EntityType, ...linked: readonly Index[]): DeletionRow[] =>
  linked.map(([type, by]) => ({ of, type, by, effect: "goes" }));

const unlinked = (of: EntityType, type: EntityType, by: string, field: string): DeletionRow => ({
  of,
  type,
  by,
  effect: "unlinked",
  field,
});

const holds = (of: EntityType, type: EntityType, by: string, as: string): DeletionRow => ({
  of,
  type,
  by,
  effect: "holds",
  as,
});

/** `ProviderConfigurationLink` is a provider configuration link. */
const inWords = (model: string) => model.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

/** The rows of the types that are kept as data: a link holds its target, belongs to it, or is cleared. */
function keptRow(type: EntityType, link: string, of: EntityType): DeletionRow {
  const { holds: held = [], belongsTo = [] } = specOf(type);
  const field = camelCase(link);
  if (held.includes(link)) return holds(of, type, field, inWords(contractOf(type).model));
  return belongsTo.includes(link) ? goes(of, [type, field])[0]! : unlinked(of, type, field, field);
}

/** All deletions. The order of a type's rows is the order in which errors name objects and deletions happen. */
export const DELETIONS: readonly DeletionRow[] = [
  // R18: a pool with a link to it cannot be deleted.
  holds("agent-pools", "accounts", "defaultPool", "the account (as its default)"),
  holds("agent-pools", "workspaces", "pool", "workspace"),
  holds("agent-pools", "environments", "pool", "environment (as its default)"),
  holds("agent-pools", "vcs-providers", "pool", "VCS provider"),
  // R19: the tokens of the pool and the sessions of its agents stop working.
  ...goes("agent-pools", ["agents", "pool"], ["access-tokens", "owner"]),
  ...goes("agents", ["access-tokens", "owner"]),
  // The agents that joined by a token lose their sessions with it.
  ...goes("access-tokens", ["access-tokens", "issuedBy"], ["agents", "sessionToken"]),

  ...goes("users", ["access-tokens", "owner"], ["account-users", "user"], ["access-policies", "user"]),
  unlinked("users", "teams", "user", "users"),
  // The administrator becomes the owner of the account again.
  unlinked("users", "accounts", "owner", "owner"),
  ...goes("service-accounts", ["access-tokens", "owner"], ["access-policies", "serviceAccount"]),
  ...goes("teams", ["access-policies", "team"]),
  unlinked("teams", "service-accounts", "owner", "owners"),
  holds("roles", "access-policies", "role", "access policy"),

  ...goes("environments", ["workspaces", "environment"]),
  ...goes("environments", ["vars", "environment"], ["access-policies", "environment"]),
  unlinked("environments", "environments", "federated", "federatedEnvironments"),
  // R3: an object that loses its last environment is available in no environment. It is never shared by accident.
  unlinked("environments", "agent-pools", "environment", "environments"),
  unlinked("environments", "agent-pools", "own", "environment"),
  unlinked("environments", "vcs-providers", "environment", "environments"),

  ...goes("workspaces", ["runs", "workspace"], ["configuration-versions", "workspace"]),
  ...goes("workspaces", ["state-versions", "workspace"], ["vars", "workspace"]),
  ...goes("workspaces", ["access-policies", "workspace"]),
  unlinked("workspaces", "workspaces", "consumer", "remoteStateConsumers"),
  ...goes(
    "runs",
    ["tasks", "run"],
    ["plans", "run"],
    ["applies", "run"],
    ["policy-checks", "run"],
    ["policy-check-results", "run"],
    ["cost-estimates", "run"],
    ["notices", "run"],
    ["drift-reports", "run"],
  ),
  ...goes("workspaces", ["drift-reports", "workspace"]),
  // States outlive the run that made them.
  unlinked("runs", "state-versions", "run", "run"),
  ...goes("configuration-versions", ["vcs-revisions", "configurationVersion"]),
  ...goes("module-versions", ["vcs-revisions", "moduleVersion"]),
  ...goes("policy-groups", ["vcs-revisions", "policyGroup"], ["policy-previews", "policyGroup"]),
  ...goes("policy-previews", ["policy-check-results", "preview"], ["vcs-tasks", "policyPreview"]),
  ...goes("hooks", ["vcs-revisions", "follower"]),
  ...goes("checkov-integrations", ["vcs-revisions", "follower"]),

  ...goes("slack-integrations", ["notices", "integration"]),
  ...goes("aws-event-bridge-integrations", ["notices", "integration"]),

  holds("vcs-providers", "workspaces", "vcsProvider", "workspace"),
  holds("account-ssh-keys", "workspaces", "sshKey", "workspace"),
  holds("storage-profiles", "environments", "storageProfile", "environment"),
  unlinked(
    "provider-configurations",
    "environments",
    "defaultProviderConfiguration",
    "defaultProviderConfigurations",
  ),
  unlinked("var-sets", "workspaces", "varSet", "varSets"),
  unlinked("module-versions", "workspaces", "moduleVersion", "moduleVersion"),
  unlinked("tags", "environments", "tag", "tags"),
  unlinked("tags", "workspaces", "tag", "tags"),

  ...(Object.keys(DATA_TYPES) as EntityType[]).flatMap((type) =>
    storedLinks(type)
      .map(([link, { target }]) => [link, typeOfModel(target) as EntityType] as const)
      // The account is never deleted, records of who did something outlive the user, and some targets are not stored.
      .filter(([link, target]) => link !== "account" && target !== "users" && target in INDEXES)
      .map(([link, target]) => keptRow(type, link, target)),
  ),
];

/** By effect and the type of what is deleted. */
const ROWS: Readonly<Record<DeletionRow["effect"], Map<EntityType, DeletionRow[]>>> = {
  goes: new Map(),
  unlinked: new Map(),
  holds: new Map(),
};
for (const row of DELETIONS) {
  const rows = ROWS[row.effect].get(row.of);
  if (rows) rows.push(row);
  else ROWS[row.effect].set(row.of, [row]);
}

const rowsOf = (type: EntityType, effect: DeletionRow["effect"]): readonly DeletionRow[] =>
  ROWS[effect].get(type) ?? [];

const linkedTo = ({ type, by }: DeletionRow, id: string, reader: Reader): readonly AnyEntity[] =>
  reader.find(type, by, id);

const keyOf = ({ type, id }: AnyEntity) => `${type}/${id}`;

/** An object and all objects that are deleted with it, by type and id, from the object outward. */
type Going = ReadonlyMap<string, AnyEntity>;

function goingWith(reader: Reader, entity: AnyEntity): Going {
  const going = new Map<string, AnyEntity>([[keyOf(entity), entity]]);
  // A map is iterated in the order of insertion, including entries that are added meanwhile.
  for (const { type, id } of going.values())
    for (const row of rowsOf(type, "goes"))
      for (const linked of linkedTo(row, id, reader))
        going.set(keyOf(linked), going.get(keyOf(linked)) ?? linked);
  return going;
}

/** The objects that are not deleted but linked to the object, and so prevent the deletion. */
const holdersOf = (reader: Reader, entity: AnyEntity, going: Going): Holder[] =>
  rowsOf(entity.type, "holds").flatMap((row) =>
    linkedTo(row, entity.id, reader)
      .filter((linked) => !going.has(keyOf(linked)))
      .map(({ id, name }) => (row.type === "accounts" ? { as: row.as! } : { as: row.as!, id, name })),
  );

function clearLinks(tx: Tx, entity: AnyEntity, going: Going): void {
  for (const row of rowsOf(entity.type, "unlinked"))
    for (const linked of linkedTo(row, entity.id, tx)) {
      if (going.has(keyOf(linked))) continue;
      const held = linked[row.field!] as string | readonly string[];
      const left = typeof held === "string" ? null : held.filter((id) => id !== entity.id);
      tx.update(row.type, linked.id, { [row.field!]: left } as never);
    }
}

function carryOut(tx: Tx, going: Going, leaving: (entity: AnyEntity) => void): void {
  for (const entity of [...going.values()].reverse()) {
    leaving(entity);
    clearLinks(tx, entity, going);
    tx.delete(entity.type, entity.id);
  }
}

/** Deletes an object, without any check, with all objects that are deleted with it. */
export const deleteQuietly = <T extends EntityType>(tx: Tx, entity: Entities[T]): void =>
  carryOut(tx, goingWith(tx, entity), () => {});

/**
 * Deletes an object with all objects that are deleted with it. `asked` is false if the caller asked to delete another
 * object, which takes this one with it. @throws ApiError 409, and nothing was changed
 */
export function deleteEntity(registry: Registry, op: Operation, entity: AnyEntity, asked = true): void {
  const going = goingWith(op.reader, entity);
  const rulesOf = ({ type }: AnyEntity) =>
    registry.has(type) ? registry.of(type).resource.deletion : undefined;
  for (const each of going.values()) {
    const refusal =
      rulesOf(each)?.refuse?.(each, op, asked && each === entity) ??
      deletionRefusal(each, holdersOf(op.reader, each, going));
    if (refusal !== null) throw conflict(each === entity ? refusal : refusalAlong(entity, refusal));
  }
  carryOut(op.tx, going, (each) => rulesOf(each)?.leaving?.(op, each, entity));
}
