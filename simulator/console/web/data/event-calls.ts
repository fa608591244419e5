import { computed } from "@preact/signals";
import type { EventCall } from "../../../core/entities.js";
import type { IntegrationKind } from "../../../sandbox/contract/answers.js";
import { world } from "./world.js";

export const KIND_NAMES: Readonly<Record<IntegrationKind, string>> = {
  webhook: "Webhook",
  slack: "Slack",
  "event-bridge": "EventBridge",
};

const TYPES = {
  webhook: "webhook-integrations",
  slack: "slack-integrations",
  "event-bridge": "aws-event-bridge-integrations",
} as const;

/** An integration, and its notifications. */
export interface Telling {
  readonly id: string;
  readonly kind: IntegrationKind;
  readonly name: string;
  readonly enabled: boolean;
  /** Where it goes, as far as the integration itself says so. */
  readonly address: string | null;
  /** Names of the environments whose runs it hears of; null for all. */
  readonly environments: readonly string[] | null;
  /** The newest first. */
  readonly calls: readonly EventCall[];
  /** The last call that was made, if it was not accepted. */
  readonly lastError: EventCall | null;
}

const byIntegration = computed(() => {
  const found = new Map<string, EventCall[]>();
  const add = (owner: string, call: EventCall) => {
    const calls = found.get(owner);
    if (calls) calls.push(call);
    else found.set(owner, [call]);
  };
  for (const call of world.all("webhook-integration-deliveries"))
    add(call.webhook, call as unknown as EventCall);
  for (const notice of world.all("notices")) add(notice.integration, notice);
  for (const calls of found.values()) calls.reverse().sort((a, b) => b.triggeredAt - a.triggeredAt);
  return found;
});

/** Whether the last call failed. */
function failing(calls: readonly EventCall[]): EventCall | null {
  const made = calls.filter(({ lastHandleAttemptAt }) => lastHandleAttemptAt !== null);
  const last = made.reduce<EventCall | null>(
    (latest, call) =>
      latest === null || call.lastHandleAttemptAt! > latest.lastHandleAttemptAt! ? call : latest,
    null,
  );
  return last?.errorMessage ? last : null;
}

/** All integrations that are notified of run events, by kind and name. */
export const tellings = computed((): readonly Telling[] =>
  (Object.keys(TYPES) as IntegrationKind[]).flatMap((kind) =>
    [...world.all(TYPES[kind])]
      .map((each): Telling => {
        const calls = byIntegration.value.get(each.id) ?? [];
        const isForAll = kind === "event-bridge" || each.isShared === true;
        return {
          id: each.id,
          kind,
          name: each.name,
          enabled: kind === "webhook" ? each.enabled : each.status !== "disabled",
          address: kind === "webhook" ? each.url : kind === "slack" ? each.channelId : each.eventSource,
          environments: isForAll
            ? null
            : ((each.environments ?? []) as string[]).map((id) => world.get("environments", id)?.name ?? id),
          calls,
          lastError: failing(calls),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name)),
  ),
);

/** Integrations whose last call was not accepted. */
export const failingTellings = computed(() =>
  tellings.value.filter(({ enabled, lastError }) => enabled && lastError !== null),
);
