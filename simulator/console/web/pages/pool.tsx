import { world } from "../data/world.js";
import { Empty, Page } from "../parts/page.js";
import { PoolBadges } from "../parts/pool-link.js";
import type { PageProps } from "../routes.js";

export function Pool({ params }: PageProps) {
  const pool = world.get("agent-pools", params.id);
  const crumbs = [{ label: "Agent pools", href: "/pools" }];
  if (pool === undefined)
    return (
      <Page title="No such pool" crumbs={crumbs}>
        <Empty title="There is no such pool, or it is not yours to see" />
      </Page>
    );
  return (
    <Page title={pool.name} crumbs={crumbs} badges={<PoolBadges pool={pool} />}>
      <p class="muted">{pool.id}</p>
    </Page>
  );
}
