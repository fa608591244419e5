/** Whether the calls of integrations are accepted. */
import type { EventCall } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import { KINDS, type Kind } from "./kinds.js";

/** How an integration's calls went. */
export interface Health {
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
  readonly notSent: number;
  /** The last call was not accepted. */
  readonly failing: boolean;
  /** That call, and why. */
  readonly lastError: { readonly call: string; readonly at: number; readonly message: string } | null;
}

/** The stored calls of an integration, oldest first. */
export const callsOf = (reader: Reader, kind: Kind, id: string): readonly EventCall[] =>
  kind === "webhook"
    ? (reader.find("webhook-integration-deliveries", "webhook", id) as readonly unknown[] as EventCall[])
    : reader.find("notices", "integration", id);

const count = (calls: readonly EventCall[], status: EventCall["status"]) =>
  calls.filter((call) => call.status === status).length;

export function healthOf(reader: Reader, kind: Kind, id: string): Health {
  const calls = callsOf(reader, kind, id);
  const made = calls.filter(({ lastHandleAttemptAt }) => lastHandleAttemptAt !== null);
  const last = made.reduce<EventCall | null>(
    (latest, call) =>
      latest === null || call.lastHandleAttemptAt! >= latest.lastHandleAttemptAt! ? call : latest,
    null,
  );
  const message = last?.errorMessage ?? null;
  return {
    pending: count(calls, "pending"),
    delivered: count(calls, "delivered"),
    failed: count(calls, "failed"),
    notSent: count(calls, "not-sent"),
    failing: message !== null,
    lastError: message === null ? null : { call: last!.id, at: last!.lastHandleAttemptAt!, message },
  };
}

const HOUR = 3_600_000;
const SPANS = { "last-hour": HOUR, "last-day": 24 * HOUR, "last-week": 7 * 24 * HOUR } as const;

/** `statistics` of a webhook: its stored deliveries of the last hour, day and week by status. */
export function statisticsOf(reader: Reader, { id }: Pick<DataObject, "id">, now: number) {
  const calls = callsOf(reader, "webhook", id);
  const within = (span: number) => {
    const recent = calls.filter(({ triggeredAt }) => triggeredAt > now - span);
    return {
      total: recent.length,
      delivered: count(recent, "delivered"),
      failed: count(recent, "failed"),
      pending: count(recent, "pending"),
    };
  };
  return Object.fromEntries(Object.entries(SPANS).map(([name, span]) => [name, within(span)]));
}

/** Every integration that receives events, with its kind. */
export function* integrations(reader: Reader): Generator<readonly [Kind, DataObject]> {
  for (const [kind, type] of Object.entries(KINDS))
    for (const integration of reader.all(type)) yield [kind as Kind, integration as DataObject];
}
