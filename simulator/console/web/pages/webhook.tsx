import { useState } from "preact/hooks";
import type { EventCall } from "../../../core/entities.js";
import { useAction } from "../data/action.js";
import { sandbox } from "../data/api.js";
import { KIND_NAMES, type Telling, tellings } from "../data/event-calls.js";
import { can } from "../data/session.js";
import { Button, Code } from "../parts/button.js";
import { Card, Empty, Facts, Missing, Page, type RouteProps } from "../parts/page.js";
import { WorkspaceRun } from "../parts/run-link.js";
import { Badge, Id, Time, type Tone } from "../parts/status.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toasts.js";
import { Health } from "./webhooks.js";

const CRUMBS = [{ label: "Webhooks", href: "/webhooks" }];

const TONES: Readonly<Record<EventCall["status"], Tone>> = {
  pending: "warn",
  delivered: "good",
  failed: "bad",
  canceled: "plain",
  "not-sent": "warn",
};

const WORDS: Readonly<Partial<Record<EventCall["status"], string>>> = { "not-sent": "would have been sent" };

/** The page of a webhook, Slack or EventBridge integration: its notifications and their results. */
export function Webhook({ params }: RouteProps) {
  const telling = tellings.value.find(({ id }) => id === params.id);
  const [shown, setShown] = useState<string | null>(null);
  if (telling === undefined) return <Missing noun="webhook" id={params.id} crumbs={CRUMBS} />;
  const { id, name, kind, address, environments, lastError, calls } = telling;
  const call = calls.find((each) => each.id === shown);
  return (
    <Page
      title={name}
      crumbs={CRUMBS}
      subtitle={<Id id={id} />}
      badges={
        <>
          <Badge tone="accent">{KIND_NAMES[kind]}</Badge>
          <Health telling={telling} />
        </>
      }
    >
      <Card title="Use">
        <Facts
          facts={[
            ["Address", <code key="address">{address}</code>],
            [
              "Runs of",
              environments === null ? "every environment" : environments.join(", ") || "no environment",
            ],
            ...(lastError === null ? [] : ([["Last call", lastError.errorMessage!]] as const)),
            ...endpointFacts(telling),
          ]}
        />
      </Card>
      <Calls calls={calls} shown={shown} onShow={setShown} />
      {call !== undefined && <Exchange key={call.id} call={call} telling={telling} />}
    </Page>
  );
}

/** What to do if calls are only recorded. */
function endpointFacts({ kind, calls }: Telling): readonly (readonly [string, string])[] {
  if (kind === "webhook" || !calls.some(({ status }) => status === "not-sent")) return [];
  const flag = kind === "slack" ? "--slack-endpoint" : "--eventbridge-endpoint";
  return [["Sent", `no: start the sandbox with ${flag} to send`]];
}

interface CallsProps {
  readonly calls: readonly EventCall[];
  readonly shown: string | null;
  readonly onShow: (id: string | null) => void;
}

function Calls({ calls, shown, onShow }: CallsProps) {
  return (
    <Card title="Deliveries" flush>
      <Table
        label="What it was told"
        rows={calls}
        id={({ id }) => id}
        empty={<Empty title="Nothing happened yet that it hears of">Events of runs appear here.</Empty>}
        columns={[
          {
            title: "Event",
            cell: ({ id, event }) => (
              <Button
                small
                kind="quiet"
                pressed={shown === id}
                label={`Show ${id}, ${event}`}
                onClick={() => onShow(shown === id ? null : id)}
              >
                {event ?? id}
              </Button>
            ),
          },
          {
            title: "Run",
            cell: ({ run }) =>
              run === null ? <span class="muted">deleted</span> : <WorkspaceRun id={run} />,
          },
          {
            title: "Status",
            cell: ({ status }) => <Badge tone={TONES[status]}>{WORDS[status] ?? status}</Badge>,
          },
          { title: "Attempts", class: "end number wide", cell: ({ attempts }) => attempts },
          { title: "When", class: "wide", cell: ({ triggeredAt }) => <Time at={triggeredAt} /> },
          {
            title: "Next",
            class: "wide",
            cell: ({ status, nextAttemptAt }) =>
              status === "pending" && nextAttemptAt !== null ? <Time at={nextAttemptAt} /> : "",
          },
          {
            title: "Answer",
            class: "clip wide",
            cell: ({ errorMessage, responseCode }) => errorMessage ?? responseCode ?? "",
          },
        ]}
      />
    </Card>
  );
}

const lines = (headers: Readonly<Record<string, string>> | null) =>
  Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");

/** The request and the response of a call, without secrets. */
function Exchange({ call, telling }: { call: EventCall; telling: Telling }) {
  const again = useAction(async () => {
    const sent = await sandbox.post<{ id: string }>(`event-calls/${call.id}/send-again`);
    toast(`${telling.name} is told once more (${sent.id}).`);
  });
  const may = telling.enabled && can("integrations:update");
  const send = may && (
    <Button kind="primary" busy={again.busy} onClick={() => void again.run()}>
      Send again
    </Button>
  );
  return (
    <Card title={`Delivery ${call.id}`} actions={send}>
      {again.faults.length > 0 && (
        <div class="faults" role="alert">
          {again.faults.map(({ detail }) => detail).join(" ")}
        </div>
      )}
      {call.errorMessage !== null && <p>{call.errorMessage}</p>}
      <h3>Request</h3>
      <Code
        wrap
        label="Request"
        text={`${lines(call.requestHeaders)}\n\n${JSON.stringify(call.requestBody, null, 2)}`.trim()}
      />
      <h3>Response</h3>
      {call.responseCode === null ? (
        <p class="muted">There is no answer.</p>
      ) : (
        <Code
          wrap
          label="Response"
          text={`${call.responseCode}\n${lines(call.responseHeaders)}\n\n${call.responseBody ?? ""}`.trim()}
        />
      )}
    </Card>
  );
}
