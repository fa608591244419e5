import { ScalrApiError, type ScalrClient } from "../../provider/client/index.js";
import type { Deadline, Delivery, Fault, Snapshot } from "../../simulator/sandbox/contract/answers.js";

export type { ExplainedHooks } from "../../simulator/integrations/hooks/hook-rules.js";
export type {
  ExplainedProvider,
  ExplainedProviders,
} from "../../simulator/integrations/provider-configurations/resolution-rules.js";
export type { Candidate, Resolution } from "../../simulator/pools/resolution-rules.js";
export type {
  AuditEntry,
  Deadline,
  Delivery,
  EventCall,
  Fault,
  PoolStatus,
  SandboxClock,
  Snapshot,
  Status,
  UpcomingClock,
  Waiting,
  WebhookStatus,
} from "../../simulator/sandbox/contract/answers.js";
export type { Effect, Place, PlacedWorkspace } from "../../simulator/sandbox/contract/effect.js";

/** The path of the simulator's own API. */
export const sandboxApi = "/api/sandbox/v1";

/** Whether a host has that API, which anybody may ask. @throws ScalrApiError, ScalrConnectionError where it does not work */
export async function isSandbox(client: ScalrClient): Promise<boolean> {
  try {
    await client.json("GET", `${sandboxApi}/health`);
    return true;
  } catch (error) {
    if (error instanceof ScalrApiError && error.status < 500) return false;
    if ((error as { fault?: unknown }).fault === "not-scalr") return false;
    throw error;
  }
}

/** Rows of a table of deadlines, for the headings in `deadlineHeadings`. */
export const deadlineRow = ({ at, name, rule, object }: Deadline): string[] => [at, name, rule, object.id];
export const deadlineHeadings = ["AT", "WHAT", "RULE", "OBJECT"] as const;

export const deliveryHeadings = [
  "CREATED",
  "POOL",
  "TASK",
  "ACTION",
  "RUN",
  "STATUS",
  "CALLS",
  "NEXT",
  "ANSWER",
] as const;
/** A row for the headings in `deliveryHeadings`. */
export const deliveryRow = (delivery: Delivery): string[] => {
  const { createdAt, pool, task, action, run, status, attempts, nextAttemptAt } = delivery;
  const answer = delivery.error ?? String(delivery.responseStatus ?? "-");
  return [
    createdAt,
    pool.name ?? pool.id,
    task,
    action,
    run,
    status,
    String(attempts),
    nextAttemptAt ?? "-",
    answer,
  ];
};

export const faultHeadings = [
  "ID",
  "METHOD",
  "PATH",
  "EFFECT",
  "PROBABILITY",
  "STRUCK",
  "REMAINING",
] as const;
/** A row for the headings in `faultHeadings`. */
export const faultRow = (fault: Fault): string[] => {
  const { id, method, path, effect, probability, struck, remaining } = fault;
  return [
    id,
    method ?? "any",
    path ?? "any",
    effect,
    String(probability),
    String(struck),
    String(remaining ?? "-"),
  ];
};

export const snapshotHeadings = ["NAME", "AT", "BYTES", "DESCRIPTION"] as const;
/** A row for the headings in `snapshotHeadings`. */
export const snapshotRow = ({ name, at, size, description }: Snapshot): string[] => {
  return [name, at, String(size), description ?? ""];
};
