import { invalidAttribute } from "../core/errors.js";
import { camelCase, contractOf, storedLinks } from "../core/kept-types/fields.js";
import type { DataSpec } from "../core/kept-types/spec.js";
import type { DataObject, DataType } from "../core/kept-types/types.js";
import type { Input, Operation } from "../core/resource.js";
import { refuseRevealing } from "../workspaces/variables.js";
import { type Changes, COMPLETIONS } from "./completions.js";
import { DATA_RULES } from "./rules.js";

/** Fields of a new object that no request can set. */
function initialFields(type: string, spec: DataSpec, op: Operation): Changes {
  const { attributes } = contractOf(type);
  const fields: Changes = { createdBy: op.caller.user };
  for (const [name, { writable }] of Object.entries(attributes)) {
    if (writable) continue;
    fields[camelCase(name)] = spec.values?.[name] ?? null;
  }
  for (const [name, { kind, writable }] of storedLinks(type)) {
    if (!writable) fields[camelCase(name)] = kind === "to-many" ? [] : null;
  }
  if ("created-at" in attributes) fields.createdAt = op.now;
  return fields;
}

/** An object is either shared with every environment or assigned to some. */
function share(input: Input<DataObject>, previous: DataObject | null, changes: Changes): void {
  const environments = changes.environments as readonly string[] | undefined;
  if (input.given.has("is-shared") && changes.isShared && environments?.length) {
    throw invalidAttribute("is-shared", "It is shared with every environment or assigned to some, not both.");
  }
  if (!input.given.has("is-shared") && environments?.length) changes.isShared = false;
  if (changes.isShared ?? previous?.isShared) changes.environments = [];
}

/** Completes a request: who and when, the account, and sharing. */
export const prepareData =
  (type: string, spec: DataSpec) =>
  (op: Operation, input: Input<DataObject>, previous: DataObject | null): Input<DataObject> => {
    const { attributes, relationships } = contractOf(type);
    const changes: Changes =
      previous === null ? { ...initialFields(type, spec, op), ...input.changes } : { ...input.changes };
    if (previous === null && "account" in relationships) changes.account = op.services.accountId;
    if ("updated-at" in attributes) {
      const isNew = previous === null && attributes["updated-at"]!.nullable === true;
      changes.updatedAt = isNew ? null : op.now;
      changes.updatedBy = isNew ? null : op.caller.user;
    }
    if ("is-shared" in attributes && "environments" in relationships) share(input, previous, changes);
    COMPLETIONS[type]?.(op, changes, previous);
    // Its times count from here on.
    if (type === "run-schedule-rules" && (previous === null || input.given.has("schedule")))
      changes.since = op.now;
    if (spec.sensitiveValue) refuseRevealing({ ...input, changes }, previous as never);
    return { ...input, changes: changes as Partial<DataObject> };
  };

/** Checks the rules of the type, and that the name is unique in its scope. */
export const checkData =
  (type: string, { uniqueIn, nameAttribute = "name" }: DataSpec) =>
  (op: Operation, next: DataObject, previous: DataObject | null): void => {
    DATA_RULES[type]?.(op, next, previous);
    if (uniqueIn === undefined) return;
    const [name, scope] = [camelCase(nameAttribute), camelCase(uniqueIn)];
    const category = "category" in contractOf(type).attributes;
    const other = op.reader
      .find(type as DataType, "name", next[name])
      .find(
        (each: DataObject) =>
          each.id !== next.id &&
          (each[scope] ?? null) === (next[scope] ?? null) &&
          (!category || each.category === next.category),
      );
    if (!other) return;
    const kind = type.replaceAll("-", " ");
    throw invalidAttribute(
      nameAttribute,
      `The name '${next[name]}' is taken by another of the ${kind} (${other.id}).`,
    );
  };
