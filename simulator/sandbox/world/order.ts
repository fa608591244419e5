import type { Fault } from "./errors.js";
import { type Linked, labelOf, type Record } from "./records.js";

/** A step in creating a world: creating an object without the links that have to wait, or setting these links. */
export type Step =
  | { readonly kind: "create"; readonly record: Record; readonly links: readonly Linked[] }
  | { readonly kind: "link"; readonly record: Record; readonly links: readonly Linked[] };

/**
 * Sorts objects after those that they are linked to, otherwise in the file's order. In a circle of links, such as an environment
 * and the pool that is its default and is assigned to it, one link is set later.
 */
export function orderOf(records: readonly Record[], faults: Fault[]): readonly Step[] {
  const declared = new Set(records.flatMap(({ id }) => id ?? []));
  const made = new Set<string>();
  const isReady = ({ ids }: Linked) => ids.every((id) => made.has(id) || !declared.has(id));
  const steps: Step[] = [];
  const later: Step[] = [];
  let waiting = [...records];
  const create = (record: Record) => {
    const wait = record.links.filter((each) => !isReady(each));
    steps.push({ kind: "create", record, links: record.links.filter(isReady) });
    if (wait.length > 0) later.push({ kind: "link", record, links: wait });
    if (record.id !== undefined) made.add(record.id);
    waiting = waiting.filter((each) => each !== record);
  };
  while (waiting.length > 0) {
    const ready = waiting.filter(({ links }) => links.every(isReady));
    if (ready.length > 0) {
      for (const record of ready) create(record);
      continue;
    }
    const possible = waiting.find(({ links }) => links.every((each) => each.later || isReady(each)));
    if (possible === undefined) {
      faults.push(...waiting.flatMap((record) => circle(record, isReady)));
      return steps;
    }
    create(possible);
  }
  return [...steps, ...later];
}

const circle = (record: Record, isReady: (link: Linked) => boolean): readonly Fault[] =>
  record.links
    .filter((each) => !each.later && !isReady(each))
    .map(({ name, ids, field }) => ({
      at: field.at,
      message: `${labelOf(record.item)}: '${name}' leads back to itself by way of ${ids.join(", ")}.`,
    }));
