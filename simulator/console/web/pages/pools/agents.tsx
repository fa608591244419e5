import type { Agent, AgentPool } from "../../../../core/entities.js";
import { scalr } from "../../data/api.js";
import { agentsOf, heldBy, statusOf, workspacePath } from "../../data/derived.js";
import { useFetched } from "../../data/fetched.js";
import { can } from "../../data/session.js";
import { Confirm } from "../../parts/dialog.js";
import { Link } from "../../parts/link.js";
import { Card, Empty } from "../../parts/page.js";
import { Status, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";
import { toast } from "../../parts/toasts.js";

/** The pool's agents; one can be deleted when it is offline or errored (R14). */
export function PoolAgents({ pool }: { pool: AgentPool }) {
  const agents = [...agentsOf(pool.id)].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  const mayDelete = can("agent-pools:update");
  return (
    <Card flush>
      <Table
        label={`Agents of ${pool.name}`}
        rows={agents}
        id={({ id }) => id}
        empty={<NoAgents pool={pool} />}
        columns={[
          { title: "Name", cell: (agent) => <span title={agent.id}>{agent.name}</span> },
          { title: "Status", cell: (agent) => <AgentState agent={agent} /> },
          { title: "Last seen", cell: (agent) => <LastSeen agent={agent} /> },
          {
            title: "Slots",
            class: "number",
            cell: (agent) => `${heldBy(agent.id).length} of ${agent.concurrency}`,
          },
          { title: "Running", class: "clip", cell: (agent) => <Running agent={agent} /> },
          {
            title: "Version",
            class: "wide",
            cell: (agent) => (
              <span class="muted">
                {agent.version}, {agent.cpuPlatform.replace("_", "/")}
              </span>
            ),
          },
          ...(mayDelete
            ? [{ title: "", class: "end", cell: (agent: Agent) => <DeleteAgent agent={agent} pool={pool} /> }]
            : []),
        ]}
      />
    </Card>
  );
}

function NoAgents({ pool }: { pool: AgentPool }) {
  if (pool.isScalrManaged)
    return (
      <Empty title="No runner is there at the moment">Scalr starts its runners when a run needs one.</Empty>
    );
  return (
    <Empty
      title="No agent has joined yet"
      action={
        can("agent-pools:update") && (
          <Link class="button primary" href={`/pools/${pool.id}/register`}>
            Register an agent
          </Link>
        )
      }
    >
      {pool.webhookEnabled
        ? "Its webhook starts one for each task. Agents that stay can join it too."
        : "Runs of this pool wait for one. An agent is a process that you start with a token of the pool."}
    </Empty>
  );
}

function AgentState({ agent }: { agent: Agent }) {
  return (
    <>
      <Status value={statusOf(agent)} />
      {agent.errorMessage !== null && <div class="muted">{agent.errorMessage}</div>}
    </>
  );
}

/** Heartbeats are not in the event stream, because they would be most of it. An agent in contact counts as seen just now. */
function LastSeen({ agent }: { agent: Agent }) {
  return agent.condition === "online" ? <span>in contact</span> : <LostSince agent={agent} />;
}

function LostSince({ agent }: { agent: Agent }) {
  const { value } = useFetched(() => scalr.get(`agents/${agent.id}`), [agent.condition]);
  return <Time at={value?.data.attributes["last-seen-at"] ?? agent.lastSeenAt} />;
}

function Running({ agent }: { agent: Agent }) {
  const tasks = heldBy(agent.id);
  if (tasks.length === 0) return <span class="muted">nothing</span>;
  return (
    <>
      {tasks.map((task, i) => (
        <span key={task.id}>
          {i > 0 && ", "}
          <Link href={`/runs/${task.run}`}>{workspacePath(task.workspace)}</Link>
        </span>
      ))}
    </>
  );
}

function DeleteAgent({ agent, pool }: { agent: Agent; pool: AgentPool }) {
  return (
    <Confirm
      action="Delete"
      object={agent.name}
      small
      run={() => scalr.delete("agents", agent.id)}
      done={() => toast(`${agent.name} was deleted.`)}
    >
      It leaves {pool.name}. Only an agent that is offline or errored can be deleted; stop its process first.
      A process that is still there joins again when it is started.
    </Confirm>
  );
}
