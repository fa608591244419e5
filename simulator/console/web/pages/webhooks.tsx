import { KIND_NAMES, type Telling, tellings } from "../data/event-calls.js";
import { plural } from "../data/format.js";
import { isOperator } from "../data/session.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { Badge, Time } from "../parts/status.js";
import { Table } from "../parts/table.js";

/** Whether an integration's calls are accepted, in a word and a colour. */
export function Health({ telling }: { telling: Telling }) {
  const { enabled, lastError, calls } = telling;
  if (!enabled) return <Badge>turned off</Badge>;
  if (lastError !== null) return <Badge tone="bad">failing</Badge>;
  if (calls.some(({ status }) => status === "not-sent")) return <Badge tone="warn">only shown here</Badge>;
  return calls.length === 0 ? <Badge>nothing sent yet</Badge> : <Badge tone="good">accepted</Badge>;
}

/** The list of all that is told of events of runs: webhooks, Slack and EventBridge. */
export function Webhooks() {
  return (
    <Page
      title="Webhooks"
      subtitle="Who is told of events of runs: webhooks, Slack channels and EventBridge, and whether the calls are accepted."
    >
      <Card flush>
        <Table
          label="Webhooks and other integrations"
          rows={tellings.value}
          id={({ id }) => id}
          empty={
            <Empty title="Nobody is told of events of runs yet">
              Add <code>scalr_webhook</code>, <code>scalr_slack_integration</code> or{" "}
              <code>scalr_event_bridge_integration</code> to a stack
              {isOperator() ? " and apply it" : ""}.
            </Empty>
          }
          columns={[
            { title: "Name", cell: ({ id, name }) => <Link href={`/webhooks/${id}`}>{name}</Link> },
            { title: "Kind", cell: ({ kind }) => KIND_NAMES[kind] },
            { title: "Address", class: "clip wide", cell: ({ address }) => address ?? "" },
            { title: "Events", class: "wide", cell: ({ calls }) => plural(calls.length, "event") },
            { title: "Last", class: "wide", cell: ({ calls }) => <Time at={calls[0]?.triggeredAt} /> },
            { title: "Health", cell: (telling) => <Health telling={telling} /> },
            { title: "Why", class: "clip wide", cell: ({ lastError }) => lastError?.errorMessage ?? "" },
          ]}
        />
      </Card>
    </Page>
  );
}
