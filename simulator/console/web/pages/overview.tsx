import { UNDECIDED_RUN_STATUSES } from "../../../runs/run-status-rules.js";
import { account, heldIn, isOver, loadOf, pools, queue, runs, sinceOf } from "../data/derived.js";
import { plural } from "../data/format.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { LoadBar, PoolBadges, PoolLink, seriesOf } from "../parts/pool-link.js";
import { Waiting, WorkspaceRun } from "../parts/run-link.js";
import { Status, Time } from "../parts/status.js";
import { ConcurrencyTimeline } from "../parts/timeline.js";
import { ClockCard } from "./overview/clock-card.js";
import { FirstSteps, isBeginning } from "./overview/first-steps.js";

/** The overview: free slots, executing runs, waiting runs. */
export function Overview() {
  return (
    <Page title="Overview" subtitle="What executes where right now, what waits, and for what.">
      {isBeginning() && <FirstSteps />}
      <Figures />
      <Card title="Concurrent runs">
        <ConcurrencyTimeline />
      </Card>
      <div class="columns">
        <Card title="Capacity" actions={<Link href="/pools">All pools</Link>}>
          <Capacity />
        </Card>
        <div class="stack">
          <Card title="Waiting" actions={<Link href="/runs?view=queue">The whole queue</Link>} flush>
            <Queue />
          </Card>
          <ClockCard />
        </div>
      </div>
    </Page>
  );
}

function Figures() {
  const agents = world.all("agents");
  const online = agents.filter(({ condition }) => condition === "online").length;
  const managed = pools.value.find(({ isScalrManaged }) => isScalrManaged);
  const executing = pools.value.reduce((sum, pool) => sum + heldIn(pool.id).length, 0);
  const confirmations = queue.value.filter(({ status }) => UNDECIDED_RUN_STATUSES.has(status)).length;
  const quota = account()?.maxConcurrentRuns ?? 0;
  return (
    <dl class="figures">
      <Figure
        name="Executing"
        value={executing}
        href="/runs?view=executing"
        note={plural(runs.value.filter((run) => !isOver(run)).length, "open run")}
      />
      <Figure
        name="Waiting"
        value={queue.value.length - confirmations}
        href="/runs?view=queue"
        note="for a slot, an agent or an earlier run"
      />
      <Figure
        name="Need confirmation"
        value={confirmations}
        href="/runs?view=confirmation"
        note={confirmations === 0 ? "nothing for you to decide" : "for you to decide"}
      />
      <Figure name="Agents in contact" value={online} href="/pools" note={`of ${agents.length}`} />
      {managed !== undefined && (
        <Figure
          name="Scalr runners"
          value={heldIn(managed.id).length}
          of={quota}
          href={`/pools/${managed.id}`}
          note="of the account's quota"
        />
      )}
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly of?: number;
  readonly note: string;
  readonly href: string;
}

function Figure({ name, value, of, note, href }: FigureProps) {
  return (
    <div class="figure card">
      <dt>{name}</dt>
      <dd>
        <Link href={href}>
          <span class="value number">{value}</span>
          {of !== undefined && <span class="muted number"> / {of}</span>}
        </Link>
        <span class="note-line muted">{note}</span>
      </dd>
    </div>
  );
}

function Capacity() {
  if (pools.value.length === 0)
    return <Empty title="There is no pool that you may see">A role with agent-pools:read shows them.</Empty>;
  return (
    <ul class="capacity">
      {pools.value.map((pool) => {
        const load = loadOf(pool);
        const free = Math.max(0, load.slots - load.running);
        return (
          <li key={pool.id}>
            <div class="row spread">
              <span class="row">
                <PoolLink id={pool.id} /> <PoolBadges pool={pool} />
              </span>
              <span class="muted number">
                {load.running} used, {free} free
                {load.offline > 0 && `, ${load.offline} offline`}
                {load.queued > 0 && `, ${load.queued} queued`}
              </span>
            </div>
            <LoadBar load={load} series={seriesOf(pool.id)} />
          </li>
        );
      })}
    </ul>
  );
}

/** The most runs that are shown. */
const SHOWN = 7;

function Queue() {
  if (queue.value.length === 0)
    return (
      <Empty title={runs.value.length === 0 ? "No run yet" : "Nothing waits"}>
        {can("runs:create") ? (
          <>
            Start one in a workspace, or with <code>scalr-sandbox run</code>.
          </>
        ) : (
          "Runs that wait show here, with what for."
        )}
      </Empty>
    );
  return (
    <ul class="waiting">
      {queue.value.slice(0, SHOWN).map((run) => (
        <li key={run.id}>
          <div class="row spread">
            <WorkspaceRun id={run.id} />
            <span class="row">
              <Time at={sinceOf(run)} /> <Status value={run.status} />
            </span>
          </div>
          <Waiting run={run.id} />
        </li>
      ))}
      {queue.value.length > SHOWN && (
        <li>
          <Link href="/runs?view=queue">{queue.value.length - SHOWN} more</Link>
        </li>
      )}
    </ul>
  );
}
