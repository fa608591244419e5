import { connect, connectionOptions } from "../client/connection.js";
import { type Delivery, deliveryHeadings, deliveryRow, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "deliveries",
  summary: "Show the calls to the webhooks of serverless pools, the newest first",
  details:
    "One row for each task that needed an agent. A delivery is pending until a call is answered with 2xx. It is " +
    "withdrawn when the task starts or ends before that. Times are the sandbox's.",
  options: {
    ...connectionOptions,
    pool: { type: "string", describe: "Only those of the pool with this id" },
  },
  examples: [
    ["", "All of them"],
    ["--pool apool-4k2m --json", "Those of one pool, for a program"],
  ],
  async run({ dataDir, pool }, context) {
    const client = connect(context, dataDir);
    const query = pool === undefined ? "" : `?pool=${encodeURIComponent(pool)}`;
    const answer = await client.json<{ deliveries: readonly Delivery[] }>(
      "GET",
      `${sandboxApi}/deliveries${query}`,
    );
    if (context.out.json) context.out.object(answer);
    else if (answer.deliveries.length === 0) context.out.print("No webhook was called.");
    else context.out.table(deliveryHeadings, answer.deliveries.map(deliveryRow));
    return undefined;
  },
});
