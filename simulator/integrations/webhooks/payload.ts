/** The payloads about an event of a run. */
import type { Run } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import { categoryOf } from "../../workspaces/variable-rules.js";
import { variablesOf } from "../../workspaces/variables.js";
import { driftReason } from "../drift/drift-rules.js";
import type { EventName } from "./event-rules.js";
import { LONGEST_VARIABLE } from "./limit-rules.js";

/** An event that has happened. */
export interface Occasion {
  readonly reader: Reader;
  readonly run: Run;
  readonly event: EventName;
  /** Milliseconds on the sandbox clock. */
  readonly now: number;
  /** Where the console is. */
  readonly baseUrl: string;
}

/** A time as scalr.io writes it in payloads: UTC, to the second, without a zone. */
const seconds = (at: number) => new Date(at).toISOString().slice(0, 19);

/** Terraform variables of the run that are not sensitive. */
function variables({ reader, run }: Occasion): Record<string, string> {
  const own = run.variables.map(({ key, value, category, sensitive }) => ({
    key: String(key),
    value: value === undefined || value === null ? "" : String(value),
    category: category === "shell" ? ("shell" as const) : ("terraform" as const),
    sensitive: sensitive === true,
  }));
  const shown = new Map<string, string>();
  for (const { key, value, sensitive, ...rest } of [...variablesOf(reader, run.workspace), ...own]) {
    if (categoryOf(rest) !== "terraform") continue;
    // The run's own variable overrides the workspace's, also if it is sensitive.
    shown.delete(key);
    if (!sensitive && (value ?? "").length <= LONGEST_VARIABLE) shown.set(key, value ?? "");
  }
  return Object.fromEntries(shown);
}

function creator(reader: Reader, { createdBy }: Run) {
  const user = createdBy === null ? undefined : reader.get("users", createdBy);
  if (user) return { id: user.id, username: user.username, email: user.email };
  const account = createdBy === null ? undefined : reader.get("service-accounts", createdBy);
  return account ? { id: account.id, username: account.name, email: account.email } : null;
}

/** The run, its workspace and its environment, as every payload has them. */
function subject(occasion: Occasion) {
  const { reader, run, now, baseUrl } = occasion;
  const workspace = reader.get("workspaces", run.workspace)!;
  const environment = reader.get("environments", workspace.environment)!;
  return {
    run: {
      id: run.id,
      message: run.message ?? "",
      status: run.status,
      source: run.source,
      url: `${baseUrl}/runs/${run.id}`,
      created_at: seconds(run.createdAt),
      updated_at: seconds(now),
      created_by: creator(reader, run),
    },
    workspace: {
      id: workspace.id,
      name: workspace.name,
      url: `${baseUrl}/workspaces/${workspace.id}`,
    },
    environment: {
      id: environment.id,
      name: environment.name,
      url: `${baseUrl}/environments/${environment.id}`,
    },
  };
}

/** The documented payload of a webhook. */
export function webhookPayload(occasion: Occasion, { id, name }: Pick<DataObject, "id" | "name">) {
  const { run, workspace, environment } = subject(occasion);
  return {
    payload_version: 1,
    event_name: occasion.event,
    run,
    webhook: { id, name },
    workspace,
    environment,
    variables: variables(occasion),
  };
}

const SAID: Readonly<Record<EventName, string>> = {
  "run:completed": "is complete",
  "run:errored": "ended with an error",
  "run:needs_attention": "waits for an approval",
  drift_detected: "found drift",
};

/** What differs, of a run that found drift; null for another event, or where its plan could not be read. */
function difference({ reader, run, event }: Occasion): string | null {
  if (event !== "drift_detected") return null;
  const report = reader.find("drift-reports", "workspace", run.workspace).find((each) => each.run === run.id);
  return driftReason(report?.drifted ?? null);
}

/** Characters that Slack takes of one text. */
const LONGEST_TEXT = 3_000;

/** A text as Slack shows it literally: `<!channel>` in the message of a commit must call nobody. */
function literal(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (escaped.length <= LONGEST_TEXT) return escaped;
  return `${escaped.slice(0, LONGEST_TEXT - 3).replace(/&\w*$/, "")}...`;
}

/** A message for a channel, as Slack's `chat.postMessage` takes it. */
export function slackMessage(occasion: Occasion, { channelId }: DataObject) {
  const { run, workspace, environment } = subject(occasion);
  const text = literal(`Run ${run.id} of ${environment.name}/${workspace.name} ${SAID[occasion.event]}.`);
  const detail = [
    `<${run.url}|Open the run>`,
    `Status: ${run.status}`,
    ...[run.message, difference(occasion)].map((each) => literal(each ?? "")),
  ].filter(Boolean);
  return {
    channel: channelId,
    text,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text } },
      { type: "context", elements: detail.map((each) => ({ type: "mrkdwn", text: each })) },
    ],
  };
}

/** An entry for a partner's event bus, as EventBridge's `PutPartnerEvents` takes it. */
export function eventBridgeEntry(occasion: Occasion, { eventSource }: DataObject) {
  return {
    Entries: [
      {
        Time: Math.floor(occasion.now / 1_000),
        Source: eventSource,
        Resources: [],
        DetailType: occasion.event,
        Detail: JSON.stringify({ event_name: occasion.event, ...subject(occasion) }),
      },
    ],
  };
}
