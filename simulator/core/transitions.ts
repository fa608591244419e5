/** A status machine as a table: from which statuses an event is legal, and where it leads. */
export interface Transition<Status extends string, Event extends string> {
  readonly event: Event;
  readonly from: readonly Status[];
  readonly to: Status;
  /** The rule behind the row, or what it is for. */
  readonly rule: string;
}

/** An event that the object's status does not allow. Becomes a 409 at the API's edge. */
export class TransitionError extends Error {
  constructor(
    readonly model: string,
    readonly id: string,
    readonly status: string,
    readonly event: string,
    /** Statuses in which the event would be legal. */
    readonly legalIn: readonly string[],
  ) {
    super(
      `${model} '${id}' is ${status}: it cannot ${event.replaceAll("-", " ")}. ` +
        `That is possible when it is ${legalIn.join(", ")}.`,
    );
    this.name = "TransitionError";
  }
}

/** Finds where an event leads, or throws a TransitionError. */
export function nextStatus<Status extends string, Event extends string>(
  table: readonly Transition<Status, Event>[],
  model: string,
  object: { readonly id: string; readonly status: Status },
  event: Event,
): Status {
  const rows = table.filter((row) => row.event === event);
  const row = rows.find((candidate) => candidate.from.includes(object.status));
  if (row) return row.to;
  const legalIn = rows.flatMap((candidate) => candidate.from);
  throw new TransitionError(model, object.id, object.status, event, legalIn);
}

/** Whether a row of the table leads on from the status by the event. */
export function isLegal<Status extends string, Event extends string>(
  table: readonly Transition<Status, Event>[],
  status: Status,
  event: Event,
): boolean {
  return table.some((row) => row.event === event && row.from.includes(status));
}
