import { OVERRIDABLE_RUN_STATUSES } from "../../simulator/runs/run-status-rules.js";
import { connect, connectionOptions } from "../client/connection.js";
import { type PoolStatus, type Status, sandboxApi } from "../client/sandbox-api.js";
import { ago, placeOf, since } from "../runs/columns.js";
import { command } from "../shell/command.js";
import type { Output } from "../shell/output.js";

export default command({
  name: "status",
  summary: "Show pools, agents, and what every queued run is waiting for (R12)",
  options: connectionOptions,
  examples: [["", "Everything at a glance"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const status = await client.json<Status>("GET", `${sandboxApi}/status`);
    if (context.out.json) context.out.object(status);
    else show(context.out, status, client.baseUrl);
    return undefined;
  },
});

function show(
  out: Output,
  { account, clock, runners, pools, queue, unconfirmed, failingWebhooks, drifted }: Status,
  url: string,
): void {
  out.paragraph(`${account.name} (${account.id}) at ${url}, ${clock.now} (${clock.mode} clock)`);
  out.print(`Scalr runners: ${runners.running} of ${runners.quota} busy, ${runners.queued} queued\n`);
  out.table(["POOL", "TYPE", "USED BY", "SLOTS", "RUNNING", "QUEUED", "AGENTS"], pools.map(poolRow));
  const now = Date.parse(clock.now);
  const agents = pools.flatMap((pool) => pool.agents.map((agent) => ({ pool: pool.name, ...agent })));
  if (agents.length > 0) {
    out.print();
    out.table(
      ["AGENT", "POOL", "STATUS", "RUNS", "LAST SEEN", "ID"],
      agents.map(({ name, pool, status, running, concurrency, lastSeenAt, id }) => {
        return [name, pool, status, `${running}/${concurrency}`, ago(lastSeenAt, now), id];
      }),
    );
  }
  if (failingWebhooks.length > 0) {
    out.print();
    out.table(
      ["FAILING", "KIND", "WHY"],
      failingWebhooks.map(({ name, kind, lastError }) => [name, kind, lastError?.message ?? "-"]),
    );
    out.print("See what was sent with: scalr-sandbox webhooks calls");
  }
  if (drifted.length > 0) {
    out.print();
    out.table(
      ["DRIFTED", "FOUND", "RUN", "WHAT DIFFERS"],
      drifted.map(({ environment, workspace, run, reason, at }) => [
        `${environment}/${workspace}`,
        ago(at, now),
        run,
        reason ?? "-",
      ]),
    );
  }
  out.print();
  const waiting = [...unconfirmed, ...queue];
  if (waiting.length === 0) {
    out.print("No run is waiting.");
    return;
  }
  out.table(
    ["RUN", "WORKSPACE", "STATUS", "SINCE", "WHERE", "WAITING FOR"],
    waiting.map(({ run, environment, workspace, status, since: moment, pool, agent, waitingFor }) => {
      return [
        run,
        `${environment}/${workspace}`,
        status,
        since(moment, now),
        placeOf(pool, agent),
        waitingFor?.message ?? "-",
      ];
    }),
  );
  const isJudged = ({ status }: { readonly status: string }) => OVERRIDABLE_RUN_STATUSES.has(status);
  const judged = unconfirmed.find(isJudged)?.run;
  const planned = unconfirmed.find((each) => !isJudged(each))?.run;
  if (planned !== undefined)
    out.print(`\nConfirm a plan with: scalr-sandbox runs confirm ${planned} (or: runs discard)`);
  if (judged !== undefined)
    out.print(`\nOverride failed policies with: scalr-sandbox runs override ${judged} (or: runs discard)`);
}

function poolRow(pool: PoolStatus): string[] {
  const { name, type, shared, slots, running, queued, agents } = pool;
  const users = type === "scalr-runners" ? "any workspace" : shared ? "all environments" : "its environments";
  const used = pool.default ? `${users}, account default` : users;
  return [name, type, used, String(slots), String(running), String(queued), String(agents.length)];
}
