import { createHmac } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Stage } from "../../stage/stage.js";

/** What a receiver was told. */
export interface Told {
  readonly path: string;
  readonly event: string;
  readonly run: string;
  readonly status: string;
  readonly delivery: string;
  readonly isSigned: boolean;
}

const KEY = "the-key-of-the-webhook";
const HEADER = "the-secret-header-of-the-webhook";

/** Somebody else's server. Each path answers as it is told to; 200 otherwise. */
export class Receiver {
  readonly told: Told[] = [];
  private readonly answers = new Map<string, (response: ServerResponse, call: number) => void>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const receiver = new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { event_name: event, run } = JSON.parse(body);
      const { "x-signature": signature, date, "x-scalr-delivery-id": delivery } = request.headers;
      const expected = createHmac("sha256", KEY).update(`${body}${date}`).digest("hex");
      const path = request.url ?? "/";
      receiver.told.push({
        path,
        event,
        run: run.id,
        status: run.status,
        delivery: String(delivery),
        isSigned: signature === expected,
      });
      const answer = receiver.answers.get(path);
      if (answer) answer(response, receiver.at(path).length);
      else response.writeHead(200).end(`${KEY} and ${HEADER}`);
    });
    return receiver;
  }

  at = (path: string): Told[] => this.told.filter((each) => each.path === path);

  answer(path: string, how: (response: ServerResponse, call: number) => void): void {
    this.answers.set(path, how);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const many = (type: string, ids: readonly string[]) => ({ data: ids.map((id) => ({ type, id })) });

/** The id of a new webhook for all events of an environment. */
export async function addWebhook(
  { client }: Stage,
  name: string,
  url: string,
  environment: string,
  attributes: object = {},
): Promise<string> {
  const { data } = await client.create("integrations/webhooks", {
    type: "webhook-integrations",
    attributes: {
      name,
      url,
      "secret-key": KEY,
      headers: [{ name: "X-Token", value: HEADER, sensitive: true }],
      ...attributes,
    },
    relationships: {
      environments: many("environments", [environment]),
      events: many("event-definitions", ["run:completed", "run:errored", "run:needs_attention"]),
    },
  });
  return data.id;
}

/** The deliveries of a webhook, oldest first. */
export const deliveriesOf = ({ observer }: Stage, webhook: string) =>
  observer.all("webhook-integration-deliveries").filter((each) => each.webhook === webhook);

/** Queues a run and cancels it while a lock keeps it from an agent: the quickest event there is. */
export async function cancelOne({ client, runs, observer }: Stage, workspace: string): Promise<string> {
  const actions = `/api/iacp/v3/workspaces/${workspace}/actions`;
  await client.json("POST", `${actions}/lock`, { reason: "A run of it is canceled" });
  const run = await runs.queue(workspace, { workload: "one-task", autoApply: false });
  await client.json("POST", `/api/iacp/v3/runs/${run}/actions/cancel`, {});
  await client.json("GET", `${actions}/unlock`);
  await observer.until("the end of the run", () => runs.ended(run));
  return run;
}
