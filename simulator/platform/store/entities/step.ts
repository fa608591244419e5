import type { Table } from "./table.js";
import type { AnyEntity } from "./tables.js";

/** One step of a transaction, in the form the journal keeps: insert, update (changed fields only), delete, clear. */
export type Operation =
  | readonly ["i", AnyEntity]
  | readonly ["u", string, string, Readonly<Record<string, unknown>>]
  | readonly ["d", string, string]
  | readonly ["c"];

/** What a transaction did to one entity. */
export class Step {
  constructor(
    readonly table: Table<AnyEntity>,
    readonly type: string,
    readonly id: string,
    /** Undefined for one that was inserted. */
    readonly before: AnyEntity | undefined,
    /** Undefined for one that was deleted. */
    readonly after: AnyEntity | undefined,
    /** Where it was in its table before it was deleted. */
    private readonly order: number,
  ) {}

  undo(): void {
    const { table, before } = this;
    if (before === undefined) table.remove(this.id);
    else if (this.after === undefined) table.insert(before, this.order);
    else table.replace(before);
  }

  operation(): Operation {
    const { before, after } = this;
    if (after === undefined) return ["d", this.type, this.id];
    return before === undefined ? ["i", after] : ["u", this.type, this.id, changedFields(before, after)];
  }
}

function changedFields(before: AnyEntity, after: AnyEntity): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const name in after) if (!Object.is(before[name], after[name])) changed[name] = after[name];
  return changed;
}

/** A transaction emptied every table. */
export class ClearStep {
  constructor(
    /** What was in them. */
    readonly contents: readonly Pick<Step, "table" | "type" | "id" | "before">[],
    readonly undo: () => void,
  ) {}

  operation(): Operation {
    return ["c"];
  }
}
