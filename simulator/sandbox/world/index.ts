import type { Registry } from "../../core/compile.js";
import { ApiError, type ErrorItem, textOf } from "../../core/errors.js";
import type { Caller, Operation } from "../../core/resource.js";
import type { Tx } from "../../core/schema.js";
import { createEntity, createOperation, updateEntity } from "../../core/service.js";
import type { Services } from "../../core/services.js";
import { type Fault, type Place, SeedError } from "./errors.js";
import { orderOf, type Step } from "./order.js";
import type { Field, World } from "./read.js";
import { type Linked, labelOf, recordsOf } from "./records.js";
import { makeTokens } from "./tokens.js";

export { SeedError } from "./errors.js";
export type { World } from "./read.js";

/** Everything is created in the name of the administrator. */
const administrator = (user: string): Caller => ({
  user,
  unrestricted: true,
  can: () => true,
  holds: () => true,
  within: () => true,
});

/** The id that a world gives its account, or undefined. @throws SeedError */
export function accountOf({ file, account }: World): string | undefined {
  const field = account?.fields.get("id");
  if (field === undefined) return undefined;
  if (typeof field.value === "string") return field.value;
  throw new SeedError(file, [{ at: field.at, message: "account: 'id' must be a text such as acc-lesson." }]);
}

/** Functions that run in the transaction of a world, before it is created and after. */
export interface Around {
  before(tx: Tx): void;
  after(tx: Tx): void;
}

/**
 * Creates a world under the same rules as the API, in one transaction: all of it or nothing. Returns the number of objects.
 * @throws SeedError
 */
export function seed(services: Services, registry: Registry, world: World, around?: Around): number {
  const faults: Fault[] = [];
  const records = recordsOf(world, registry, faults);
  const steps = orderOf(records, faults);
  refuse(world, faults);
  return services.store.transact((tx) => {
    around?.before(tx);
    const [admin] = tx.all("users");
    const context = {
      now: services.clock.now(),
      caller: administrator(admin!.id),
      services,
      params: new URLSearchParams(),
      describes: true,
      asItIs: world.asItIs,
    };
    const op = createOperation(registry, tx, context);
    changeAccount(op, registry, world);
    const ids = new Map<Step["record"], string>();
    for (const step of steps) carryOut(op, step, ids, world);
    linkAccount(op, registry, world);
    const tokens = makeTokens(op, world, faults);
    refuse(world, faults);
    around?.after(tx);
    return records.length + tokens;
  });
}

function refuse({ file }: World, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new SeedError(
    file,
    [...faults].sort((a, b) => a.at.line - b.at.line || a.at.col - b.at.col),
  );
}

function carryOut(op: Operation, step: Step, ids: Map<Step["record"], string>, world: World): void {
  const { record, links } = step;
  const { compiled, item, attributes, parent } = record;
  requireParent(op, record, world);
  const data = (isNew: boolean) => ({
    data: {
      type: compiled.type,
      ...(isNew && { attributes }),
      relationships: Object.fromEntries(links.flatMap(linkage)),
    },
  });
  attempt(world, labelOf(item), item.at, item.fields, () => {
    if (step.kind === "create") {
      const options = { ...(record.id !== undefined && { id: record.id }), ...(parent && { parent }) };
      ids.set(record, createEntity(compiled, op, data(true), options).id);
    } else {
      const previous = op.reader.get(compiled.type, ids.get(record)!);
      updateEntity(compiled, op, previous, data(false));
    }
  });
}

/** The parent of an object that is created below another one, for which there is no relationship that the rules would check. */
function requireParent(
  { reader }: Operation,
  { compiled, item, parent }: Step["record"],
  { file }: World,
): void {
  const { under } = compiled.resource;
  if (parent === null || under === undefined || reader.get(under.type, parent.id) !== undefined) return;
  const { at } = item.fields.get(under.link)!;
  throw new SeedError(file, [{ at, message: `${labelOf(item)}: there is no ${under.link} '${parent.id}'.` }]);
}

function linkage({ name, link, ids }: Linked) {
  // The object below which it is created is not part of the document.
  if (link === null) return [];
  const identifiers = ids.map((id) => ({ type: link.target, id }));
  return [[name, { data: link.kind === "to-one" ? (identifiers[0] ?? null) : identifiers }]];
}

/** The account exists already. The world may name it and set what an operator can set. */
function changeAccount(op: Operation, registry: Registry, world: World): void {
  const { account } = world;
  if (account === null) return;
  const compiled = registry.of("accounts");
  const attributes = Object.fromEntries(
    [...account.fields]
      .filter(([name]) => name !== "id" && !compiled.links.has(name))
      .map(([name, { value }]) => [name, value]),
  );
  for (const [name, { at }] of account.fields)
    if (name !== "id" && !compiled.attributes.get(name)?.writable && !compiled.links.get(name)?.writable)
      throw new SeedError(world.file, [
        { at, message: `account: an account has no '${name}' that can be set.` },
      ]);
  attempt(world, "account", account.at, account.fields, () => {
    const previous = op.reader.get("accounts", op.services.accountId);
    updateEntity(compiled, op, previous, { data: { type: "accounts", attributes } });
  });
}

/** Links the account to its owner and its identity provider, once these exist. */
function linkAccount(op: Operation, registry: Registry, world: World): void {
  const { account } = world;
  const compiled = registry.of("accounts");
  const links = [...(account?.fields ?? [])].filter(([name]) => compiled.links.get(name)?.writable);
  if (account === null || links.length === 0) return;
  const relationships = Object.fromEntries(
    links.map(([name, { value }]) => [
      name,
      { data: value === null ? null : { type: compiled.links.get(name)!.target, id: value } },
    ]),
  );
  attempt(world, "account", account.at, account.fields, () => {
    const previous = op.reader.get("accounts", op.services.accountId);
    updateEntity(compiled, op, previous, { data: { type: "accounts", relationships } });
  });
}

/** Runs a step. An error of the API's rules becomes one with its position in the file. */
function attempt(
  { file }: World,
  label: string,
  at: Place,
  fields: ReadonlyMap<string, Field>,
  work: () => void,
): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new SeedError(
      file,
      error.items.map((item) => ({ at: placeIn(item, fields) ?? at, message: `${label}: ${textOf(item)}` })),
    );
  }
}

/** The position of the field that an error points at (`/data/relationships/environment`), or of the id that it names. */
function placeIn(error: ErrorItem, fields: ReadonlyMap<string, Field>): Place | undefined {
  const { pointer } = error;
  const names = (value: unknown) => typeof value === "string" && textOf(error).includes(`'${value}'`);
  const [, , part, name] = pointer?.split("/") ?? [];
  const field =
    pointer === undefined
      ? [...fields.values()].find(({ value }) => (Array.isArray(value) ? value.some(names) : names(value)))
      : fields.get(name ?? part ?? "");
  const index = Array.isArray(field?.value) ? field.value.findIndex(names) : -1;
  return (index >= 0 ? field?.items[index] : undefined) ?? field?.at;
}
