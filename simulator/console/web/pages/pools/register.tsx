import { useMemo, useState } from "preact/hooks";
import type { AgentPool } from "../../../../core/entities.js";
import type { Https } from "../../../../sandbox/contract/answers.js";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { now } from "../../data/clock.js";
import { agentsOf, statusOf } from "../../data/derived.js";
import { useFetched } from "../../data/fetched.js";
import { can } from "../../data/session.js";
import { Button, Code } from "../../parts/button.js";
import { SelectField, TextField } from "../../parts/fields.js";
import { Faults, Form } from "../../parts/form.js";
import { Link } from "../../parts/link.js";
import { Card, Empty, Page } from "../../parts/page.js";
import { Status } from "../../parts/status.js";
import { commandFor, composeFor, type Joining } from "./register-commands.js";
import { createPoolToken } from "./tokens.js";

/** Shows the command that starts an agent of the pool, and then whether the agent has joined. */
export function Register({ pool }: { pool: AgentPool }) {
  const [name, setName] = useState("build-1");
  const [concurrency, setConcurrency] = useState("5");
  const [made, setMade] = useState<{ readonly secret: string; readonly at: number }>();
  const making = useAction(async () => {
    const at = now();
    setMade({ secret: await createPoolToken(pool.id, `for ${name || "an agent"}`), at });
  });
  const crumbs = [
    { label: "Agent pools", href: "/pools" },
    { label: pool.name, href: `/pools/${pool.id}` },
  ];
  if (!can("agent-pools:update") || pool.isScalrManaged)
    return (
      <Page title="Register an agent" crumbs={crumbs}>
        <Empty title={`You may not register agents in ${pool.name}`}>
          It needs agent-pools:update in the account.
        </Empty>
      </Page>
    );
  return (
    <Page
      title="Register an agent"
      crumbs={crumbs}
      subtitle={`An agent is a process that executes the tasks of ${pool.name}. It opens every connection itself, so it needs no open port.`}
    >
      <Card title="1. Settings">
        <Form action={making} layout="stack narrow">
          <TextField
            label="Name"
            value={name}
            onInput={setName}
            hint="Unique in the pool. Leave it empty, and the agent takes the host's."
          />
          <SelectField
            label="Runs at a time"
            value={concurrency}
            onChange={setConcurrency}
            options={["1", "2", "3", "4", "5"].map((value) => ({ value, label: value }))}
          />
          <Faults />
          {made === undefined && (
            <div>
              <Button type="submit" kind="primary" busy={making.busy}>
                Create token and show the command
              </Button>
            </div>
          )}
        </Form>
      </Card>
      {made !== undefined && (
        <>
          <Commands joining={{ secret: made.secret, name, concurrency }} />
          <Joined pool={pool} since={made.at} />
        </>
      )}
    </Page>
  );
}

function Commands({ joining }: { joining: Omit<Joining, "url" | "isTrusted"> }) {
  const https = useFetched(() => sandbox.get<Https>("https").catch(() => null), []).value;
  const [wanted, setWanted] = useState<string>();
  const own = window.location.origin;
  const urls = [...new Set([own, ...(https ? [https.url] : [])])];
  const url = wanted ?? own;
  const complete: Joining = { ...joining, url, isTrusted: !url.startsWith("https:") };
  return (
    <Card title="2. Start it">
      <div class="stack">
        <p class="note warn">The token in it is shown this once.</p>
        {urls.length > 1 && (
          <SelectField
            label="Where the agent reaches the sandbox"
            value={url}
            onChange={setWanted}
            options={urls.map((value) => ({ value, label: value }))}
          />
        )}
        {!complete.isTrusted && https && <Authority pem={https.ca} />}
        <h3>In a shell</h3>
        <Code label="Shell command" text={commandFor(complete)} wrap />
        <h3>With Docker Compose</h3>
        <p class="muted">
          Build the image once, in a clone of scalr-sandbox: <code>docker build --tag scalr-sandbox .</code>{" "}
          For a container to reach the sandbox, start the sandbox with{" "}
          <code>up --host 0.0.0.0 --hostname host.docker.internal</code>.
        </p>
        <Code label="compose.yaml" text={composeFor(complete)} />
      </div>
    </Card>
  );
}

/** The certificate that an agent has to trust, as a file. */
function Authority({ pem }: { pem: string }) {
  const href = useMemo(() => URL.createObjectURL(new Blob([pem], { type: "application/x-pem-file" })), [pem]);
  return (
    <p>
      The sandbox signs its certificate itself:{" "}
      <a href={href} download="ca.pem">
        save ca.pem
      </a>{" "}
      where the agent starts.
    </p>
  );
}

function Joined({ pool, since }: { pool: AgentPool; since: number }) {
  const joined = agentsOf(pool.id).filter(({ createdAt }) => createdAt >= since);
  return (
    <Card title="3. See it join">
      <div class="stack" aria-live="polite">
        {joined.length === 0 && (
          <p class="row muted">
            <span class="badge">
              <i class="pulse" /> waiting
            </span>
            Nothing has joined with this token yet.
          </p>
        )}
        {joined.map((agent) => (
          <p key={agent.id} class="row">
            <Status value={statusOf(agent)} /> <strong>{agent.name}</strong> joined {pool.name}.
          </p>
        ))}
        {joined.length > 0 && (
          <div>
            <Link class="button" href={`/pools/${pool.id}/agents`}>
              To the pool's agents
            </Link>
          </div>
        )}
      </div>
    </Card>
  );
}
