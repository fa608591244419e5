/** Webhooks, and runs that make events. */
import { expect } from "vitest";
import type { DataObject } from "../../../simulator/core/kept-types/types.js";
import { document, type Reply, type Resource, unique } from "../../api/support.js";
import type { Sandbox } from "../../support/sandbox.js";

export const EVENTS = ["run:completed", "run:errored", "run:needs_attention"];

const PATHS = {
  "webhook-integrations": "integrations/webhooks",
  "slack-integrations": "integrations/slack",
  "aws-event-bridge-integrations": "integrations/aws-event-bridge",
} as const;

type Type = keyof typeof PATHS;

export const tryIntegration = (
  sandbox: Sandbox,
  type: Type,
  attributes: object,
  links: Readonly<Record<string, readonly string[]>> = {},
): Promise<Reply> =>
  sandbox.send("POST", PATHS[type], document(type, { name: unique(type), ...attributes }, links));

export async function integration(...given: Parameters<typeof tryIntegration>): Promise<Resource> {
  const { status, body } = await tryIntegration(...given);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data;
}

/** A webhook for all events, shared with every environment unless some are given. */
export const webhook = (
  sandbox: Sandbox,
  url: string,
  attributes: object = {},
  environments: readonly string[] = [],
  events: readonly string[] = EVENTS,
): Promise<Resource> =>
  integration(
    sandbox,
    "webhook-integrations",
    { url, "is-shared": environments.length === 0, ...attributes },
    { events, ...(environments.length > 0 && { environments }) },
  );

export async function change(
  sandbox: Sandbox,
  type: Type,
  id: string,
  attributes: object,
  links: Readonly<Record<string, readonly string[]>> = {},
): Promise<Resource> {
  const { status, body } = await sandbox.send(
    "PATCH",
    `${PATHS[type]}/${id}`,
    document(type, attributes as never, links, id),
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return body.data;
}

/** A workspace with a configuration, in an environment of its own unless one is given. */
export async function workspaceIn(
  sandbox: Sandbox,
  environment?: string,
): Promise<{
  readonly workspace: string;
  readonly environment: string;
}> {
  const home = environment ?? (await sandbox.environment(unique("hooked-env"))).id;
  const { id } = await sandbox.workspace(unique("hooked-ws"), home);
  await sandbox.upload(id, { "main.tf": "" });
  return { workspace: id, environment: home };
}

/** The quickest event there is: a run that is canceled before an agent has it. */
export async function canceledRun(sandbox: Sandbox, workspace: string): Promise<Resource> {
  const run = await sandbox.run(workspace, undefined, { message: "to be canceled" });
  const { status } = await sandbox.send("POST", `runs/${run.id}/actions/cancel`);
  expect(status).toBe(200);
  return run;
}

export const deliveriesOf = async (sandbox: Sandbox, id: string): Promise<Resource[]> =>
  sandbox.list(`integrations/webhook-deliveries?filter[webhook]=${id}&page[size]=100`);

/** Waits until the webhook's newest delivery passes the test. */
export async function delivery(
  sandbox: Sandbox,
  id: string,
  test: (delivery: DataObject) => boolean,
): Promise<DataObject> {
  const { store } = sandbox.simulator;
  const newest = () =>
    store.find("webhook-integration-deliveries", "webhook", id).at(-1) as DataObject | undefined;
  const found = newest();
  if (found !== undefined && test(found)) return found;
  return new Promise((resolve) => {
    const stop = store.onCommit(() => {
      const now = newest();
      if (now === undefined || !test(now)) return;
      stop();
      resolve(now);
    });
  });
}

export const ended = ({ status }: DataObject): boolean => status !== "pending";
export const attempted =
  (times: number) =>
  ({ attempts }: DataObject): boolean =>
    attempts >= times;
