import { readable, requireAllowed } from "../../core/authorize.js";
import { iso } from "../../core/common.js";
import type { Entities, EntityType, EventCall, Notice } from "../../core/entities.js";
import { conflict, notFound } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Caller, View } from "../../core/resource.js";
import { callsOf, healthOf, integrations } from "../../integrations/webhooks/health.js";
import { type Kind, noticeAgain, sendAgain } from "../../integrations/webhooks/index.js";
import type { EventCall as ShownCall, WebhookStatus } from "../../sandbox/contract/answers.js";
import type { OperationRequest, SandboxContext } from "./context.js";

type Entity = Entities[EntityType];

const viewOf = ({ services }: SandboxContext, caller: Caller | null): View => ({
  reader: services.store,
  now: services.clock.now(),
  caller: caller!,
  services,
});

/** The integrations that the caller may read (R21), with their kinds. */
function shown(context: SandboxContext, caller: Caller | null): (readonly [Kind, DataObject])[] {
  const view = viewOf(context, caller);
  return [...integrations(context.services.store)].filter(([, each]) =>
    readable(context.registry.of(each.type as EntityType), each as Entity, view),
  );
}

/** The endpoint of an integration's calls; null if the sandbox has none for it. */
function addressOf({ endpoints }: SandboxContext, kind: Kind, integration: DataObject): string | null {
  if (kind === "webhook") return integration.url;
  return (kind === "slack" ? endpoints.slack : endpoints.eventBridge) ?? null;
}

const isEnabled = (kind: Kind, { enabled, status }: DataObject): boolean =>
  kind === "webhook" ? enabled : status !== "disabled";

/** An integration, and the results of its calls. */
function describeIntegration(context: SandboxContext, kind: Kind, integration: DataObject): WebhookStatus {
  const { lastError, ...health } = healthOf(context.services.store, kind, integration.id);
  return {
    id: integration.id,
    kind,
    name: integration.name,
    enabled: isEnabled(kind, integration),
    address: addressOf(context, kind, integration),
    ...health,
    lastError: lastError && { ...lastError, at: iso(lastError.at) },
  };
}

/** `GET /webhooks`: the integrations that are notified of run events, and whether their calls are accepted. */
export function listWebhooks(context: SandboxContext, { caller }: Pick<OperationRequest, "caller">) {
  return {
    webhooks: shown(context, caller).map(([kind, each]) => describeIntegration(context, kind, each)),
  };
}

function describeCall([kind, integration]: readonly [Kind, DataObject], call: EventCall): ShownCall {
  return {
    id: call.id,
    integration: { id: integration.id, kind, name: integration.name },
    event: call.event,
    run: call.run,
    workspace: call.workspace,
    environment: call.environment,
    status: call.status,
    triggeredAt: iso(call.triggeredAt),
    attempts: call.attempts,
    lastAttemptAt: iso(call.lastHandleAttemptAt),
    nextAttemptAt: iso(call.nextAttemptAt),
    request: { headers: call.requestHeaders, body: call.requestBody },
    response:
      call.responseCode === null
        ? null
        : { status: call.responseCode, headers: call.responseHeaders, body: call.responseBody },
    error: call.errorMessage,
  };
}

/** `GET /event-calls?integration=`: the calls that were sent, or would have been, newest first. @throws ApiError 404 */
export function listEventCalls(context: SandboxContext, { caller, params }: OperationRequest) {
  const id = params.get("integration");
  const from = shown(context, caller).filter(([, each]) => id === null || each.id === id);
  if (id !== null && from.length === 0) throw notFound("Webhook", id);
  const found = from.flatMap((owner) =>
    callsOf(context.services.store, owner[0], owner[1].id).map((call) => [owner, call] as const),
  );
  return {
    calls: found
      .sort(([, a], [, b]) => b.triggeredAt - a.triggeredAt || (a.id < b.id ? 1 : -1))
      .map(([owner, call]) => describeCall(owner, call)),
  };
}

/** `POST /event-calls/:id/send-again`: sends the same request again, as a new call. @throws ApiError 404, 403, 409 */
export function sendEventCallAgain(context: SandboxContext, { id, caller }: OperationRequest) {
  const { store, clock } = context.services;
  const owner = shown(context, caller).find(([kind, each]) =>
    callsOf(store, kind, each.id).some((call) => call.id === id),
  );
  if (owner === undefined) throw notFound("WebhookIntegrationDelivery", id);
  const [kind, integration] = owner;
  const compiled = context.registry.of(integration.type as EntityType);
  requireAllowed(
    compiled,
    compiled.resource.operations.update!,
    integration as Entity,
    viewOf(context, caller),
  );
  if (!isEnabled(kind, integration))
    throw conflict(`'${integration.name}' (${integration.id}) is turned off. Enable it, then send again.`);
  const call = store.transact((tx) =>
    kind === "webhook"
      ? sendAgain(tx, tx.get("webhook-integration-deliveries", id)!, caller?.user ?? null, clock.now())
      : noticeAgain(tx, tx.get("notices", id) as Notice, context.endpoints, clock.now()),
  );
  return describeCall(owner, call as unknown as EventCall);
}
