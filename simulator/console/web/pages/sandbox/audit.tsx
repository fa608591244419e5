import { useState } from "preact/hooks";
import type { AuditEntry } from "../../../../sandbox/contract/answers.js";
import { sandbox } from "../../data/api.js";
import { useFetched } from "../../data/fetched.js";
import { query } from "../../data/route.js";
import { useCommits } from "../../data/settled.js";
import { Button } from "../../parts/button.js";
import { Dialog } from "../../parts/dialog.js";
import { Faults } from "../../parts/form.js";
import { ObjectLink } from "../../parts/link.js";
import { Card, Empty, Facts } from "../../parts/page.js";
import { SearchFilter, SelectFilter } from "../../parts/search.js";
import { Badge, Time, type Tone } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const TYPES = [
  "accounts",
  "access-policies",
  "access-tokens",
  "agent-pools",
  "agents",
  "environments",
  "roles",
  "runs",
  "service-accounts",
  "tasks",
  "teams",
  "users",
  "vars",
  "vcs-providers",
  "workspaces",
];

const WHO = [
  { value: "users", label: "A user" },
  { value: "service-accounts", label: "A service account" },
  { value: "agents", label: "An agent" },
  { value: "agent-pools", label: "A pool's token" },
  { value: "sandbox", label: "The sandbox itself" },
];

const TONES: Readonly<Record<AuditEntry["action"], Tone>> = {
  created: "good",
  updated: "info",
  deleted: "bad",
};

const PAGE = 100;
const MOST = 1_000;

/** The filters in the address as the API expects them. A typed text is an id, or else a name. */
function filters(limit: number): string {
  const parameters = new URLSearchParams({ limit: String(limit) });
  for (const name of ["type", "action", "who"]) {
    const value = query.value.get(name);
    if (value) parameters.set(name, value);
  }
  const text = (query.value.get("q") ?? "").trim();
  if (text !== "")
    parameters.set(
      /^[0-9a-f]{8}-\d+$/.test(text) ? "request" : /^[a-z]+-\w+$/.test(text) ? "id" : "name",
      text,
    );
  return parameters.toString();
}

/** The audit log, updated as changes happen. */
export function Audit() {
  const [limit, setLimit] = useState(PAGE);
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const asked = filters(limit);
  const commits = useCommits();
  const { value, faults } = useFetched(
    () => sandbox.get<{ entries: readonly AuditEntry[]; more: boolean }>(`audit?${asked}`),
    [asked, commits],
  );
  return (
    <Card flush>
      <div class="filters">
        <SearchFilter name="q" label="Name, id or request id" />
        <SelectFilter
          name="type"
          label="Type"
          options={[{ value: "", label: "All" }, ...TYPES.map((each) => ({ value: each, label: each }))]}
        />
        <SelectFilter
          name="action"
          label="Action"
          options={[
            { value: "", label: "All" },
            ...Object.keys(TONES).map((each) => ({ value: each, label: each })),
          ]}
        />
        <SelectFilter name="who" label="Who" options={[{ value: "", label: "Anybody" }, ...WHO]} />
      </div>
      <Faults faults={faults} />
      <Table
        label="Audit log, newest first"
        rows={value?.entries ?? []}
        id={({ number }) => String(number)}
        empty={<Empty title={value === undefined ? "Reading …" : "No change fits the filters"} />}
        columns={[
          { title: "When", cell: ({ at }) => <Time at={at} /> },
          { title: "Who", class: "clip wide", cell: ({ who }) => who.name },
          { title: "Did", cell: ({ action }) => <Badge tone={TONES[action]}>{action}</Badge> },
          { title: "Type", class: "clip wide", cell: ({ object }) => object.type },
          { title: "Object", class: "clip", cell: ({ object }) => <ObjectLink {...object} /> },
          {
            title: "What",
            class: "clip wide message",
            cell: ({ action, after }) => (action === "updated" ? Object.keys(after ?? {}).join(", ") : ""),
          },
          {
            title: "",
            class: "end",
            cell: (entry) => (
              <Button small label={`Details of change ${entry.number}`} onClick={() => setShown(entry)}>
                Details
              </Button>
            ),
          },
        ]}
      />
      {value?.more && limit < MOST && (
        <div class="after">
          <Button onClick={() => setLimit(MOST)}>Show older ones</Button>
        </div>
      )}
      {shown !== null && <Details entry={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}

const written = (value: unknown) => (value === undefined ? "" : JSON.stringify(value));

function Details({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { action, object, who, via, before, after } = entry;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return (
    <Dialog title={`${object.type} ${object.name ?? object.id} ${action}`} onClose={onClose} broad>
      <Facts
        facts={[
          ["Who", who.name],
          ["When", <Time key="at" at={entry.at} />],
          [
            "By",
            via === null ? (
              "the sandbox itself: a deadline, or what followed from another change"
            ) : (
              <code key="via">
                {via.method} {via.path}
              </code>
            ),
          ],
          ["Request id", via === null ? <span class="muted">none</span> : <code>{via.requestId}</code>],
          ["Object", <code key="id">{object.id}</code>],
        ]}
      />
      <Table
        label="Fields"
        rows={names}
        id={(name) => name}
        empty={<Empty title="No field changed" />}
        columns={[
          { title: "Field", cell: (name) => name },
          { title: "Before", class: "code-cell", cell: (name) => <code>{written(before?.[name])}</code> },
          { title: "After", class: "code-cell", cell: (name) => <code>{written(after?.[name])}</code> },
        ]}
      />
    </Dialog>
  );
}
