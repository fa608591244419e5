/** A status machine as a table: the statuses in which an event is allowed, and the status to which it leads. */
export interface Transition<Status extends string, Event extends string> {
  readonly event: Event;
  readonly from: readonly Status[];
  readonly to: Status;
  /** The rule of the row, or its purpose. */
  readonly rule: string;
}

/** The status of an object does not allow the event. The API answers 409. */
export class TransitionError extends Error {
  constructor(
    readonly model: string,
    readonly id: string,
    readonly status: string,
    readonly event: string,
    /** Statuses in which the event is allowed. */
    readonly legalIn: readonly string[],
  ) {
    super(
      `${model} '${id}' is ${status}: it cannot ${event.replaceAll("-", " ")}. ` +
        `That is possible when it is ${legalIn.join(", ")}.`,
    );
    this.name = "TransitionError";
  }
}

/** The statuses of each event, by the status in which it is allowed. */
type Targets = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Computed once for each table, so that a transition costs two map look-ups. */
const TARGETS = new WeakMap<readonly Transition<string, string>[], Targets>();

function targetsOf(table: readonly Transition<string, string>[]): Targets {
  const known = TARGETS.get(table);
  if (known !== undefined) return known;
  const targets = new Map<string, Map<string, string>>();
  for (const { event, from, to } of table) {
    const byStatus = targets.get(event) ?? new Map<string, string>();
    targets.set(event, byStatus);
    // The first row that fits decides.
    for (const status of from) if (!byStatus.has(status)) byStatus.set(status, to);
  }
  TARGETS.set(table, targets);
  return targets;
}

/** The status to which an event leads. @throws TransitionError */
export function nextStatus<Status extends string, Event extends string>(
  table: readonly Transition<Status, Event>[],
  model: string,
  object: { readonly id: string; readonly status: Status },
  event: Event,
): Status {
  const byStatus = targetsOf(table).get(event);
  const to = byStatus?.get(object.status);
  if (to !== undefined) return to as Status;
  throw new TransitionError(model, object.id, object.status, event, [...(byStatus?.keys() ?? [])]);
}

/** Whether the table allows the event in the status. */
export const isLegal = <Status extends string, Event extends string>(
  table: readonly Transition<Status, Event>[],
  status: Status,
  event: Event,
): boolean => targetsOf(table).get(event)?.has(status) ?? false;
