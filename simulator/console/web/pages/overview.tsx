import { loadOf, pools } from "../data/derived.js";
import { plural } from "../data/format.js";
import { Card, Empty, Page } from "../parts/page.js";
import { LoadBar, PoolBadges, PoolLink, seriesOf } from "../parts/pool-link.js";

/** Everything at once: what is free, what runs, what waits. */
export function Overview() {
  return (
    <Page title="Overview" subtitle="Who executes what right now, and what waits.">
      <Card title="Capacity">
        <PoolBars />
      </Card>
    </Page>
  );
}

function PoolBars() {
  if (pools.value.length === 0) return <Empty title="No pool is yours to see" />;
  return (
    <ul class="stack">
      {pools.value.map((pool) => {
        const load = loadOf(pool);
        return (
          <li key={pool.id} class="stack">
            <div class="row spread">
              <span class="row">
                <PoolLink id={pool.id} /> <PoolBadges pool={pool} />
              </span>
              <span class="muted number">
                {load.running} of {plural(load.slots, "slot")}
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
