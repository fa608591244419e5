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

/** The status to which an event leads. @throws TransitionError */
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

/** Whether the table allows the event in the status. */
export function isLegal<Status extends string, Event extends string>(
  table: readonly Transition<Status, Event>[],
  status: Status,
  event: Event,
): boolean {
  return table.some((row) => row.event === event && row.from.includes(status));
}
