import type { EngineEvent, Operation } from "../interfaces/types.js";
/** Reports an operation when it starts, and that it is still running. */

import { SENSITIVE, type Value } from "../values/index.js";

const PROGRESS_EVERY_MS = 10_000;

export type Emit = (event: EngineEvent) => void;

/** Runs one operation between its events. `succeeded` gives the id to end with, or null when it failed. */
export async function operation<T>(
  emit: Emit,
  what: {
    readonly operation: Operation;
    readonly address: string;
    readonly doneAddress?: string;
    readonly id?: string;
  },
  work: () => Promise<T>,
  succeeded: (result: T) => string | undefined | null,
): Promise<T> {
  const { operation, address, doneAddress = address } = what;
  const id = what.id === undefined ? {} : { id: what.id };
  const start = performance.now();
  const elapsed = () => Math.floor((performance.now() - start) / 1000);
  emit({ type: "operation-start", operation, address, ...id });
  const timer = setInterval(() => {
    emit({
      type: "operation-progress",
      operation,
      address,
      ...id,
      elapsed: Math.round((performance.now() - start) / 10_000) * 10,
    });
  }, PROGRESS_EVERY_MS);
  timer.unref();
  try {
    const result = await work();
    const end = succeeded(result);
    if (end === null) emit({ type: "operation-failed", operation, address: doneAddress, elapsed: elapsed() });
    else {
      const done = end === undefined ? {} : { id: end };
      emit({ type: "operation-complete", operation, address: doneAddress, ...done, elapsed: elapsed() });
    }
    return result;
  } catch (error) {
    emit({ type: "operation-failed", operation, address: doneAddress, elapsed: elapsed() });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The name of an object in events: `id=i-123`, else `name=web`; undefined if neither is known. */
export function objectId(value: Value): string | undefined {
  if (!value.isKnown || value.isNull || value.type.kind !== "object") return undefined;
  for (const name of ["id", "name"]) {
    if (value.type.attributes[name]?.kind !== "string") continue;
    const found = value.attr(name);
    if (found.isKnown && !found.isNull && !found.hasMark(SENSITIVE))
      return `${name}=${found.unmark().asString()}`;
  }
  return undefined;
}
