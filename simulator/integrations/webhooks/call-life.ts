/** The life of deliveries and notices. Each change is part of the transaction that causes it. */
import type { Entities, EventCall, Notice } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Tx } from "../../core/schema.js";
import type { DeadlineRow, DeadlineTable } from "../../platform/clock/index.js";
import type { Outcome } from "../../platform/outgoing/post.js";
import { pauseAfter } from "../../platform/outgoing/retry-rules.js";
import { eventBridgeHears, type Happening, slackHears, webhookHears } from "./event-rules.js";
import { type CallType, KINDS } from "./kinds.js";
import { MOST_KEPT } from "./limit-rules.js";
import { eventBridgeEntry, type Occasion, slackMessage, webhookPayload } from "./payload.js";
import { type Endpoints, type EventRequest, endpointOf } from "./requests.js";
import { keptHeaders, keptText } from "./secrets.js";

type Subject = Pick<EventCall, "event" | "run" | "workspace" | "environment">;

const fresh = (triggeredAt: number, requestBody: EventCall["requestBody"], subject: Subject) => ({
  ...subject,
  status: "pending" as EventCall["status"],
  triggeredAt,
  begun: 1,
  attempts: 0,
  lastHandleAttemptAt: null,
  nextAttemptAt: (triggeredAt + pauseAfter(1)) as number | null,
  requestBody,
  requestHeaders: {},
  responseCode: null,
  responseHeaders: null,
  responseBody: null,
  errorMessage: null,
});

/** Makes room for one more: deletes the oldest that wait for no call. */
function makeRoom(tx: Tx, type: CallType, index: "webhook" | "integration", owner: string): void {
  const kept = tx.find(type, index, owner) as readonly EventCall[];
  for (let excess = kept.length - MOST_KEPT + 1; excess > 0; excess--) {
    const left = tx.find(type, index, owner) as readonly EventCall[];
    tx.delete(type, (left.find(({ status }) => status !== "pending") ?? left[0]!).id);
  }
}

function insertDelivery(
  tx: Tx,
  webhook: string,
  body: object,
  subject: Subject,
  triggeredBy: string | null,
  now: number,
): DataObject {
  makeRoom(tx, "webhook-integration-deliveries", "webhook", webhook);
  tx.update("webhook-integrations", webhook, { lastTriggeredAt: now });
  return tx.insert<"webhook-integration-deliveries">({
    ...fresh(now, body as EventCall["requestBody"], subject),
    type: "webhook-integration-deliveries",
    id: newId("wd"),
    // Deliveries have none.
    name: undefined,
    webhook,
    triggeredBy: triggeredBy !== null && tx.get("users", triggeredBy) ? triggeredBy : null,
  });
}

function insertNotice(
  tx: Tx,
  of: Pick<Notice, "kind" | "integration" | "event" | "run" | "workspace" | "environment">,
  body: object,
  endpoints: Endpoints,
  now: number,
): Notice {
  makeRoom(tx, "notices", "integration", of.integration);
  const status = endpointOf(of.kind, endpoints) === undefined ? "not-sent" : "pending";
  return tx.insert<"notices">({
    ...fresh(now, body as EventCall["requestBody"], of),
    ...of,
    type: "notices",
    id: newId("notice"),
    status,
  });
}

/** A run's status is an event. Queues a call for every integration that subscribes to it. */
export function recordEvent(tx: Tx, occasion: Occasion, endpoints: Endpoints): void {
  const { run, event, now } = occasion;
  const environment = tx.get("workspaces", run.workspace)?.environment;
  if (environment === undefined) return;
  const happening: Happening = { event, run, environment };
  const subject = { event, run: run.id, workspace: run.workspace, environment };
  for (const webhook of [...tx.all("webhook-integrations")])
    if (webhookHears(webhook, happening))
      insertDelivery(tx, webhook.id, webhookPayload(occasion, webhook), subject, run.createdBy, now);
  const environmentOf = (workspace: string) => tx.get("workspaces", workspace)?.environment;
  for (const slack of [...tx.all(KINDS.slack)])
    if (slackHears(slack, happening, environmentOf)) {
      const of = { kind: "slack", integration: slack.id, ...subject } as const;
      insertNotice(tx, of, slackMessage(occasion, slack), endpoints, now);
    }
  for (const bridge of [...tx.all(KINDS["event-bridge"])])
    if (eventBridgeHears(bridge, happening)) {
      const of = { kind: "event-bridge", integration: bridge.id, ...subject } as const;
      insertNotice(tx, of, eventBridgeEntry(occasion, bridge), endpoints, now);
    }
}

/** Sends the same payload again, as a new delivery. */
export function sendAgain(
  tx: Tx,
  { webhook, requestBody, event, run, workspace, environment }: DataObject,
  caller: string | null,
  now: number,
): DataObject {
  return insertDelivery(tx, webhook, requestBody, { event, run, workspace, environment }, caller, now);
}

/** Sends the same notice again. */
export function noticeAgain(tx: Tx, notice: Notice, endpoints: Endpoints, now: number): Notice {
  const { kind, integration, event, run, workspace, environment, requestBody } = notice;
  return insertNotice(
    tx,
    { kind, integration, event, run, workspace, environment },
    requestBody,
    endpoints,
    now,
  );
}

/** Whether a call has begun without a known outcome: it waits, is in progress, or was interrupted by a crash. */
export const isUnderWay = ({
  status,
  begun,
  attempts,
}: Pick<EventCall, "status" | "begun" | "attempts">): boolean => status === "pending" && begun > attempts;

/** The next call is due. If one is still in progress, its answer sets the time of the next. */
function callDue(tx: Tx, type: CallType, call: EventCall, now: number): void {
  const begun = call.begun + 1;
  const changes = isUnderWay(call)
    ? { nextAttemptAt: null }
    : { begun, nextAttemptAt: now + pauseAfter(begun) };
  tx.update(type, call.id, changes as never);
}

/** Makes no more calls. */
export function cancelCall(tx: Tx, type: CallType, id: string, reason: string): void {
  const call = tx.get(type, id) as EventCall | undefined;
  if (call && isUnderWay(call))
    tx.update(type, id, {
      status: "canceled",
      nextAttemptAt: null,
      errorMessage: call.errorMessage ?? reason,
    } as never);
}

/**
 * Records the answer to a call. The time of the next call was set when this one began, so that an advance of the clock finds
 * it; only a call that took longer than its pause sets it here.
 */
export function callAnswered(
  tx: Tx,
  type: CallType,
  id: string,
  { headers, mostAttempts, secrets }: Pick<EventRequest, "headers" | "mostAttempts" | "secrets">,
  outcome: Outcome,
  now: number,
): void {
  const call = tx.get(type, id) as EventCall | undefined;
  if (call === undefined || !isUnderWay(call)) return;
  const attempts = call.attempts + 1;
  const { answer } = outcome;
  const error = outcome.accepted ? null : outcome.error;
  const status = outcome.accepted ? "delivered" : attempts >= mostAttempts ? "failed" : "pending";
  tx.update(type, id, {
    status,
    attempts,
    lastHandleAttemptAt: now,
    nextAttemptAt: status === "pending" ? (call.nextAttemptAt ?? now + pauseAfter(attempts)) : null,
    requestHeaders: keptHeaders(headers, secrets),
    responseCode: answer?.status ?? null,
    responseHeaders: answer && keptHeaders(answer.headers, secrets),
    responseBody: answer && keptText(answer.body, secrets),
    errorMessage: error,
  } as never);
  if (type === "notices" && status !== "pending") noteOutcome(tx, call as Notice, error);
}

/** The status of a Slack or EventBridge integration shows whether its last call was accepted. */
function noteOutcome(tx: Tx, { kind, integration }: Notice, error: string | null): void {
  const owner = tx.get(KINDS[kind], integration);
  if (owner === undefined || owner.status === "disabled") return;
  tx.update(KINDS[kind], integration, { status: error === null ? "active" : "failed", errMessage: error });
}

const again = (type: CallType): DeadlineRow<Entities, CallType> => ({
  name: type === "notices" ? "notice sent again" : "webhook called again",
  rule: "webhooks",
  type,
  dueAt: (call) => {
    const { status, nextAttemptAt } = call as EventCall;
    return status === "pending" ? nextAttemptAt : null;
  },
  apply: (tx, call, now) => callDue(tx, type, call as EventCall, now),
});

/** Retries of calls that were not accepted. */
export const WEBHOOK_DEADLINES = [
  again("webhook-integration-deliveries"),
  again("notices"),
] as unknown as DeadlineTable<Entities>;
